from __future__ import annotations

import asyncio
import contextlib
import threading

import pytest

from sandbox.media.gallery import Gallery, Key
from tests.sandbox.media.viewer import run

MAYA: Key = ("Maya_Studio_public", "low", "BT.601")
SANTA: Key = ("Santa_Fireside_public", "low", "BT.601")


class Painter:
    """Paints names, once it may."""

    def __init__(self):
        self.may_paint = threading.Event()
        self.painted: list[str] = []

    def __call__(self, avatar_id, quality, matrix):
        assert self.may_paint.wait(10)
        self.painted.append(avatar_id)
        return avatar_id


def no_sketch(avatar_id, matrix):
    return f"sketch of {avatar_id}"


def test_an_artwork_is_painted_once_for_everybody():
    painter = Painter()
    painter.may_paint.set()

    async def story():
        gallery = Gallery(painter, no_sketch)
        return await asyncio.gather(*(gallery.artwork(MAYA) for _ in range(3)))

    assert run(story()) == [MAYA[0]] * 3
    assert painter.painted == [MAYA[0]]


def test_who_stops_waiting_does_not_take_it_away_from_the_others():
    painter = Painter()

    async def story():
        gallery = Gallery(painter, no_sketch)
        gallery.request(MAYA)
        impatient = asyncio.ensure_future(gallery.artwork(SANTA))
        patient = asyncio.ensure_future(gallery.artwork(SANTA))
        await asyncio.sleep(0)
        impatient.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await impatient
        painter.may_paint.set()
        return await patient

    assert run(story()) == SANTA[0]


def test_a_painting_that_failed_is_tried_again():
    attempts: list[str] = []

    def paint(avatar_id, quality, matrix):
        attempts.append(avatar_id)
        if len(attempts) == 1:
            raise MemoryError
        return avatar_id

    async def story():
        gallery = Gallery(paint, no_sketch)
        with pytest.raises(MemoryError):
            await gallery.artwork(MAYA)
        return await gallery.artwork(MAYA)

    assert run(story()) == MAYA[0]


def test_what_is_asked_for_is_sketched_while_others_are_still_being_painted():
    painter = Painter()

    async def story():
        gallery = Gallery(painter, no_sketch)
        gallery.request(MAYA)
        gallery.request(SANTA)
        sketch = await gallery.sketch(SANTA[0], SANTA[2])
        unpainted = gallery.has(SANTA)
        painter.may_paint.set()
        await gallery.artwork(SANTA)
        return sketch, unpainted, gallery.has(SANTA)

    assert run(story()) == (f"sketch of {SANTA[0]}", False, True)


def test_what_is_painted_is_not_sketched_any_more():
    painter = Painter()
    painter.may_paint.set()
    sketches: list[str] = []

    def sketch(avatar_id, matrix):
        sketches.append(avatar_id)

    async def story():
        gallery = Gallery(painter, sketch)
        await gallery.artwork(MAYA)
        gallery.request(MAYA)

    run(story())
    assert sketches == []
