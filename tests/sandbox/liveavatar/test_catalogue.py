"""Avatars, voices, contexts, languages."""

from __future__ import annotations

from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.lab import AVATAR, SANTA, WAYNE, a_lab


@aio
async def test_public_avatars_are_listed_without_a_key():
    async with a_lab() as lab:
        _, answer = await lab.api("GET", "/v1/avatars/public?page_size=2")
        data = answer["data"]
        assert (data["count"], len(data["results"])) == (6, 2)
        (maya, _) = data["results"]
        assert (maya["id"], maya["status"], maya["type"]) == (AVATAR, "ACTIVE", "VIDEO")
        assert maya["preview_url"].endswith("Maya_Studio_public.webp")
        voice = await lab.keyed("GET", f"/v1/voices/{maya['default_voice']['id']}")
        assert voice["name"] == maya["default_voice"]["name"] == "Maya"


@aio
async def test_an_account_has_no_avatars_or_voices_of_its_own():
    async with a_lab() as lab:
        assert (await lab.keyed("GET", "/v1/avatars"))["results"] == []
        path = "/v1/voices?voice_type=private"
        assert (await lab.keyed("GET", path))["results"] == []
        assert (await lab.keyed("GET", f"/v1/avatars/{WAYNE}"))["name"] == "Wayne"
        for path in ("avatars", "voices"):
            assert (await lab.api("GET", f"/v1/{path}/x", key="k"))[0] == 404


@aio
async def test_a_voice_goes_by_a_uuid():
    async with a_lab() as lab:
        data = await lab.keyed("GET", "/v1/voices?page_size=100")
        assert data["count"] == len(data["results"]) == 14
        one = data["results"][0]
        assert [len(part) for part in one["id"].split("-")] == [8, 4, 4, 4, 12]
        assert set(one) == {
            *("id", "name", "description", "language", "gender", "tags"),
            *("created_at", "updated_at"),
        }


@aio
async def test_a_context_is_made_read_changed_and_forgotten():
    async with a_lab() as lab:
        links = [{"url": "https://a.example", "faq": "Hours?"}]
        body = {**SANTA, "opening_text": "Hello {{ visitor }}.", "links": links}
        made = await lab.keyed("POST", "/v1/contexts", body)
        path = f"/v1/contexts/{made['id']}"
        assert made["required_dynamic_variables"] == ["visitor"]
        assert made["links"][0]["faq"] == "Hours?"
        assert await lab.keyed("GET", path) == made
        (line,) = (await lab.keyed("GET", "/v1/contexts"))["results"]
        assert set(line) == {"id", "name", "created_at", "updated_at"}
        changed = await lab.keyed("PATCH", path, {"prompt": "Name: Nick"})
        assert (changed["prompt"], changed["name"]) == ("Name: Nick", "Santa")
        assert (await lab.api("GET", path, key="other"))[0] == 404
        assert await lab.keyed("DELETE", path) is None
        for method in ("GET", "PATCH", "DELETE"):
            assert (await lab.api(method, path, {}, key="a-key"))[0] == 404


@aio
async def test_guessed_a_contexts_name_is_taken_once_in_an_account():
    # Inferred from clients; the refusal's form is ours.
    async with a_lab() as lab:
        await lab.context()
        status, answer = await lab.api("POST", "/v1/contexts", SANTA, key="a-key")
        assert (status, "already exists" in answer["message"]) == (400, True)
        other = await lab.context(name="Nick")
        path = f"/v1/contexts/{other}"
        status, _ = await lab.api("PATCH", path, {"name": "Santa"}, key="a-key")
        assert status == 400
        assert (await lab.keyed("PATCH", path, {"name": "Nick"}))["name"] == "Nick"
        assert (await lab.keyed("POST", "/v1/contexts", SANTA, key="b"))["id"]


@aio
async def test_a_context_needs_its_three_texts():
    async with a_lab() as lab:
        status, answer = await lab.api("POST", "/v1/contexts", {"name": 1}, key="k")
        assert status == 422
        assert answer["message"] == (
            "name: Input should be a valid string; prompt: Field required;"
            " opening_text: Field required"
        )


@aio
async def test_languages_are_listed_once_each():
    async with a_lab() as lab:
        _, answer = await lab.api("GET", "/v1/languages")
        codes = [one["code"] for one in answer["data"]]
        assert codes[:2] == ["en", "de"]
        assert len(codes) == len(set(codes))
