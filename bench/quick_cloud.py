"""A cloud that costs nothing: answers HeyGen's calls after a fixed delay.

`python -m bench.quick_cloud --delay-ms 300` prints its address and serves until killed.
The sandbox would do, but its checks would be measured too.
"""

from __future__ import annotations

import argparse
import asyncio
import uuid

from aiohttp import web

from bench.quick_chat import Ear


def build(delay_s: float) -> web.Application:
    """The app; every call waits `delay_s` first."""

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        await asyncio.sleep(delay_s)
        data: dict[str, object] = {"status": "success"}
        if request.path.endswith(".new"):
            offer = {"type": "offer", "sdp": "v=0"}
            data = {"session_id": str(uuid.uuid1()), "sdp": offer, "ice_servers2": []}
        elif request.path.endswith(".task"):
            data = {"task_id": uuid.uuid4().hex, "duration_ms": 900.0}
        elif request.path.endswith(".create_token"):
            data = {"token": uuid.uuid4().hex}
        return web.json_response({"code": 100, "message": "success", "data": data})

    ear = Ear()
    app = web.Application()
    app.router.add_post("/v1/{call}", answer)
    app.router.add_get("/v1/ws/streaming.chat", ear.listen)
    app.router.add_get("/heard", ear.tell)
    return app


async def serve(delay_s: float) -> None:
    """Serve on a free port for ever."""
    runner = web.AppRunner(build(delay_s), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=2048)
    await site.start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--delay-ms", type=float, default=0.0)
    asyncio.run(serve(parser.parse_args().delay_ms / 1000))
