import pytest

from serving.banner import banner
from serving.clouds import Choice

REAL = Choice(role="avatar cloud", key_name="A_KEY", real=True, where="https://there")
PLAYED = Choice(role="model", key_name="B_KEY", real=False, where="http://box/v1")


def test_it_names_the_address_and_a_line_per_cloud():
    assert banner("127.0.0.1", 3000, [REAL, PLAYED]).splitlines() == [
        "Persona Live is ready: http://localhost:3000",
        "  avatar cloud: real (https://there)",
        "  model: sandbox, since B_KEY is not set (http://box/v1)",
        "Press Ctrl-C to stop; open sessions are closed.",
    ]


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://localhost:80"),
        ("0.0.0.0", "http://localhost:80"),
        ("::1", "http://localhost:80"),
        ("192.0.2.7", "http://192.0.2.7:80"),
        ("2001:db8::7", "http://[2001:db8::7]:80"),
        ("talk.example", "http://talk.example:80"),
    ],
)
def test_the_address_can_be_opened_as_it_stands(host, shown):
    assert banner(host, 80, []).splitlines()[0].endswith(shown)
