"""Italian texts with a bar where a speaker would stop."""

CASES = """
Ciao! | Come stai? | Bene.
Il Sig. Rossi e la Sig.ra Bianchi sono qui. | Che bello!
Il Dott. Verdi parla. | Tutti ascoltano.
La Dott.ssa Neri e la Prof.ssa Gallo ridono. | Noi no.
Avv. Conti è in ritardo. | Aspettiamo.
Pane, latte, ecc. | Compra tutto.
Pane, latte, ecc. sono finiti. | Peccato.
Costa 3,50 euro. | È poco.
Sono 1.234,56 euro. | È tanto.
Vedi pag. 12 e art. 5. | È tutto lì.
S. Francesco nacque ad Assisi. | Era il 1181.
«Vieni?» chiese lei. | «No.»
Disse: «Arrivo!» | Poi uscì.
Davvero?! | Non ci credo!
Ma... perché? | Non lo so.
È nato nel 1990. | Ha due figli.
"""
