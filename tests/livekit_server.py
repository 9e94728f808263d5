"""A real LiveKit server of the tests' own, on this machine only."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import subprocess
from pathlib import Path

import requests
from livekit import api

from tests.waiting import until

BUILT = Path(__file__).parent.parent / "build" / "livekit-server" / "server"
KEY = "a-test"
SECRET = "the-secret-of-a-livekit-server-of-the-tests"


def program() -> str | None:
    """The path of the server; None when there is none."""
    return str(BUILT) if BUILT.exists() else shutil.which("livekit-server")


class LivekitServer:
    """`livekit-server` on a free port; a context manager that ends it.

    Attributes:
        url: Where it is, as LIVEKIT_URL takes it.
        environ: The three settings that lead to it.
    """

    def __enter__(self) -> LivekitServer:
        with (
            socket.create_server(("127.0.0.1", 0)) as http,
            socket.create_server(("127.0.0.1", 0)) as tcp,
            socket.socket(type=socket.SOCK_DGRAM) as udp,
        ):
            udp.bind(("127.0.0.1", 0))
            ports = [one.getsockname()[1] for one in (http, tcp, udp)]
        config = {
            "port": ports[0],
            "bind_addresses": ["127.0.0.1"],
            "keys": {KEY: SECRET},
            "logging": {"level": "error"},
            # Rooms are made by whoever may, as the sandbox's own are.
            "room": {"auto_create": False},
            "rtc": {
                "tcp_port": ports[1],
                "udp_port": ports[2],
                "node_ip": "127.0.0.1",
                "enable_loopback_candidate": True,
            },
        }
        program_path = program()
        assert program_path is not None
        self.url = f"ws://127.0.0.1:{ports[0]}"
        self.environ = {
            "LIVEKIT_URL": self.url,
            "LIVEKIT_API_KEY": KEY,
            "LIVEKIT_API_SECRET": SECRET,
        }
        # JSON is YAML.
        self._server = subprocess.Popen(
            [program_path, "--config-body", json.dumps(config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._answers)
        return self

    def __exit__(self, *_failure: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End it without a word to anybody."""
        self._server.kill()
        self._server.wait(20)

    def send_away(self, token: str) -> None:
        """Have whoever came with this token go; it still lets them in."""
        claims = api.TokenVerifier(KEY, SECRET).verify(token)
        assert claims.video is not None
        who = api.RoomParticipantIdentity(
            room=claims.video.room, identity=claims.identity
        )

        async def ask() -> None:
            async with api.LiveKitAPI(self.url, KEY, SECRET) as door:
                await door.room.remove_participant(who)

        asyncio.run(ask())

    def _answers(self) -> bool:
        assert self._server.poll() is None, "livekit-server ended"
        try:
            return requests.get(self.url.replace("ws", "http"), timeout=5).ok
        except requests.ConnectionError:
            return False
