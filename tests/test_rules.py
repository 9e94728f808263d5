"""The house rules that a reader would otherwise have to remember."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import errors
from app import create_app
from config import Config
from serving.clouds import PLACEHOLDER_KEY
from web.idempotency import MARK

ROOT = Path(__file__).parent.parent
REFERENCE = (ROOT / "docs" / "reference.md").read_text()
EVERYWHERE = {"config", "errors"}
CLOUD_PARTS = {"wire", "refusals", "client"}
GATEWAY = {
    "heygen.gateway",
    *(
        f"heygen.gateway_{name}"
        for name in (
            *("access", "catalogue", "errors", "lists", "orders", "reasons"),
            *("schemas", "tasks", "tokens"),
        )
    ),
    "heygen.persona_schemas",
    "heygen.token_views",
    "heygen.voice_chats",
    "heygen.voice_views",
    "sessions",
    "talk",
    "web",
}

# Who may import whom, one way. A key is a package or a module of it; the most exact
# one counts. `text` is pure functions on words and open to all of the core and faces.
MAY_IMPORT: dict[str, set[str]] = {
    "config": {"errors", "settings"},
    "settings": {"errors", "settings"},
    "errors": set(),
    "text": {"text"},
    "web": {"web"},
    "upstream": {"upstream"},
    "persona": {"persona"},
    **{
        f"persona.{name}": {"persona", "web"}
        for name in ("answers", "aspects", "conduct", "schemas", "shapes", "views")
    },
    "persona.prompt": {"persona", "text"},
    "persona.records": {"persona", "web.schemas"},  # the file is checked like input
    "persona.storage": {"storage.whole_file"},
    "persona.store": {"persona", "storage.whole_file"},
    "persona.variables": {"persona", "text"},
    "chat": {"chat", "persona.model", "persona.prompt", "text"},
    "chat.schemas": {"chat", "web"},
    "chat.views": {"chat", "persona.model", "persona.prompt", "web"},
    "storage": {"storage"},
    "sessions": {"sessions", "storage", "text"},
    "sessions.model": {"sessions"},
    "sessions.catalogue": set(),
    **{
        f"sessions.{name}": {"sessions", "storage.types", "web"}
        for name in (
            *("schemas", "record_schemas", "usage_schemas"),
            *("views", "record_views", "usage_views", "metrics_views"),
        )
    },
    "heygen.wire": {"upstream"},
    "heygen.refusals": {"upstream"},
    "heygen.client": {"heygen.wire", "heygen.refusals", "upstream"},
    "heygen.orders": {"sessions.order"},
    "rooms": {"rooms"},
    "rooms.views": {"rooms", "sessions", "web"},
    "heygen.cloud": {
        "rooms.tokens",
        "heygen.client",
        "heygen.orders",
        "heygen.refusals",
        "sessions.catalogue",
        "sessions.model",
        "sessions.order",
    },
    "heygen.persona_schemas": {"web"},
    "heygen.persona_answers": {"heygen.persona_schemas", "talk", "web"},
    "heygen.persona_views": {
        "heygen.persona_answers",
        "heygen.persona_schemas",
        "sessions",
        "talk",
        "web",
    },
    "heygen.gateway_reasons": {"sessions.model"},
    "heygen.gateway_schemas": {"heygen.persona_schemas", "web"},
    "heygen.gateway_orders": {
        *("heygen.gateway_reasons", "heygen.gateway_schemas", "sessions.order"),
    },
    "heygen.gateway_lists": {
        *("heygen.gateway_reasons", "sessions.catalogue", "sessions.model"),
    },
    "heygen.gateway_tokens": set(),
    "heygen.gateway_access": {"heygen.gateway_tokens", "web"},
    "heygen.gateway_errors": {"heygen.gateway_reasons", "sessions.model", "web"},
    "heygen.gateway_tasks": {"talk"},
    "heygen.frames": {"heygen.frames_pb2"},
    "heygen.frames_pb2": set(),
    "heygen.chat_client": {"heygen.frames", "heygen.refusals"},
    "heygen.voice_texts": {
        *("heygen.gateway_errors", "heygen.gateway_schemas", "talk.unheard"),
    },
    "heygen.voice": {"heygen.chat_client", "heygen.frames", "heygen.voice_texts"},
    "heygen.voice_chats": {
        *("heygen.chat_client", "heygen.cloud", "heygen.gateway_tasks"),
        *("heygen.voice", "heygen.voice_texts", "sessions", "talk.unheard"),
    },
    "heygen.voice_views": {
        *("heygen.chat_client", "heygen.gateway_access", "heygen.gateway_errors"),
        *("heygen.gateway_schemas", "heygen.voice_chats", "sessions", "web"),
    },
    "heygen.token_views": {"heygen.gateway_tokens", "web"},
    **{
        f"heygen.{name}": GATEWAY
        for name in ("gateway", "gateway_catalogue", "gateway_build")
    },
    "talk": {
        "chat",
        "persona.model",
        "persona.prompt",
        "persona.variables",
        "sessions",
        "talk",
        "text",
    },
    "deliveries": {"deliveries", "storage"},
    "deliveries.model": set(),
    "heygen": set(),
    "liveavatar": set(),
    "liveavatar.wire": {"upstream"},
    "liveavatar.refusals": {"upstream"},
    "liveavatar.paging": {"liveavatar.refusals", "liveavatar.wire", "upstream"},
    "liveavatar.client": {
        *("liveavatar.paging", "liveavatar.refusals", "liveavatar.wire", "upstream"),
    },
    "liveavatar.contexts": {"liveavatar.client"},
    "liveavatar.orders": {"sessions.order"},
    "liveavatar.minting": {
        *("liveavatar.client", "liveavatar.contexts", "liveavatar.orders"),
        *("liveavatar.refusals", "sessions.order"),
    },
    "liveavatar.doors": set(),
    "liveavatar.room_seat": {"liveavatar.doors"},
    "liveavatar.place": {"liveavatar.doors"},
    "liveavatar.returns": {"liveavatar.place"},
    "liveavatar.seating": {
        *("liveavatar.doors", "liveavatar.place", "liveavatar.returns"),
    },
    "liveavatar.loop_thread": set(),
    "liveavatar.agents": {
        *("liveavatar.doors", "liveavatar.lanes", "liveavatar.loop_thread"),
        *("liveavatar.returns", "liveavatar.room_seat", "liveavatar.seating"),
    },
    "liveavatar.cloud": {
        *("liveavatar.agents", "liveavatar.client", "liveavatar.minting"),
        *("liveavatar.refusals", "rooms.tokens"),
        *("sessions.catalogue", "sessions.model", "sessions.order"),
    },
    "liveavatar.ears": {"liveavatar.pieces", "sessions", "talk"},
    "liveavatar.petya_wire": {"upstream"},
    "liveavatar.petya": {
        *("liveavatar.customers", "liveavatar.petya_wire", "upstream"),
    },
    "liveavatar.petya_customers": {"liveavatar.customers"},
    # the file is checked like input
    "liveavatar.customers_records": {"liveavatar.customers", "web.schemas"},
    "liveavatar.customers_file": {
        *("liveavatar.customers", "liveavatar.customers_records"),
        "storage.whole_file",
    },
    "liveavatar.customers_cli": {"liveavatar.customers", "liveavatar.customers_file"},
    "liveavatar.open_door": {"liveavatar.callers", "liveavatar.customers", "web.auth"},
    "liveavatar.seats": {"liveavatar.customers", "storage"},
    "liveavatar.callers": {"liveavatar.customers", "liveavatar.seats"},
    "liveavatar.texts": {"sessions.model"},
    "liveavatar.wishes": {"liveavatar.customers", "liveavatar.orders"},
    "liveavatar.proxy": {
        *("liveavatar.client", "liveavatar.customers", "liveavatar.seats"),
        *("liveavatar.texts", "liveavatar.wishes", "sessions"),
    },
    "liveavatar.reports": {
        *("deliveries", "liveavatar.client", "liveavatar.petya"),
        *("liveavatar.seats", "liveavatar.texts", "sessions"),
    },
    "liveavatar.proxy_requests": {"liveavatar.callers", "liveavatar.seats", "web"},
    "liveavatar.proxy_errors": {"web"},
    "liveavatar.proxy_schemas": {"web"},
    **{
        f"liveavatar.{name}": {"liveavatar", "sessions", "web"}
        for name in ("gateway", "api", "widget")
    },
    **{
        f"liveavatar.{name}": {
            *("deliveries", "liveavatar", "sessions", "storage", "upstream", "web"),
        }
        for name in ("link", "proxy_build")
    },
    "serving": {"serving"},
    "sandbox": {"sandbox"},
}


def modules():
    for package in sorted({name.partition(".")[0] for name in MAY_IMPORT}):
        root = ROOT / package
        for path in [*root.rglob("*.py"), ROOT / f"{package}.py"]:
            if path.exists():
                dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield dotted.removesuffix(".__init__"), path


def imports(path):
    """Every module imported anywhere in the file, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rule_for(module):
    name = module
    while name not in MAY_IMPORT:
        name = name.rpartition(".")[0]
    return MAY_IMPORT[name]


