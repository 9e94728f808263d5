"""Hand-written texts with a bar where a speaker would stop, by language."""

from tests.text.cases import (
    arabic,
    chinese,
    english,
    french,
    german,
    hindi,
    italian,
    japanese,
    portuguese,
    russian,
    spanish,
)

LANGUAGES = {
    module.__name__.rpartition(".")[2]: module.CASES.strip().splitlines()
    for module in (
        english,
        german,
        french,
        spanish,
        portuguese,
        italian,
        russian,
        chinese,
        japanese,
        hindi,
        arabic,
    )
}
CASES = [case for cases in LANGUAGES.values() for case in cases]
