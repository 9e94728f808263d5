"""What can be asked about: the labels that state it, the questions that want it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """One subject of talk.

    Attributes:
        labels: What a prompt may call it.
        asks: Patterns of questions about it, over normalised text.
        prose: Its values are one text, never split at commas.
    """

    labels: Sequence[str]
    asks: Sequence[str] = ()
    prose: bool = False


_DO = (
    r"(?:do |did |are |were |have |can |will )?you"
    r" (?:currently |now |also |still |really )?"
)

TOPICS: Mapping[str, Topic] = {
    "name": Topic(
        ("name", "full name", "your name", "character", "persona name"),
        (
            r"\byour (?:full |first |last |real )?name\b",
            r"\bwho (?:are you|you are|am i (?:talking|speaking) (?:to|with))\b",
            r"\b(?:should|can|may|do|shall) (?:i|we|people|they) call you\b",
            r"\bare you called\b",
        ),
        prose=True,
    ),
    "degree": Topic(
        ("degree", "course", "major", "field of study", "studies", "qualification"),
        (
            r"\bwhat (?:" + _DO + r")(?:study|studying|studied|major|learn)",
            r"\byour (?:degree|major|course|studies|subject|field|diploma)\b",
            r"\bwhat (?:subject|degree|course)",
            r"\b(?:do|did) you have an? (?:degree|diploma)",
        ),
        prose=True,
    ),
    "institution": Topic(
        ("institution", "university", "college", "school", "studies at", "campus"),
        (
            r"\bwhere (?:" + _DO + r")(?:study|studying|studied|learn|graduate)",
            r"\bgo to (?:school|college|university|uni)\b",
            r"\b(?:which|what|your|name of (?:the|your)) (?:school|college|university"
            r"|uni|institut\w+|alma mater|campus|academy)\b",
        ),
        prose=True,
    ),
    "year": Topic(
        ("year", "year of study", "semester", "grade", "graduation"),
        (
            r"\b(?:what|which) (?:year|grade|semester)\b",
            r"\byour (?:year|semester|grade|graduation)\b",
            r"\bwhen (?:" + _DO + r")graduat",
            r"\bhow far (?:along )?are you\b",
        ),
        prose=True,
    ),
    "education": Topic(
        ("education", "academic background", "schooling"),
        (
            r"\byour (?:education|schooling|academic|training)\b",
            r"\bare you (?:still )?(?:a student|studying)\b",
            r"\bare you (?:still )?in (?:school|college|university)\b",
            r"^do you (?:still )?study\b",
            r"\bwhere were you educated\b",
        ),
        prose=True,
    ),
    "languages": Topic(
        ("languages", "programming languages", "language skills", "coding languages"),
        (
            r"\b(?:which|what|how many|your|any|programming|coding) languages?\b",
            r"\bwhat (?:" + _DO + r")(?:speak|code|program)\b",
            r"\blanguages (?:" + _DO + r")(?:speak|know|use|write|code)",
            r"\bdo you (?:code|program|write code)\b",
        ),
    ),
    "stack": Topic(
        ("web stack", "webstack", "tech stack", "technologies", "tools", "frameworks"),
        (
            r"\b(?:tech|web|technology|technical|your) ?stack\b",
            r"\b(?:which|what|your) (?:tools?|frameworks?|technolog\w+|librar\w+"
            r"|software|equipment)\b",
            r"\bwhat (?:" + _DO + r")(?:work|build)(?:ing)? with\b",
            r"\bweb (?:development|technolog\w+)\b",
        ),
    ),
    "projects": Topic(
        ("projects", "project", "portfolio", "works", "achievements"),
        (
            r"\b(?:projects?|portfolio|inventions?)\b",
            r"\bwhat (?:have |did |else have )?you (?:\w+ )?(?:built|build|made|make"
            r"|create|created|invented)\b",
            r"\bwhat are you (?:working on|building|making)\b",
            r"\bproud(?:est)? of\b",
        ),
    ),
    "interests": Topic(
        ("interests", "hobbies", "likes", "loves", "passions", "hobby"),
        (
            r"\b(?:interests?|hobb\w+|passions?|pastimes?)\b",
            r"\bwhat (?:else )?(?:do |did )?you (?:really )?(?:like|love|enjoy)\b"
            r"(?! about)",
            r"\bwhat (?:else )?are you (?:interested in|into)\b",
            r"\b(?:free|spare) time\b",
            r"\bfor fun\b|\bweekends?\b|\bafter work\b|\bday off\b",
            r"\bmakes you happy\b",
        ),
    ),
    "goals": Topic(
        ("goals", "goal", "dreams", "ambitions", "aims", "plans", "mission"),
        (
            r"\b(?:goals?|dreams?|ambitions?|aspir\w+|mission)\b",
            r"\byour (?:plans?|future|hopes?)\b",
            r"\bplans for the future\b",
            r"\bwhat (?:" + _DO + r")(?:want|hope|plan|wish|trying) (?:to|for)\b",
            r"\bsee yourself\b",
            r"\bwant to (?:be|become|achieve)\b.*\?",
            r"\b(?:drives|motivates) you\b|\b(?:working towards|aiming (?:for|at))\b",
        ),
    ),
    "traits": Topic(
        (
            "traits",
            "personality",
            "character traits",
            "personality traits",
            "qualities",
        ),
        (
            r"\b(?:traits?|personality|temperament)\b",
            r"\bwhat (?:are you like|you are like)\b",
            r"\bkind of (?:person|man|woman|character)\b",
            r"\byour (?:character|qualities|strengths?|best quality|nature)\b",
            r"\b(?:friends|people|others|colleagues|you) (?:would )?describe you",
            r"\bdescribe yourself\b",
        ),
    ),
    "style": Topic(
        ("style", "communication style", "tone", "voice", "manner", "speaking style"),
        (
            r"\byour (?:\w+ )?(?:style|manner|tone|approach)\b",
            r"\bhow (?:" + _DO + r")(?:talk|speak|communicate|work|explain)\b",
        ),
        prose=True,
    ),
    "skills": Topic(
        (
            "skills",
            "strengths",
            "expertise",
            "specialities",
            "specialties",
            "abilities",
        ),
        (
            r"\b(?:skills?|expertise|talents?|specialit\w+)\b",
            r"\bwhat (?:" + _DO + r")(?:good at|best at|expert in|capable of)\b",
        ),
    ),
    "age": Topic(
        ("age", "years old"),
        (r"\bhow old\b", r"\byour age\b", r"\bwhen (?:were|was) you born\b"),
        prose=True,
    ),
    "birthday": Topic(
        ("birthday", "date of birth", "born on"),
        (r"\byour birthday\b", r"\bwhen (?:were|was) you born\b", r"\bwere you born\b"),
        prose=True,
    ),
    "location": Topic(
        ("location", "home", "lives in", "city", "residence", "based in", "address"),
        (
            r"\bwhere (?:" + _DO + r")(?:live|living|based|located|reside|right now)\b",
            r"\byour (?:home|house|address|city|town|country)\b",
            r"\b(?:which|what) (?:city|country|town|part of the world)\b",
            r"\bwhere are you(?: now)?\s*\??$",
        ),
        prose=True,
    ),
    "origin": Topic(
        ("origin", "hometown", "from", "birthplace", "nationality", "born in"),
        (
            r"\bwhere (?:are |do |did )?you (?:\w+ )?(?:from|come from|grow up|born)\b",
            r"\bwhere were you born\b",
            r"\byour (?:hometown|origin|nationality|birthplace)\b",
        ),
        prose=True,
    ),
    "company": Topic(
        (
            "company",
            "employer",
            "workplace",
            "works at",
            "organisation",
            "organization",
        ),
        (
            r"\bwhere (?:" + _DO + r")work",
            r"\b(?:who|whom) (?:" + _DO + r")work(?:ing)? for\b",
            r"\b(?:which|what|your) (?:company|employer|firm|organi[sz]ation)\b",
        ),
        prose=True,
    ),
    "title": Topic(
        ("title", "role", "occupation", "job", "profession", "job title", "position"),
        (
            r"\bwhat (?:" + _DO + r")do(?: for (?:a living|work)| all day)?\s*\??$",
            r"\byour (?:\w+ )?(?:job|title|role|profession|occupation|position|career"
            r"|living)\b|\byour (?:daily |current )?work\b",
            r"\bwhat (?:is it )?(?:that )?you do\s*\??$",
            r"\bwhat kind of work\b|\bwhat are you\s*\??$",
        ),
        prose=True,
    ),
    "language": Topic(("language",), prose=True),
    "greeting": Topic(("greeting", "welcome", "opening line"), prose=True),
    "instructions": Topic(
        ("instructions", "instruction", "rules", "guidelines", "notes", "behaviour"),
        prose=True,
    ),
    "bio": Topic(
        ("bio", "background", "biography", "about", "story", "description", "summary"),
        (r"\byour (?:background|story|history|life|past)\b",),
        prose=True,
    ),
}

ASKS = [
    (topic, re.compile(pattern))
    for topic, spec in TOPICS.items()
    for pattern in spec.asks
]
BY_LABEL = {label: topic for topic, spec in TOPICS.items() for label in spec.labels}
