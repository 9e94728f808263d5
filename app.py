"""Persona Live: `create_app` builds the server, `python app.py` runs it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from dotenv import dotenv_values
from flask import Flask, Response, send_from_directory

import chat.views
import heygen.gateway_build
import heygen.persona_views
import liveavatar.proxy_build
import persona.views
import rooms.views
import sessions.cli
import sessions.metrics_views
import sessions.record_views
import sessions.usage_views
import sessions.views
import web.auth
import web.cors
import web.docs
import web.errors
import web.headers
import web.idempotency
import web.request_id
from chat.build import build_chat
from config import Config
from errors import AppError
from heygen.client import HeygenClient
from heygen.cloud import HeygenCloud
from liveavatar.link import Link
from persona.store import PersonaStore
from rooms.webhook import Webhook
from serving.main import main
from sessions.core import Core, build_core
from storage.idempotency import IdempotencyKeys
from storage.tokens import UsedTokens
from talk.farewell import Farewells
from talk.memory import Memory
from talk.service import PersonaSessions
from upstream.http import Http, Timeouts

VERSION = "0.1.0"
BODY_LIMIT = 256 * 1024
ENV_FILE = Path(__file__).with_name(".env")


def utc_now() -> datetime:
    """The clock of a server in use."""
    return datetime.now(UTC)


def create_app(
    config: Config | None = None, *, now: Callable[[], datetime] = utc_now
) -> Flask:
    """Build the server.

    Args:
        config: The settings; without them, those of the environment and `.env`.
        now: The clock, in UTC.

    Raises:
        NotConfigured: A setting cannot be used.
        StoreBroken: The persona file or the ledger cannot be read.
    """
    config = config or Config.from_env(environment())
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    web.request_id.init_app(app)
    web.errors.init_app(app)
    keys = web.auth.Keys(config.api_keys)
    guarded_elsewhere = (
        heygen.gateway_build.NAMES | liveavatar.proxy_build.NAMES | {rooms.views.NAME}
    )
    web.auth.init_app(app, keys, guarded_elsewhere=guarded_elsewhere)
    web.cors.init_app(app, config.cors_origins)
    link = _liveavatar_link(config, lambda: core, now)
    cloud_url = config.liveavatar_base_url if link.is_on else config.heygen_base_url
    web.headers.init_app(app, web.headers.room_sources(cloud_url, config.livekit_url))
    _pages(app, cloud=config.avatar_cloud.lower())

    personas = PersonaStore(config.persona_file)
    personas.active()  # a broken file is better refused now than at the first call
    replies = build_chat(config)
    core = build_core(
        cloud=link.cloud if link.is_on else HeygenCloud(client=_heygen_client(config)),
        config=config,
        now=now,
        farewell=Farewells(personas, replies).line,
        at_end=link.at_end,
        at_erasure=link.at_erasure,
    )
    background = ThreadPoolExecutor(2, thread_name_prefix="background")
    talk = PersonaSessions(
        personas=personas,
        chat=replies,
        sessions=core.sessions,
        memory=Memory(chat=replies, sessions=core.sessions, executor=background),
        default_avatar=config.liveavatar_avatar if link.is_on else config.heygen_avatar,
        default_voice=config.liveavatar_voice if link.is_on else config.heygen_voice,
        cloud_answers=link.is_on and config.talk_with.lower() == "cloud",
    )
    app.extensions.update(core=core, background=background, link=link)
    answers = IdempotencyKeys(database=core.database, now=now)
    used = UsedTokens(database=core.database, now=now)
    web.idempotency.init_app(app, answers)

    api = web.docs.init_app(app, version=VERSION, asks_for_key=bool(keys))
    api.register_blueprint(persona.views.create_blueprint(personas))
    api.register_blueprint(
        chat.views.create_blueprint(chat=replies, active_persona=personas.active)
    )
    api.register_blueprint(
        heygen.persona_views.create_blueprint(talk=talk, sessions=core.sessions)
    )
    for blueprint in heygen.gateway_build.blueprints(
        talk=talk,
        sessions=core.sessions,
        used=used,
        keys=keys,
        config=config,
        now=now,
    ):
        api.register_blueprint(blueprint)
    proxied = link.attend(core, answers=talk, keys=keys)
    for blueprint in proxied.blueprints():
        api.register_blueprint(blueprint)
    app.register_blueprint(proxied.page())
    api.register_blueprint(
        rooms.views.create_blueprint(
            webhook=Webhook(
                key=config.livekit_api_key, secret=config.livekit_api_secret
            ),
            sessions=core.sessions,
            used=used,
            back_within_s=config.viewer_back_s,
        )
    )
    _session_routes(api, core)
    for group in (sessions.cli.create_group(core, sleep=time.sleep), *link.commands()):
        app.cli.add_command(group)
    return app


def environment() -> Mapping[str, str]:
    """The process environment over the lines of a `.env` file beside this one."""
    written = dotenv_values(ENV_FILE)
    return {k: v for k, v in written.items() if v is not None} | dict(os.environ)


def begin(app: Flask) -> None:
    """Start what runs beside the requests, in the process that serves them."""
    core: Core = app.extensions["core"]
    core.runner.start()
    app.extensions["link"].begin()


def end(app: Flask) -> None:
    """End every open session, so that nothing bills after the server is gone."""
    core: Core = app.extensions["core"]
    core.end()
    app.extensions["link"].close()
    app.extensions["background"].shutdown(wait=False, cancel_futures=True)


def _session_routes(api: web.docs.Api, core: Core) -> None:
    for blueprint in (
        sessions.views.create_blueprint(sessions=core.sessions, accounts=core.accounts),
        sessions.record_views.create_blueprint(core.sessions, core.following),
        sessions.usage_views.create_blueprint(
            core.usage, cloud=core.sessions.cloud.name
        ),
        sessions.metrics_views.create_blueprint(core.metrics),
    ):
        api.register_blueprint(blueprint)


def _heygen_client(config: Config) -> HeygenClient:
    key = config.heygen_api_key
    headers = {"X-Api-Key": key, "Content-Type": "application/json"}
    http = _http("heygen", config.heygen_base_url, headers, config)
    return HeygenClient(http=http if key else None)


def _liveavatar_link(
    config: Config, core: Callable[[], Core], now: Callable[[], datetime]
) -> Link:
    key = config.liveavatar_api_key
    headers = {"X-API-KEY": key, "Content-Type": "application/json"}
    http = _http("liveavatar", config.liveavatar_base_url, headers, config)
    return Link(http=http if key else None, config=config, core=core, now=now)


def _http(name: str, base_url: str, headers: Mapping[str, str], config: Config) -> Http:
    return Http(
        name=name,
        base_url=base_url,
        headers=headers,
        sleep=time.sleep,
        timeouts=Timeouts(
            connect_s=config.cloud_connect_timeout_s,
            read_s=config.cloud_read_timeout_s,
        ),
    )


def _pages(app: Flask, *, cloud: str) -> None:
    @app.get("/")
    def page() -> Response:
        return send_from_directory(app.static_folder or "static", "index.html")

    @app.get("/health")
    def health() -> dict[str, object]:
        known = {"version": VERSION, "avatar_cloud": cloud}
        return {"status": "ok", "ok": True, "timestamp": utc_now().isoformat(), **known}


if __name__ == "__main__":
    try:
        sys.exit(main(create_app, begin=begin, end=end, environ=environment()))
    except AppError as error:
        sys.exit(error.message)
