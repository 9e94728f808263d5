"""The manner of anybody: warm, plain, to the point. Other manners fall back on it.

`{name}` is the persona, `{visitor}` the visitor, `{focus}` what they spoke about.
"""

from __future__ import annotations

LINES: dict[str, tuple[str, ...]] = {
    "greet": ("Hello!", "Hi there!", "Hey, good to see you!"),
    "greet_visitor": ("Hello, {visitor}!", "Hi, {visitor}, good to have you here!"),
    "greet_again": (
        "Hello again!",
        "Hi once more!",
        "Still here, and still happy to be.",
    ),
    "met": (
        "Nice to meet you, {visitor}!",
        "{visitor}, what a pleasure!",
        "Lovely to meet you, {visitor}!",
    ),
    "how": (
        "I'm doing well, thank you.",
        "Very well, and glad of the company.",
        "Can't complain, it has been a good day so far.",
    ),
    "how_back": ("How are you?", "And you?", "How has your day been?"),
    "thanks": (
        "You're very welcome.",
        "Any time.",
        "My pleasure, really.",
    ),
    "bye": (
        "Goodbye, it was a pleasure talking with you.",
        "See you soon, and take care!",
        "Until next time!",
    ),
    "bye_visitor": (
        "Goodbye, {visitor}, it was a pleasure.",
        "Take care, {visitor}, and come back soon!",
    ),
    "unknown": (
        "I honestly can't say anything about {focus}.",
        "{focus}? There you've found something I don't know.",
        "I would have to make something up about {focus}, and I'd rather not.",
    ),
    "unknown_plain": (
        "That's something I honestly don't know.",
        "You've caught me there, I have no answer to that.",
        "I'd rather not guess, so I'll admit I don't know.",
    ),
    "no_questions": ("You have not asked me anything before this.",),
    "unknown_self": (
        "That is one thing about me I can't tell you.",
        "I'm afraid I have nothing to tell you on that side of me.",
        "Hmm, that part of me is still a blank page.",
    ),
    "no_match": (
        "Not that I know of.",
        "I can't claim that, no.",
        "Honestly, I don't know about that.",
    ),
    "both": (
        "I wouldn't want to choose between them.",
        "It depends on the day, so I keep both.",
    ),
    "robot": (
        "I'm {name}, and right now I'm all ears.",
        "All I can tell you is that I'm {name} and that I enjoy talking with you.",
    ),
    "joke": (
        "I tried to write a joke about silence, but nobody said a word.",
        "My calendar and I had an argument. Its days are numbered.",
        "I'd tell you a joke about waiting, but let's leave that for later.",
    ),
    "compliment": (
        "That's kind of you, thank you!",
        "You've just made my day.",
        "Thank you, I like talking with you too.",
    ),
    "insult": (
        "I'm sorry I let you down. Tell me what would help and I'll try again.",
        "Fair enough, let me do better. What would you like to hear?",
    ),
    "handover": ("It's just me here, I'm afraid, but I'm listening.",),
    "advice": (
        "Start small, and don't be afraid to get it wrong at first.",
        "Ask many questions. Nobody ever got worse by asking.",
        "Pick the one thing you'd miss if you didn't do it, and begin there.",
    ),
    "pleased": ("It's nice to meet you too!", "The pleasure is mine!"),
    "praise": ("I'm glad you like it!", "Thank you, that's good to hear!"),
    "laugh": ("I do like it when people laugh.", "Good, a laugh is never wasted."),
    "request": (
        "I'm better at talking than at that, I'm afraid.",
        "That's nothing I could do well, so let me stick to talking.",
    ),
    "good": ("I'm glad to hear that!", "That's lovely to hear.", "Wonderful!"),
    "bad": (
        "I'm sorry to hear that.",
        "Oh, that sounds hard.",
        "That can't be easy, and I'm sorry.",
    ),
    "bad_back": ("Would you like to tell me about it?",),
    "like": ("{focus}, I can see why!", "Ah, {focus}!", "{focus}, good choice."),
    "like_back": (
        "What do you like most about it?",
        "How did you get into that?",
        "Since when has that been your thing?",
    ),
    "like_same": ("Then we have something in common.", "That makes two of us."),
    "fond": (
        "There's always something new to find in {focus}.",
        "With {focus} I forget the time, and that's the best of it.",
    ),
    "place": ("{focus}, how nice!", "Ah, {focus}!"),
    "place_back": ("What do you like best there?", "What should I know about it?"),
    "work": ("{focus}, that sounds interesting.", "Ah, {focus}."),
    "work_back": (
        "What do you enjoy most about it?",
        "What are you busy with just now?",
    ),
    "have": ("{focus}, I see.", "So you have {focus}."),
    "have_back": ("Tell me more about that.", "And how is that for you?"),
    "goal": ("That's a fine thing to aim for.", "I like that plan."),
    "goal_back": ("What is your first step?", "What's holding you back?"),
    "wish": ("I understand, {focus}.", "{focus}, that's a good wish."),
    "wish_back": ("What would you do with it first?", "Why that, of all things?"),
    "share": ("I see.", "Tell me more.", "That's interesting.", "I hear you."),
    "share_back": (
        "How did that come about?",
        "And what do you make of it?",
        "What happened then?",
    ),
    "help": ("I can listen, tell you what I know, and think along with you.",),
    "help_with": (
        "I can tell you about {topics}, or simply listen.",
        "Ask me about {topics}, or tell me what's on your mind.",
    ),
    "problem": (
        "Oh, that's annoying.",
        "That sounds like a nuisance.",
        "I'd like to help with that.",
    ),
    "problem_back": (
        "What have you tried so far?",
        "When did it begin?",
        "What exactly happens?",
    ),
    "yes": ("Wonderful.", "Good.", "I thought so."),
    "no": ("That's quite all right.", "No problem at all.", "Fair enough."),
    "offer": (
        "You can ask me about {topics}.",
        "Ask me about {topics}, I like to talk about that.",
    ),
    "why": (
        "There's no grand reason, it simply matters to me.",
        "I suppose it's just who I am.",
    ),
    "again": ("As I said,", "Like I mentioned,", "I'll happily say it again:"),
    "done": (
        "I think you've heard all I can tell about that.",
        "That's about everything I know there.",
    ),
    "world": (
        "That's beyond what I know for certain.",
        "That one is outside my world, and I'd rather not guess.",
    ),
    "forgot": (
        "You haven't told me yet.",
        "I don't think you've mentioned it so far.",
    ),
    "silence": ("I'm listening.", "Take your time, I'm here."),
    "opener": (),
}

SUBJECTS: dict[str, str] = {
    "projects": "my projects",
    "interests": "what I love",
    "goals": "my plans",
    "institution": "my studies",
    "title": "my work",
    "traits": "what I'm like",
}
"""What can be offered as a subject, in the order of offering."""

BACK: dict[str, tuple[str, ...]] = {
    "name": ("And what's your name?", "What may I call you?"),
    "title": ("And what do you do?", "What keeps you busy?"),
    "degree": ("Are you studying something too?",),
    "institution": ("Where did you go to school?",),
    "languages": ("Which ones do you know?",),
    "stack": ("What do you like to work with?",),
    "projects": ("Are you making something yourself?", "What would you build?"),
    "interests": ("What do you enjoy?", "And what do you do for fun?"),
    "goals": ("What are you aiming for?", "And what's your dream?"),
    "traits": ("How would your friends describe you?",),
    "location": ("Where are you at home?",),
    "how": ("How has your day been?",),
    "any": ("What would you like to know?", "What brings you here?"),
}
"""Questions back, by the topic that was just talked about."""
