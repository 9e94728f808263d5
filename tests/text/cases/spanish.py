"""Spanish texts with a bar where a speaker would stop."""

CASES = """
Hola. | ¿Qué tal? | ¡Bien!
El Sr. García y la Sra. López llegaron. | ¡Qué alegría!
¿De verdad? | Sí.
Hay fruta, pan, etc. | ¿Quieres?
"""
