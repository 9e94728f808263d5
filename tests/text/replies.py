"""What models really write, and the sentences a voice says of it."""

# ruff: noqa: RUF001 - emoji and other scripts are the subject

REPLIES = {
    "a script of stage directions": (
        "**Santa Claus:** *chuckles warmly* Ho ho ho! Merry Christmas, my dear!\n\n"
        "*leans closer* Have you been good this year? *winks* I *know* you have. 🎅",
        [
            "Ho ho ho!",
            "Merry Christmas, my dear!",
            "Have you been good this year?",
            "I know you have.",
        ],
    ),
    "a numbered list with bold heads": (
        "Sure! Here are three ideas:\n\n1. **Bake cookies** – use real butter.\n"
        "2. **Build a sledge** (it takes 2.5 hours).\n3. **Sing**\n\nWhich one is it?",
        [
            "Sure!",
            "Here are three ideas: Bake cookies – use real butter.",
            "Build a sledge (it takes 2.5 hours).",
            "Sing.",
            "Which one is it?",
        ],
    ),
    "a thought before the answer": (
        "<think>\nThe user greets me. I should be kind.\n\n1. Greet. 2. Ask.\n</think>"
        "\n\nHello there! What can I do for you today?",
        ["Hello there!", "What can I do for you today?"],
    ),
    "code that is not read out": (
        "Use a loop. For example:\n\n```python\nfor i in range(3):\n    print(i)\n```\n"
        "\nThat prints `0`, `1` and `2`. Try it!",
        [
            "Use a loop.",
            "For example: That prints 0, 1 and 2.",
            "Try it!",
        ],
    ),
    "headings and a table": (
        "## Opening hours\n\n| Day | Hours |\n|-----|-------|\n| Mon. | 9–17 |\n"
        "| Sun. | closed |\n\nSee you soon!",
        [
            "Opening hours.",
            "Day, Hours.",
            "Mon., 9–17.",
            "Sun., closed.",
            "See you soon!",
        ],
    ),
    "links, addresses and footnotes": (
        "See [our page](https://www.example.org/a_(b)?c=d) or www.example.com/x. As "
        "Dr. Lee says [1][2], it works.[^3] Mail me@example.org!\n\n[^3]: Lee, 1999.",
        [
            "See our page or example.com.",
            "As Dr. Lee says, it works.",
            "Mail me@example.org!",
        ],
    ),
    "numbers, hours and abbreviations": (
        "The U.S. team won 3.5 to 2.0 at 5 p.m. on Jan. 5, i.e. two days ago. Mr. "
        "Jones paid $1,000.50, approx. 900 euros. OK?",
        [
            "The U.S. team won 3.5 to 2.0 at 5 p.m. on Jan. 5, i.e. two days ago.",
            "Mr. Jones paid $1,000.50, approx. 900 euros.",
            "OK?",
        ],
    ),
    "quotes with marks in them": (
        '"Stop!" she said. "Who\'s there?" He didn\'t answer... “Me,” he said at last.',
        [
            '"Stop!" she said.',
            '"Who\'s there?"',
            "He didn't answer...",
            "“Me,” he said at last.",
        ],
    ),
    "emoji instead of full stops": (
        "Hi! 😀 I'm so happy to see you 🎉🎉\n\nLet's play 🎮! Ready :)",
        ["Hi!", "I'm so happy to see you.", "Let's play!", "Ready"],
    ),
    "HTML": (
        "<p>Welcome &amp; enjoy.<br>It's <b>free</b>!</p><ul><li>Tea</li><li>Milk</li>"
        "</ul>",
        ["Welcome & enjoy.", "It's free!", "Tea.", "Milk."],
    ),
    "German": (
        "Guten Tag! *lächelt* Am 24. Dezember, z. B. abends, kommt Dr. Klaus. "
        "**Oder?** Bis dann!",
        [
            "Guten Tag!",
            "Am 24. Dezember, z. B. abends, kommt Dr. Klaus.",
            "Oder?",
            "Bis dann!",
        ],
    ),
    "Chinese": (
        "你好！**圣诞快乐**，我是圣诞老人。😀“你想要什么？”他问。\n\n- 书\n- 玩具",
        [
            "你好！",
            "圣诞快乐，我是圣诞老人。",
            "“你想要什么？”",
            "他问。",
            "书。",
            "玩具。",
        ],
    ),
    "Japanese": (
        "「こんにちは。」と言った。価格は3.5円です！*笑*本当？",
        ["「こんにちは。」と言った。", "価格は3.5円です！", "笑本当？"],
    ),
    "Hindi": (
        "नमस्ते! **मैं सांता हूँ।** डॉ. शर्मा आए। [यहाँ](https://x.in) देखिए।",
        ["नमस्ते!", "मैं सांता हूँ।", "डॉ. शर्मा आए।", "यहाँ देखिए।"],
    ),
    "marks that never close": (
        "I *love this. It is (really great. See [the page. And ~~that. Bye.",
        [
            "I love this.",
            "It is (really great.",
            "See [the page.",
            "And ~~that.",
            "Bye.",
        ],
    ),
    "marks at the beginning of every line": (
        "## Toys\n\n1. **A train**\n2. A [bear](https://x.org)\n- *one*\n> (two) three",
        ["Toys.", "A train.", "A bear.", "one (two) three."],
    ),
    "arithmetic": (
        "3 * 4 = 12, and 2 < 3 > 1. Is 5 * 2 = 10? A_b and c_d stay.",
        ["3 × 4 = 12, and 2 < 3 > 1.", "Is 5 × 2 = 10?", "A b and c d stay."],
    ),
    "nothing but code": ("```\nprint(1)\n```", ["print(1)"]),
    "nothing to say": ("*smiles* 😀\n\n---\n", []),
}
"""By name: the text, and its sentences; the speaker is Santa Claus."""
