"""French texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

CASES = """
Bonjour. | Ça va ? | Oui !
« Bonjour ! » dit-il. | Elle rit.
« Bonjour ! » | Puis il partit.
M. Dupont et Mme. Martin sont là. | Tant mieux.
C’est fini… | Peut-être.
"""
