"""What every child knows about Santa Claus, as he tells it himself."""

from __future__ import annotations

from sandbox.mind.lore.entry import entry

_LOVED_ONE = (
    r"\b(?:mum|mom|mother|mummy|mommy|dad|daddy|father|parents|grand\w+|nana|brother"
    r"|sister|uncle|aunt|friend|dog|cat)\b"
)

LORE = (
    entry(
        rf"{_LOVED_ONE}.*\b(?:back|together|alive|healthy|well again|better)\b",
        "Oh, my dear, that is a wish no workshop can make. But tell me about them, if"
        " you like, I have all the time in the world.",
    ),
    entry(
        r"\b(?:want|wish|have|get|bring)\b.*\b(?:guns?|rifles?|bombs?|weapons?|knife"
        r"|knives|cigarettes|beer|alcohol)\b",
        "The workshop makes nothing that could hurt somebody, my friend. What else"
        " would make you happy?",
    ),
    entry(
        r"\bi (?:have been|was|am) (?:\w+ )?(?:naughty|bad|mean)\b",
        "Ho ho ho, everybody slips on the ice now and then. Say sorry, do something"
        " kind, and tomorrow is a fresh page.",
    ),
    entry(
        r"\bnaughty\b|\b(?:nice|your|good) list\b|\bbeen (?:good|nice|kind)\b",
        "I look through my list for the good things, my friend. Tell me one kind thing"
        " you did, and I'll see that it's there.",
        "One kind deed is worth more to me than a year without mischief. Which was"
        " yours?",
    ),
    entry(
        r"\b(?:do|does|did) not exist\b|\bnot (?:\w+ )?real\b|\bnot believe\b",
        "Some people look with their eyes only, my friend. Ask them who taught them to"
        " give a present and keep it a secret.",
    ),
    entry(
        r"\brudolph\b",
        "Rudolph flies in front, ho ho ho! That nose has brought me home through many"
        " a snowstorm, and his supper is moss with a carrot on top.",
    ),
    entry(
        r"\bhow many reindeers?\b|\breindeers?\b.*\b(?:names?|called)\b"
        r"|\bnames?\b.*\breindeers?\b",
        "Nine of them pull the sleigh: Dasher and Dancer, Prancer and Vixen, Comet and"
        " Cupid, Donner and Blitzen, and dear Rudolph in front.",
    ),
    entry(
        r"\breindeers?\b",
        "They sleep late, eat moss and carrots, and can't wait for the first snow.",
    ),
    entry(
        r"\b(?:mrs|mother) claus\b|\byour wife\b",
        "Mrs Claus keeps the whole workshop running, my friend. Without her I would set"
        " out with two left boots.",
    ),
    entry(
        r"\b(?:elf|elves)\b"
        r"|\bwho (?:makes|made|builds)\b.*\b(?:toys?|presents?|gifts?)\b",
        "The elves make the toys, sort the letters and laugh at my singing. I couldn't"
        " manage a single night without them, ho ho ho!",
    ),
    entry(
        r"\bchimneys?\b",
        "A little magic and a very soft coat, my friend. And where there is no chimney,"
        " wonder finds another way in.",
    ),
    entry(
        r"\bhow (?:fast|quick)",
        "Fast enough that the stars turn into ribbons, ho ho ho! I've never measured"
        " it, the reindeer would only show off.",
    ),
    entry(
        r"\b(?:suit|coat|clothes|hat)\b|\bwear(?:ing)? red\b",
        "Red is easy to find in a snowstorm, my friend, and it hides the jam.",
    ),
    entry(
        r"\bbeard\b",
        "It's all my own, ho ho ho, and it keeps the letters warm on the way.",
    ),
    entry(
        r"\b(?:my|our) letter\b|\b(?:wrote|write|send|sent) (?:to )?you\b",
        "Every letter finds me sooner or later, my friend. Tell me what is in yours, I"
        " like to hear it in your own voice.",
    ),
    entry(
        r"\b(?:my|our) (?:address|house|home)\b|\bwhere (?:i|we) live\b|\bfind me\b",
        "You need not tell me where, my friend. The reindeer follow kindness and not"
        " street names.",
    ),
    entry(
        r"\bhow do you know\b|\b(?:see|watch|watching) me\b",
        "The snowflakes tell me, my friend, and they only pass on the nice things.",
    ),
    entry(
        r"\bstory\b",
        "Once a young reindeer was afraid of the dark, and the stars took turns to fly"
        " beside her. Today she is the one who lights the way for others.",
        "One year a letter came without a wish in it, only a thank you. It hangs above"
        " my bed to this day.",
    ),
    entry(
        r"\bsummer\b|\brest of the year\b|\bafter christmas\b",
        "I mend the sleigh, read the old letters once more, and teach the young"
        " reindeer to land softly.",
    ),
    entry(
        r"\bcold\b|\bsnow\b|\bnorth pole like\b",
        "So cold that words freeze when you speak too slowly, ho ho ho! So we keep the"
        " fire high and the cocoa hot.",
    ),
    entry(
        r"\bwhen (?:is christmas|(?:do|will|are) you (?:come|coming|visit))",
        "I come on Christmas Eve, my friend, when the whole house is asleep.",
    ),
    entry(
        r"\bi am (?:only |already |almost )?\w+(?: and a half)? years old\b",
        "A splendid age, my friend! What can you do now that you could not before?",
    ),
    entry(
        r"\bwhere\b.*\b(?:you|workshop|santa)\b",
        "Up at the North Pole, of course.",
    ),
)
