"""German texts with a bar where a speaker would stop."""

CASES = """
Guten Tag. | Wie geht es Ihnen? | Gut!
Am 3. Oktober war es warm. | Danach nicht.
Es war z. B. schön dort. | Ja.
Das gilt z.B. Morgen. | Gut.
Hr. Müller und Dr. Weber kommen ggf. später. | Schade.
Er kam, d. h. er fuhr. | Gut so.
Er sagte: »Komm!« | Dann ging er.
»Ja.« | »Nein.«
Äpfel, Birnen usw. | Dann kam er.
"""
