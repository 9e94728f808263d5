"""How people put things: patterns over normalised text, most particular first."""

from __future__ import annotations

import re
from collections.abc import Mapping


def any_of(*alternatives: str) -> re.Pattern[str]:
    """One pattern that finds any of several."""
    return re.compile("|".join(alternatives))


WANTS: Mapping[str, re.Pattern[str]] = {
    "repeat": any_of(
        r"^(?:what|pardon|sorry|excuse me)\s*\?*$",
        r"say (?:that|it) again|come again|^(?:that|it) again\b",
        r"repeat (?:that|it|yourself)",
        r"what did you (?:just )?say",
    ),
    "asked_before": any_of(
        r"what (?:did|have|was|were) i (?:just )?(?:ask|asked|say|said|saying)",
        r"my (?:last|first|previous) (?:question|message)",
    ),
    "user_name": any_of(
        r"(?:what is|know|remember|say|recall|forgot|forget) my name",
        r"who am i\b(?! (?:talking|speaking))|what am i called",
    ),
    "user_facts": any_of(
        r"what (?:do you know|do you remember|did i tell you|have i told you)",
        r"(?<!know )about me\b|where am i from|remember me\b",
        r"what do i (?:like|do|study|want|love)",
        r"(?:where|what|who) i (?:am|like|do|said)",
    ),
    "promised": any_of(r"what (?:did|have) you promised?\b|did you promise\b"),
    "robot": any_of(
        r"are you (?:really |actually |just |even )?(?:an? )?(?:real|human|robot|ai|bot"
        r"|machine|computer|alive|program|artificial)\b(?! \w+(?:er|or|ist)\b)",
        r"chatgpt|language model|do you (?:really )?exist",
        r"who (?:made|built|created|programmed) you",
    ),
    "joke": any_of(r"\bjokes?\b|something funny|funny story|make me (?:laugh|smile)"),
    "how": any_of(
        r"how (?:are|is|was|has) (?:you|it going|things|your day|life|everything)\b"
        r"(?! (?:old|different|able|going to|so))",
        r"how do you (?:do|feel)\b|what is (?:up|new)\b|how you doing",
    ),
    "help": any_of(
        r"(?:what|how) (?:can|could|do) you (?:help|offer|assist)",
        r"what (?:can|could) (?:you|we) (?:do\b|talk)|how can you help",
        r"what can i ask|your (?:services?|help)\b",
        r"(?:can|could) you help(?: me| us)?(?: please)?\s*\?*$",
    ),
    "problem": any_of(
        r"(?:can|could|will|would) you help (?:me |us )?(?:with |to )?(.+)",
        r"i need (?:some |your )?help(?: with (.+))?",
        r"(?:does|do|is|are|did|will) not (?:work|open|start|load|turn on|arrive"
        r"|connect|let|play|print)",
        r"not working|\berrors?\b|\bcrash|\bstuck\b|no (?:sound|signal|internet)",
        r"\bis broken\b|i broke\b|keeps (?:\w+ing)",
        r"i (?:can not|forgot|lost|keep getting)\b|\b(?:is|are) (?:\w+ )?slow\b",
        r"never (?:came|arrived|got)|wrong password|nothing happens",
        r"(?:screen|page|picture) (?:is|stays|goes|went|turns) (?:\w+ )?(?:black|blank"
        r"|white|blue|dark|empty)|(?:is|has) frozen\b|same (?:problem|issue)",
        r"i (?:have )?(?:already )?tried (?:that|it|this|everything)\b",
        r"(?:have|got|there is) (?:a|an|some) (?:\w+ )?(?:problem|issue|trouble)",
    ),
    "more": any_of(
        r"^(?:go on|continue|what else|anything else|and then|another|else|keep going"
        r"|what more)\b|^more\b(?! (?:about|on|of) (?!(?:it|that|them|yourself)\b))",
        r"^(?:an? )?(?:another )?(?:\w+ )?story\b|^something (?!funny)|surprise me",
        r"^(?:give me )?(?:an|another) example\b|^for example\s*\?*$",
    ),
    "you_too": any_of(
        r"^(?:and |what about |how about )?(?:you|yourself|yours)\s*\?*$"
    ),
    "handover": any_of(
        r"(?:talk|speak|connect me|pass me on) (?:to|with) (?:an?|your|some\w+|the) ",
        r"real person|your (?:manager|boss|supervisor|colleague)\b",
    ),
    "advice": any_of(
        r"\badvice\b|\btips?\b|should i (?:learn|do|start|try|read|study)",
        r"what would you do\b|recommend",
    ),
    "pleased": any_of(
        r"(?:nice|pleased|good|great|lovely|happy) to (?:meet|see) you",
    ),
    "bye": any_of(
        r"\b(?:bye|goodbye|see you|farewell|good night|talk later|take care)\b",
        r"\bi (?:have|got|need) to (?:go|leave)\b",
        r"^have an? (?:good|nice|great|lovely) ",
    ),
    "thanks": any_of(r"\bthanks?\b|thank you|\bcheers\b|appreciate"),
    "insult": any_of(
        r"\byou are (?:\w+ )?(?:stupid|boring|dumb|useless|bad|annoying|ugly|wrong)",
        r"shut up|i hate you",
    ),
    "compliment": any_of(
        r"\byou are (?:\w+ )?(?:great|nice|kind|awesome|amazing|smart|funny|cool"
        r"|wonderful|sweet|the best|helpful|lovely|brilliant|beautiful)(?!.*\?)",
        r"well done|good job|i (?:like|love) you\b|i love your\b",
    ),
    "praise": any_of(
        r"^(?:that|this|it|these|they) (?:is|are|sounds?|was|seems?|looks?)"
        r" (?:\w+ ){0,2}(?:cool|great|nice|awesome|amazing|interesting|impressive|fun"
        r"|lovely|good|beautiful|clever|brilliant)\b",
        r"^(?:cool|great|awesome|wow|nice|amazing|interesting|impressive|perfect)$",
    ),
    "laugh": any_of(r"^(?:lol|haha\w*|hehe\w*|ha ha.*|rofl|lmao)\b|you are funny"),
    "request": any_of(
        r"^(?:please )?(?:sing|dance|write|play|read|guess|count|draw|cook|send|buy"
        r"|give me|translate|calculate|google|search)\b",
    ),
}
"""What is wanted of the persona, or is said to it; a group catches what it is about."""

