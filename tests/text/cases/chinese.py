"""Chinese texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

CASES = """
你好。|我是李！|你呢？
他说：“我来了。”|然后走了。
今天很好，明天更好。|谢谢。
你好。 | Hello. | 再见。
价格是3.5元。|不贵。
"""
