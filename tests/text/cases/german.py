"""German texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

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
Im 19. Jahrhundert reiste man langsam. | Heute nicht.
Das ist der 2. Versuch. | Er gelang.
Sie wohnt in der 3. Etage. | Es gibt keinen Lift.
Am 24.12.2023 schneite es. | Wir blieben drin.
Er kam am 1. Mai. | Sie kam am 2. Juni.
Heute ist der 3. | Das ist gut.
Friedrich II. war König. | Er spielte Flöte.
Das kostet 1.234,50 Euro. | Das ist viel.
Um 14.30 Uhr geht es los. | Komm pünktlich!
Ca. 20 Leute kamen. | Alle blieben.
Siehe S. 12 und Abb. 3. | Dort steht es.
Prof. Dr. Schmidt spricht. | Alle hören zu.
Die Nr. 7 gewinnt. | Wer hätte das gedacht?
Er sagte: „Komm!“ | Dann ging er.
„Kommst du?“, fragte sie. | „Ja.“
„Er rief: ‚Halt!‘ | Ich blieb stehen.“
»Ich bin da«, sagte er. | »Endlich.«
Kommst du mit? | Ja oder nein?
Das ist u. a. hier so. | Dort nicht.
Obst bzw. Gemüse ist gesund. | Iss mehr davon.
Wir haben u. a. Äpfel. | Und Birnen.
Lies z. B. Das Parfum. | Gut.
Er wohnt in der Hauptstr. 5 in Bonn.
Er wohnt in der Hauptstr. | Sie nicht.
"""
