"""The shapes of the seed's examples, and the comparison with an answer."""

from __future__ import annotations

from typing import Any

STRING = "string"
NUMBER = 0.0

EDUCATION = {"degree": STRING, "year": STRING, "institution": STRING}
PERSONA = {
    "name": STRING,
    "title": STRING,
    "education": EDUCATION,
    "technical": {
        "languages": [STRING],
        "webStack": [STRING],
        "projects": [STRING],
    },
    "personality": {"style": STRING, "interests": [STRING], "goals": [STRING]},
    "traits": [STRING],
}
ERROR = {"success": False, "message": STRING, "error": STRING}


def assert_shape(found: Any, example: Any, where: str = "answer") -> None:
    """Every key of the example is there, with a value of the same kind.

    More keys are allowed: the contract's clients read what they know.
    """
    kinds = (int, float) if isinstance(example, float) else (type(example),)
    assert type(found) in kinds, f"{where} is {found!r}"
    if isinstance(example, dict):
        missing = example.keys() - found.keys()
        assert not missing, f"{where} lacks {missing}"
        for key, inner in example.items():
            assert_shape(found[key], inner, f"{where}.{key}")
    elif isinstance(example, list):
        assert found, f"{where} is empty: nothing is proved"
        for at, item in enumerate(found):
            assert_shape(item, example[0], f"{where}[{at}]")
