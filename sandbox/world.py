"""Everything one sandbox holds: its time, its memory and its clouds."""

from __future__ import annotations

import importlib

from aiohttp import web

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.heygen.faces import FaceFactory
from sandbox.heygen.models import Heygen
from sandbox.liveavatar.limits import AccountLimits
from sandbox.liveavatar.models import Liveavatar
from sandbox.livekit.avatars import AvatarRooms
from sandbox.livekit.rooms import Rooms
from sandbox.openai.models import ModelServer
from sandbox.options import Options
from sandbox.petya.models import Petya
from sandbox.recorder import Recorder
from sandbox.voice.hearing import Hearing


class World:
    """One sandbox; `reset` makes it new again.

    Args:
        options: What it was told at its start.
        clock: Its time.
        faces: Makes the talking faces.
    """

    def __init__(self, options: Options, *, clock: Clock, faces: FaceFactory) -> None:
        self.options = options
        self.clock = clock
        self.recorder = Recorder(clock)
        self.faults = Faults()
        self.model = ModelServer(pace=options.pace, seed=options.seed)
        self.rooms = _rooms(options, clock)
        self.hearing = Hearing()
        self.heygen = Heygen(
            limits=options.limits,
            clock=clock,
            faces=faces,
            reply=self.model.say,
            rooms=self.rooms,
            hearing=self.hearing,
        )
        self.liveavatar = Liveavatar(
            limits=AccountLimits(),
            clock=clock,
            faces=faces,
            reply=self.model.say,
            rooms=self.rooms,
            hearing=self.hearing,
        )
        self.petya = Petya(clock)

    async def reset(self) -> None:
        """End every session and forget everything, changed settings included."""
        await self.heygen.close()
        await self.liveavatar.close()
        self.petya.clear()
        self.clock.reset()
        self.recorder.clear()
        self.faults.reset()
        await self.hearing.reset()
        self.heygen.limits = self.options.limits
        self.liveavatar.limits = AccountLimits()
        self.model.pace = self.options.pace
        self.model.seed = self.options.seed
        self.model.script.clear()

    async def close(self) -> None:
        """End every session; for the end of the process."""
        await self.heygen.close()
        await self.liveavatar.close()
        await self.rooms.close()


def _rooms(options: Options, clock: Clock) -> AvatarRooms:
    if options.livekit is None:
        return Rooms(clock, options.addresses)
    # Loaded here and not above: it needs packages that few have.
    module = importlib.import_module("sandbox.livekit.server.rooms")
    rooms: AvatarRooms = module.ServerRooms(options.livekit, clock)
    return rooms


WORLD = web.AppKey("world", World)
