"""Spanish texts with a bar where a speaker would stop."""

CASES = """
Hola. | ¿Qué tal? | ¡Bien!
El Sr. García y la Sra. López llegaron. | ¡Qué alegría!
¿De verdad? | Sí.
Hay fruta, pan, etc. | ¿Quieres?
¡Hola! | ¿Cómo estás?
—¿Vienes? —preguntó ella. | —No.
¡¿Qué?! | ¡No puede ser!
Pero ¿por qué? | No lo sé.
Dijo: «Ven aquí». | Y se fue.
«¿Vienes?», preguntó. | «Sí».
Preguntó: “¿Vienes?” | Nadie contestó.
El Dr. Ruiz y la Dra. Gil hablan. | Todos escuchan.
Ud. tiene razón. | Yo no.
Cuesta 3.500,75 euros. | Es caro.
Vive en la Av. Central. | Es bonita.
Ver pág. 12 y núm. 3. | Está todo.
Son las 3 p. m. en punto. | Vamos.
Espera… | ¿Oyes eso?
¿Rojo? | ¿Verde? | ¿Azul?
EE. UU. es grande. | México también.
"""
