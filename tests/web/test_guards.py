import pytest


def test_without_keys_every_route_is_open(client):
    assert client.post("/tight", json={}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Api-Key": "wrong"}, {"Authorization": "Basic k-1"}, {"X-Api-Key": "é"}],
)
def test_with_keys_a_stranger_is_refused(make_client, headers):
    response = make_client(api_keys=("k-1", "k-2")).post(
        "/tight", json={}, headers=headers
    )
    assert response.status_code == 401
    assert response.get_json()["code"] == "unauthorized"


@pytest.mark.parametrize(
    "headers", [{"X-Api-Key": "k-2"}, {"Authorization": "Bearer k-1"}]
)
def test_with_keys_any_of_them_opens(make_client, headers):
    client = make_client(api_keys=("k-1", "k-2"))
    assert client.post("/tight", json={}, headers=headers).status_code == 200


def test_health_and_the_docs_need_no_key(make_client):
    client = make_client(api_keys=("k-1",))
    for path in ("/health", "/openapi.json", "/docs/swagger-ui.css"):
        with client.get(path) as response:
            assert response.status_code == 200


def test_the_description_asks_for_a_key_where_the_routes_do(make_client):
    spec = make_client(api_keys=("k-1",)).get("/openapi.json").get_json()
    schemes = spec["components"]["securitySchemes"]
    assert schemes["key"] == {"type": "apiKey", "in": "header", "name": "X-Api-Key"}
    assert [*schemes] == [name for one in spec["security"] for name in one]
    assert "security" not in make_client().get("/openapi.json").get_json()


def test_any_origin_may_call_by_default_but_without_credentials(client):
    response = client.get("/busy", headers={"Origin": "https://shop.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_with_origins_named_only_those_may_call(make_client):
    client = make_client(origins=("https://shop.example",))
    allowed = client.get("/busy", headers={"Origin": "https://shop.example"})
    assert allowed.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    refused = client.get("/busy", headers={"Origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_a_preflight_passes_even_where_a_key_is_asked_for(make_client):
    response = make_client(api_keys=("k-1",)).options(
        "/tight",
        headers={
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, x-api-key",
        },
    )
    assert response.status_code == 200
    assert "x-api-key" in response.headers["Access-Control-Allow-Headers"].lower()


def test_every_answer_carries_the_policy_and_stays_out_of_caches(client):
    headers = client.get("/busy").headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_the_description_names_the_error_body(client):
    spec = client.get("/openapi.json").get_json()
    post = spec["paths"]["/tight"]["post"]
    assert "400" in post["responses"]
    assert "fields" in spec["components"]["schemas"]["Error"]["properties"]
