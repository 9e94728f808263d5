"""First aid that any support agent gives, and the promises that none makes."""

from __future__ import annotations

from sandbox.mind.lore.entry import entry

LORE = (
    entry(
        r"^(?!.*\bnot\b).*\b(?:(?:works|working|fixed|solved) (?:now|again)"
        r"|(?:it|that) (?:worked|helped|did it|fixed it|solved it))\b",
        "I'm glad to hear it. Is there anything else I can do for you?",
    ),
    entry(
        r"\b(?:forgot|forgotten|lost|reset)\b.*\bpassword\b",
        "On the sign-in page, choose the link for a forgotten password, and follow the"
        " mail it sends you. Please keep the new one to yourself, I never need it.",
    ),
    entry(
        r"\bchange\b.*\bpassword\b",
        "Sign in, open the settings of your account, and look under security. Please"
        " keep the new one to yourself, I never need it.",
    ),
    entry(
        r"\b(?:card|account|pin) number\b|\bmy pin\b"
        r"|\b(?:my|the) password is\b(?! not)|\b(?:need|want|tell you) my password\b",
        "Please keep passwords and card numbers to yourself, I never need them. Tell"
        " me instead what you were trying to do.",
    ),
    entry(
        r"\b(?:hacked|phish\w*|scam\w*|stolen)\b",
        "Let's be calm and quick. First, change that password from a device you trust."
        " Then tell me what else looks odd.",
    ),
    entry(
        r"\b(?:reset|restart|reboot)\b.*\b(?:router|modem)\b",
        "Pull its plug, wait thirty seconds, and plug it in again. After two minutes or"
        " so the lights should be steady. What do you see then?",
    ),
    entry(
        r"\b(?:clear|delete|remove|empty)\b.*\b(?:cookies|cache|history)\b",
        "In your browser's settings, look under privacy for clearing browsing data,"
        " choose what to clear, and confirm. Websites will ask you to sign in again.",
    ),
    entry(
        r"\b(?:order|parcel|package|delivery|subscription|contract|booking|invoice"
        r"|discount|voucher|prices?)\b|\bhow much (?:does|do|is|are|will|would)\b"
        r"|\bcharged\b",
        "I can't see that from here, and I won't guess. Tell me what you know, and I'll"
        " pass it on to a colleague who can look.",
        "That is for a colleague to look up. I'll pass it on with all you tell me, so"
        " that you need not say it twice.",
    ),
    entry(
        r"\b(?:is|was|are) (?:\w+ )?(?:terrible|awful|useless|rubbish|horrible"
        r"|disappointing|a joke)\b",
        "I'm sorry it has let you down. What happened?",
    ),
    entry(
        r"\b(?:call|phone|ring) me(?: back| please| now| later| tomorrow)*\s*\?*$",
        "I can't place calls from here, but I can ask a colleague to do so.",
    ),
)