def is_within(module, allowed):
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


OURS = {path.stem for path in ROOT.glob("*.py")} | {
    path.parent.name for path in ROOT.glob("*/__init__.py")
}


@pytest.mark.parametrize(("module", "path"), [*modules()])
def test_data_flows_one_way(module, path):
    everywhere = set() if module.startswith("sandbox") else EVERYWHERE
    allowed = rule_for(module) | everywhere
    for name in imports(path):
        top = name.partition(".")[0]
        if top in OURS:
            # `from a.b import c` yields a.b and a.b.c; one of them must be allowed.
            covered = is_within(name, allowed) or any(
                is_within(longer, allowed)
                for longer in imports(path)
                if longer.startswith(f"{name}.")
            )
            assert covered, f"{module} may not import {name}"


def test_models_config_and_errors_need_the_standard_library_only():
    plain = [ROOT / "config.py", ROOT / "errors.py", *ROOT.glob("*/model.py")]
    plain += ROOT.glob("settings/*.py")
    for path in plain:
        for name in imports(path):
            top = name.partition(".")[0]
            known = top in sys.stdlib_module_names or top in {*EVERYWHERE, "settings"}
            assert known or (top in OURS and ".model" in name), (path, name)


def test_only_one_module_of_chat_imports_openai():
    users = {
        module for module, path in modules() for n in imports(path) if n == "openai"
    }
    assert users == {"chat.server"}