NEWS: Mapping[str, re.Pattern[str]] = {
    "good": any_of(
        r"\bi (?:am|feel) (?:\w+ )?(?:good|great|fine|happy|well|excited|wonderful|ok"
        r"|okay|glad|proud)\b",
        r"^(?:good|great|fine|not bad|very well)\b",
        r"\bi had an? (?:\w+ )?(?:good|great|nice|lovely|wonderful) (?:day|week)\b",
    ),
    "bad": any_of(
        r"\bi (?:am|feel) (?:\w+ ){0,2}(?:sad|tired|bad|sick|ill|lonely|stressed|angry"
        r"|worried|scared|afraid|nervous|bored|down|unhappy|anxious)\b",
        r"\b(?:bad|awful|terrible|rough|hard|horrible) (?:day|week|night|time)\b",
        r"^my .*\b(?:ill|sick|died|dead|hurt|hospital|left me|sad)\b|\bi failed\b",
    ),
    "wish": any_of(
        r"\bi (?:really |just )?(?:want|would like|would love) to (?:have|get) (.+)",
        r"\bi (?:really |just )?(?:want|would like|would love)(?! to\b| you\b) (.+)",
        r"\bi (?:wish|hope|am wishing|am hoping) (?:for|i had) (.+)",
        r"\bcan i (?:have|get) (.+)|\bbring (?:me|us) (.+)|\byou bring (.+)",
    ),
    "goal": any_of(
        r"\bi (?:want|hope|plan|dream|would like|wish) (?:to|of) (.+)",
        r"\bmy (?:goal|dream|plan) is(?: to)? (.+)",
    ),
    "like": any_of(
        r"\bi (?:really |also |quite )?(?:like|love|enjoy|adore) (.+)",
        r"\bi am (?:really )?(?:into|interested in|fond of) (.+)",
        r"\bmy (?:hobby|hobbies|favourite \w+) (?:is|are) (.+)",
    ),
    "place": any_of(r"\bi (?:am from|live in|come from) (.+)"),
    "work": any_of(
        r"\bi (?:work as|work in|work at|study|teach|make|build) (.+)",
        r"\bi am (learning to .+)",
        r"\bi am (?:studying|learning|building|working on|an?) (.+)",
    ),
    "have": any_of(
        r"\b(?:i have|i got|we have) (?:got )?"
        r"(?!(?:to|been|not|never|just|already|done|had|seen|\w+ed)\b)(.+)"
    ),
}
"""What visitors tell of themselves."""

GREETING = re.compile(
    r"^(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)"
    r"|merry christmas|happy (?:christmas|new year|holidays))(?: there| again)?\b[\s!]*"
)
POLITE = re.compile(
    r"^(?:(?:so|well|ok|okay|and|but|then|now|oh|um|please|great|cool|nice|wow|hmm|ah"
    r"|alright)\b\s*(?!to meet)"
    r"|(?:can|could|would|will) you (?:please )?(?:tell|explain|describe|say|share)"
    r"(?: to| with)?(?: me| us)? ?"
    r"|(?:please )?tell (?:me|us) ?|may i ask ?|i wonder ?"
    r"|i (?:want|would like|would love|wanted|am curious) (?:to )?"
    r"(?:know|hear|ask|learn)(?: you)? ?"
    r"|do you mind telling me ?|let me ask(?: you)? ?|explain (?:to me )?)+"
)
QUESTION = re.compile(
    r"^(?:(?:what|where|who|whom|whose|how|when|why|which)\b"
    r"|(?:do|are|can|have|did|is|will|would|could|were|does|has|was|should|am) \w+)"
)
YES_NO = re.compile(
    r"^(?:do|are|can|have|did|is|will|would|could|were|does|has|was)\b (?:you|your)\b"
)
YES = re.compile(r"^(?:yes|yeah|yep|sure|of course|ok|okay|yes please)\b")
NO = re.compile(r"^(?:no|nope|not really|no thanks?)\b")
ABOUT = re.compile(r"\babout (?:yourself|you)\b|introduce yourself|^yourself\b")
ASKED_FOR = re.compile(r"^(?:can i (?:have|get)|(?:will|can|could) you bring)\b")
ABOUT_THAT = re.compile(r"^(?:what|how) about ")
GOES_ON = re.compile(
    r" (?:and|but|so) (?=(?:it|that|this|he|she|they|we|i)\b)| because "
)
SPLIT = re.compile(
    r"(?:,|;|\band|\bbut)\s+(?=(?:what|where|who|how|when|why|which|do you|are you"
    r"|can you|tell me|did you|have you|and you|you\?|i am|i'm|i love|i like|i live"
    r"|my name)(?:\b|\?))",
    re.IGNORECASE,
)
