"""Chinese texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

CASES = """
你好。|我是李！|你呢？
他说：“我来了。”|然后走了。
今天很好，明天更好。|谢谢。
你好。 | Hello. | 再见。
价格是3.5元。|不贵。
你是谁？！|我不认识你。
真的吗？|是的！|太好了！
他问：“你好吗？”|我说：“很好。”
她说：“他告诉我：‘快走！’”|我们就走了。
我想……|算了。
《三国》很长。|你读过吗？
（他走了。）|我留下了。
圆周率是3.14。|记住它。
今天是2024年5月1日。|放假了。
请看 example.com。|那里有答案。
我用Python 3.12。|你呢？
他会说English。|我不会。
红的？|绿的？|蓝的？
「你來嗎？」|「不來。」
"""