def test_the_app_does_not_know_that_it_talks_to_a_sandbox():
    for module, path in modules():
        if module.partition(".")[0] in {"sandbox", "serving", "config", "settings"}:
            continue
        # What LiveAvatar calls its own free sessions is a word of its wire.
        words = path.read_text().lower().replace("is_sandbox", "")
        assert "sandbox" not in words, module
        assert PLACEHOLDER_KEY not in words, module


def test_every_setting_is_documented():
    for spec in fields(Config):
        assert f"| `{spec.metadata['env']}` |" in REFERENCE, spec.metadata["env"]


def test_every_documented_setting_exists():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", REFERENCE, re.MULTILINE))
    assert documented == {spec.metadata["env"] for spec in fields(Config)}


def error_codes():
    found, todo = set(), [errors.AppError]
    while todo:
        kind = todo.pop()
        found.add((kind.code, kind.status))
        todo += kind.__subclasses__()
    return sorted(found)


@pytest.mark.parametrize(("code", "status"), error_codes())
def test_every_error_code_is_documented_with_its_status(code, status):
    assert re.search(rf"^\| `{code}` \| {status} \|", REFERENCE, re.MULTILINE)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules")
    ledger = f"sqlite:///{folder / 'ledger.db'}"
    return create_app(Config(persona_file=folder / "persona.json", database_url=ledger))


@pytest.fixture(scope="module")
def routes(app):
    return [
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.rule), rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_every_route_is_documented(routes):
    for method, rule, _ in routes:
        assert f"| `{method} {rule}` |" in REFERENCE, f"{method} {rule}"


def test_every_documented_route_exists(routes):
    documented = set(re.findall(r"^\| `([A-Z]+ /[^`]*)` \|", REFERENCE, re.MULTILINE))
    assert documented == {f"{method} {rule}" for method, rule, _ in routes}


UNKEYED = {
    "POST /v1/streaming.create_token": "a token costs nothing, and is good once",
    "POST /api/heygen/token": "likewise",
    "POST /v1/streaming.ice": "many a call, and harmless twice",
    "POST /persona/heygen/ice": "many a call, and harmless twice",
    "POST /livekit/webhook": "an event has an id of its own, and counts once",
    "POST /openai": "a greeting costs nothing and changes nothing",
    "POST /sessions/<session_id>/beat": "many a call, and harmless twice",
}


def test_every_post_that_does_something_takes_an_idempotency_key(app, routes):
    for method, rule, endpoint in routes:
        if method == "POST":
            name = f"{method} {rule}"
            takes_one = hasattr(app.view_functions[endpoint], MARK)
            assert takes_one != (name in UNKEYED), name


def test_no_module_has_grown_past_its_reason():
    for module, path in modules():
        assert len(path.read_text().splitlines()) <= 250, module


def test_nothing_is_left_to_another_host_by_the_pages():
    for path in [*ROOT.glob("static/*.html"), *ROOT.glob("static/js/*.js")]:
        for url in re.findall(r"(?:src|href)=\"(https?:)?//", path.read_text()):
            pytest.fail(f"{path.name} loads from another host: {url}")
