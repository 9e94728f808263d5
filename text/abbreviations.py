"""The words whose full stop does not, or not always, end a sentence: data only.

All are lower case and without their last full stop. Kept to what people write in
prose that is meant to be spoken; a missing entry costs a short pause, no more.
"""

# ruff: noqa: RUF001 - Cyrillic words hold Cyrillic letters

from __future__ import annotations

_NEVER = """
mr mrs ms mx dr dra prof lt sgt cpl capt cmdr supt messrs vs viz cf e.g i.e eg ie
hr dipl bzw ggf evtl inkl exkl geb z.b d.h u.a o.ä
i.d.r s.o s.u v.a u.u z.t m.e
sr sra srta dña mme mlle mgr dott sig.ra ee
т.е т.к им ул проф акад
डॉ श्री प्रो د
"""

_TITLES = """
rev fr hon gen col maj gov sen rep pres insp st mt ft sig ing avv av
"""

_BEFORE_NUMBER = """
no nos nr núm p pp fig figs vol ch chap sec art eq op ver approx ca c s abs abb
para paras pag tel стр рис
"""

_MAY_END = """
etc al inc ltd co corp bros dept univ est jr ave blvd rd ed eds misc min max ft lb
lbs oz tbsp tsp hrs yrs km cm mm kg ml ext
jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
usw str av pág págs env ex ecc ud uds uu г гг в вв т.д т.п др
см руб тыс млн млрд
ii iii iv vi vii viii ix xi xii xiii xiv xv xvi
"""

_HOURS = """
a.m p.m
"""

_AFTER_HOUR = """
est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest ist
monday tuesday wednesday thursday friday saturday sunday
"""

_STARTERS = """
the a an this that these those it he she we they i you my your his her its our their
there here then now but and so or if when while after before because although however
what where who why how yes no well maybe perhaps not in on at for with as to from one
all some many most every each next once also still just let please thanks thank
der die das ein eine es er sie wir ich und aber dann wenn
una yo ella pero cuando elle nous vous mais
он она оно они мы я вы это но
"""

_MONTHS = """
januar jänner februar märz april mai juni juli august september oktober november
dezember
"""

NEVER_ENDS = frozenset(_NEVER.split())
"""Always followed by more of the same sentence."""

TITLES = frozenset(_TITLES.split())
"""The same, but only when capitalised: "Gen. Lee", yet "one more rep. Good."."""

BEFORE_NUMBER = frozenset(_BEFORE_NUMBER.split())
"""An abbreviation only in front of a number: "No. 5", but "No. I will not."."""

MAY_END = frozenset(_MAY_END.split())
"""Ends a sentence unless the next word starts small or with a digit."""

HOURS = frozenset(_HOURS.split())
"""The same, but goes on before a time zone or day: "5 p.m. Monday"."""

AFTER_HOUR = frozenset(_AFTER_HOUR.split())
"""The time zones and days that may follow one of `HOURS`."""

STARTERS = frozenset(_STARTERS.split())
"""Words that, capitalised after initials or "U.S.", do start a sentence."""

MONTHS = frozenset(_MONTHS.split())
"""After a number and a full stop they make a German date, not a sentence."""

STREET = "str"
"""Ends German words that end a sentence as `MAY_END` do: "Hauptstr. 5"."""
