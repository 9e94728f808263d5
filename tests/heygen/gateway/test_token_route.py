"""/api/heygen/token: who is given a token, and how often."""

import pytest

from tests.pages import Page

PATH = "/api/heygen/token"
SITE, ELSEWHERE = "https://your.site", "https://else.where"
GUARDED = {"api_keys": ("owner-key",), "cors_origins": (SITE,)}


def ask(app, method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().open(PATH, method=method, headers=named)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_its_token_opens_a_session(make_app, method):
    app = make_app()
    answer = ask(app, method)
    assert (answer.status_code, list(answer.get_json())) == (200, ["token"])
    page = Page(app, token=answer.get_json()["token"])
    page.ok("new")
    assert page.refused("new")[0] == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": SITE},
        {"Origin": "http://localhost"},
        {"Sec_Fetch_Site": "same-origin"},
        {"X_Api_Key": "owner-key"},
        {"X_Api_Key": "owner-key", "Origin": ELSEWHERE},
    ],
)
def test_pages_of_the_named_origins_have_one_and_whoever_holds_a_key(make_app, headers):
    assert ask(make_app(**GUARDED), **headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": ELSEWHERE},
        {"Origin": "null"},
        {"Origin": f"{SITE}.evil.com"},
        {"Origin": ELSEWHERE, "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "cross-site"},
        {"X_Api_Key": "wrong", "Origin": ELSEWHERE},
    ],
)
def test_nobody_else_has(make_app, headers):
    answer = ask(make_app(**GUARDED), **headers)
    assert answer.status_code == 403
    assert answer.get_json()["code"] == "forbidden"
    assert sorted(answer.get_json()) == ["code", "error"]


def test_where_any_page_may_call_a_key_is_asked_for_if_there_are_any(make_app):
    app = make_app(api_keys=("owner-key",))
    answer = ask(app, Origin=SITE)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthorized")
    assert ask(app, X_Api_Key="owner-key").status_code == 200
    assert ask(app, Authorization="Bearer owner-key").status_code == 200


def test_they_are_given_so_many_a_minute(make_app):
    app = make_app(tokens_per_minute=2)
    assert [ask(app).status_code for _ in range(3)] == [200, 200, 429]
    answer = ask(app)
    assert answer.get_json()["code"] == "limit_reached"
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    other = app.test_client().get(PATH, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert other.status_code == 200
