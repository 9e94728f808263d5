"""Arabic texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

CASES = """
مرحبا. | كيف حالك؟ | أنا بخير!
هذا جيد۔ | شکریہ۔
"""
