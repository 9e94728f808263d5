"""Russian texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

CASES = """
Привет. | Как дела? | Хорошо!
А. С. Пушкин родился в 1799 г. | Он писал.
Хлеб, соль и т. д. лежали тут. | Всё.
То есть, т. е. сегодня. | Да.
"""
