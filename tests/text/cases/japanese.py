"""Japanese texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

CASES = """
こんにちは。|元気ですか？|はい！
「行くぞ。」と言った。|終わり。
「はい。」|「いいえ。」
え？！|本当？
"""
