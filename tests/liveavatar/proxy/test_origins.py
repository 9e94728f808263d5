"""Whose pages may call: by CORS, and by the customer's own list."""

import pytest

from tests.liveavatar.proxy.fakes import ANN, FACE, Widget

SHOP = "https://shop.example"
ROUTES = [
    *(f"/v1/sessions/{name}" for name in ("token", "start", "stop", "keep-alive")),
    *("/v1/streaming.avatar_message", "/v1/streaming.user_message"),
    *(f"/api/sessions/{name}" for name in ("token", "start", "stop", "keep-alive")),
    *("/api/sessions/speak", "/v1/avatars/public", "/api/avatars/public"),
]
SENT = ("Content-Type", "X-Api-Key", "Authorization", "Idempotency-Key")


def listed(answer, name):
    return {one.strip().lower() for one in answer.headers[name].split(",")}


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_may_ask_with_credentials_what_it_may_send(app, route):
    method = "GET" if "avatars" in route else "POST"
    asked = {
        "Origin": SHOP,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type,x-api-key",
    }
    answer = app.test_client().options(route, headers=asked)
    assert answer.status_code == 200
    assert answer.headers.getlist("Access-Control-Allow-Origin") == [SHOP]
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert {name.lower() for name in SENT} <= listed(
        answer, "Access-Control-Allow-Headers"
    )
    allowed = listed(answer, "Access-Control-Allow-Methods")
    assert {"get", "post", "options"} <= allowed
    assert "origin" in listed(answer, "Vary")


@pytest.mark.parametrize("key", [ANN, "SE_0000000000000000"])
@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_can_be_read_by_the_page_refusals_too(app, route, key):
    call = app.test_client().get if "avatars" in route else app.test_client().post
    answer = call(route, headers={"Origin": SHOP, "X-Api-Key": key})
    assert answer.headers.getlist("Access-Control-Allow-Origin") == [SHOP]
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert {"x-request-id", "retry-after"} <= listed(
        answer, "Access-Control-Expose-Headers"
    )


@pytest.mark.parametrize("key", [ANN, "SE_0000000000000000"])
def test_a_page_that_is_not_among_cors_origins_reads_nothing(make_app, key):
    app = make_app(cors_origins=("https://only.example",))
    headers = {"Origin": SHOP, "X-Api-Key": key}
    answer = app.test_client().post("/v1/sessions/token", headers=headers)
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "origin" in listed(answer, "Vary")


@pytest.mark.parametrize("face", ["/v1", "/api"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": SHOP},
        {"Origin": "https://www.shop.example"},
        {"Origin": "HTTPS://WWW.SHOP.EXAMPLE:8443"},
        {"Referer": "https://shop.example/a/page?with=query"},
        {"Origin": SHOP, "Referer": "https://evil.example/"},
        {},  # no page at all
    ],
)
def test_the_customers_own_pages_may_use_its_key(app, customers, face, headers):
    customers.knows(ANN, avatar_id=FACE, origins=("shop.example",))
    answer = Widget(app, face=face).post(
        "sessions/token", {"avatar_id": FACE}, **headers
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("face", ["/v1", "/api"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://shop.example.evil.example"},
        {"Origin": "https://myshop.example"},
        {"Origin": "https://evil.example", "Referer": SHOP},
        {"Referer": "https://evil.example/shop.example"},
        {"Origin": "null"},  # a frame that hides whose it is
    ],
)
def test_other_pages_may_not(app, customers, liveavatar, face, headers):
    customers.knows(ANN, avatar_id=FACE, origins=("shop.example",))
    page = Widget(app, face=face)
    answer = page.post("sessions/token", {"avatar_id": FACE}, **headers)
    assert answer.status_code == 403
    assert liveavatar.bodies == []
    if face == "/api":
        assert answer.get_json()["success"] is False


def test_the_list_holds_for_all_that_a_key_does(app, customers, core, turns):
    customers.knows(ANN, avatar_id=FACE, origins=("shop.example",))
    page = Widget(app)
    session_id, _ = page.begin()
    body, evil = {"session_id": session_id, "text": "Hello."}, "https://evil.example"
    for path in ("streaming.user_message", "sessions/stop", "sessions/keep-alive"):
        assert page.post(path, body, Origin=evil).status_code == 403
    assert page.get("avatars/public", Origin=evil).status_code == 403
    assert (core.find(session_id).state, turns(session_id)) == ("live", [])
