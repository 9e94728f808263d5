"""Portuguese texts with a bar where a speaker would stop."""

CASES = """
Olá! | Tudo bem? | Tudo.
O Sr. Silva e a Sra. Costa chegaram. | Que bom!
O Dr. Lima e a Dra. Reis saíram. | Voltam já.
D. Pedro II. | Um imperador.
Custa R$ 3,50. | É barato.
São 1.234,56 reais. | É muito.
Moro na Av. Paulista. | É longa.
Há frutas, p. ex. mangas. | São boas.
Pão, leite, etc. | Compre tudo.
Veja a pág. 10 e o art. 5. | Está lá.
“Vens?” perguntou ela. | “Não.”
Ele disse: “Já vou.” | E saiu.
Às 10h30. | Não te atrases!
Bem... | Talvez.
O quê?! | Não acredito!
Começou em 1500. | Terminou em 1822.
"""
