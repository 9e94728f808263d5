"""A table of questions: the right facts are said, and never a wrong one."""

from __future__ import annotations

import itertools
import re

import pytest

from sandbox.mind.mind import reply
from tests.sandbox.mind.personas import FACTS, PROMPTS

ASKED = {
    "name": [
        "What is your name?",
        "what's ur name",
        "Hi! What should I call you?",
        "May I ask your full name please?",
        "Who are you?",
        "Who am I talking to?",
    ],
    "title": [
        "What do you do?",
        "What do you do for a living?",
        "what is your job",
        "Tell me what your profession is.",
        "So, what kind of work is that?",
    ],
    "degree": [
        "What do you study?",
        "What did you study?",
        "Which degree do you have?",
        "what's your major?",
        "Could you tell me what you studied?",
    ],
    "institution": [
        "Where do you study?",
        "Where did you go to school?",
        "Which university did you go to?",
        "Where did you graduate?",
        "I'd like to know where you studied",
        "What is the name of your college?",
    ],
    "year": ["What year are you in?", "When did you graduate?"],
    "education": ["Tell me about your education", "What about your academic training?"],
    "languages": [
        "Which languages do you know?",
        "What languages do you speak?",
        "what programming languages do you use?",
        "How many languages do you speak?",
    ],
    "stack": [
        "What is your tech stack?",
        "Which tools do you use?",
        "What's your web stack?",
    ],
    "projects": [
        "Tell me about your projects",
        "What have you built?",
        "What are you working on?",
        "Can you tell me about a project of yours?",
        "What are you most proud of?",
        "Show me your portfolio",
    ],
    "interests": [
        "What do you like?",
        "What are your hobbies?",
        "What do you do for fun?",
        "what do you do in your free time?",
        "What are you interested in?",
        "What do you love?",
        "what are you into",
        "How do you spend your weekends?",
    ],
    "goals": [
        "What are your goals?",
        "What is your dream?",
        "What do you want to achieve?",
        "Do you have any plans for the future?",
        "Where do you see yourself in five years?",
        "What do you hope to do?",
    ],
    "traits": [
        "What are you like?",
        "How would your friends describe you?",
        "Describe yourself",
        "What kind of person are you?",
        "Tell me about your personality",
        "What's your best quality?",
    ],
    "style": ["How do you speak?", "What is your communication style?"],
}
ALSO = {
    "name": {"title"},
    "degree": {"year"},
    "education": {"degree", "year", "institution"},
    "institution": set(),
}
UNKNOWN = [
    "How old are you?",
    "What is your favourite colour?",
    "What is your favourite movie?",
    "Are you married?",
    "Do you have a brother?",
    "What is your phone number?",
    "What did you eat for breakfast?",
    "When is your birthday?",
    "How tall are you?",
    "What is the capital of France?",
    "Who won the football match yesterday?",
    "What's the weather like today?",
    "How much money do you have?",
    "Do you like sushi?",
    "Can you sing?",
    "Have you been to Japan?",
    "Do you own a cat?",
    "Explain quantum entanglement",
]
TABLE = [
    (who, topic, words)
    for who in PROMPTS
    for topic, questions in ASKED.items()
    for words in questions
]


def said_facts(who, answer):
    """The topics whose facts an answer states."""
    found = set()
    for topic, facts in FACTS[who].items():
        if any(re.search(rf"\b{re.escape(fact)}\b", answer) for fact in facts):
            found.add(topic)
    return found


def ask(who, *words, seed=0):
    messages = [{"role": "system", "content": PROMPTS[who]}]
    for one in words:
        messages.append({"role": "user", "content": one})
        answer = reply(messages, seed=seed)
        messages.append({"role": "assistant", "content": answer})
    return answer


@pytest.mark.parametrize(("who", "topic", "words"), TABLE)
def test_the_right_facts_are_said_and_no_others(who, topic, words):
    for seed in range(3):
        answer = ask(who, words, seed=seed).lower()
        said = said_facts(who, answer)
        wanted = {topic} if topic in FACTS[who] else ALSO[topic]
        assert said & wanted, answer
        assert said <= {topic} | ALSO.get(topic, set()), answer
        others = [other for other in PROMPTS if other != who]
        assert not any(
            said_facts(other, answer) - shared
            for other, shared in ((other, {"traits"}) for other in others)
        ), answer


@pytest.mark.parametrize("words", UNKNOWN)
@pytest.mark.parametrize("who", PROMPTS)
def test_what_the_prompt_does_not_say_is_not_made_up(who, words):
    for seed in range(3):
        answer = ask(who, words, seed=seed).lower()
        # An honest word may be followed by what the persona does like.
        assert said_facts(who, answer) <= {"interests", "title", "languages"}, answer
        assert re.search(
            r"\b(not?|can't|don't|nobody|nothing|never|without|outside|beyond|blank|rather"
            r"|secret|riddle|slipped|owl|guess)\b",
            answer,
        ), answer


def test_every_reply_can_be_spoken():
    questions = [*itertools.chain(*ASKED.values()), *UNKNOWN]
    for who, words in itertools.product(PROMPTS, questions):
        answer = ask(who, words)
        assert 1 <= len(re.findall(r"[.!?](?=\s|$)", answer)) <= 5, answer
        assert len(answer.split()) <= 60, answer
        assert not re.search(r"[*_#`{}\[\]|]|  |\bNone\b|\s[.,!?]", answer), answer
        assert answer[0].isupper() and answer[-1] in ".!?", answer
