from __future__ import annotations

import threading

import numpy as np
import pytest

from sandbox.media.drawing.compositor import Compositor, Pose
from sandbox.media.easel import Easel
from sandbox.media.gallery import AT_REST, SIZES, Gallery, Key, painted, sketched
from tests.sandbox.media.viewer import run

AVATAR = "Amara_GreenScreen_public"
MOVED = Pose(x=40)


@pytest.fixture
def may_paint():
    """Painters wait for it; sketchers do not."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def gallery(may_paint):
    def paint(*key):
        assert may_paint.wait(10)
        return painted(*key)

    return Gallery(paint, sketched)


def key(quality="low") -> Key:
    return (AVATAR, quality, "BT.601")


def luma(frame):
    return frame.to_ndarray()[: frame.height].astype(int)


@pytest.mark.parametrize("quality", SIZES)
def test_the_first_picture_does_not_wait_for_the_paint(gallery, may_paint, quality):
    async def story():
        easel = Easel(gallery, key(quality))
        first = await easel.draw(lambda: MOVED)
        assert not may_paint.is_set()
        may_paint.set()
        return first, await easel.draw(lambda: MOVED)

    first, second = run(story())
    assert (first.width, first.height) == SIZES[quality]
    assert (second.width, second.height) == SIZES[quality]
    # The same picture but for how fine it is: nothing jumps.
    assert np.abs(luma(first) - luma(second)).mean() < 2


def test_of_a_painted_avatar_the_first_picture_is_at_rest_and_the_next_moves(
    gallery, may_paint
):
    may_paint.set()

    async def story():
        artwork = await gallery.artwork(key())
        easel = Easel(gallery, key())
        shown = [await easel.draw(lambda: MOVED) for _ in range(2)]
        return shown, Compositor(artwork)

    (first, second), compositor = run(story())
    assert (luma(first) == luma(compositor.frame(AT_REST))).all()
    assert (luma(second) == luma(compositor.frame(MOVED))).all()
    assert (luma(first) != luma(second)).any()


def test_a_pose_is_asked_for_only_when_it_is_drawn(gallery, may_paint):
    asked: list[int] = []

    def pose():
        asked.append(len(asked))
        return Pose()

    async def story():
        easel = Easel(gallery, key())
        await easel.draw(pose)
        may_paint.set()
        await easel.draw(pose)
        assert asked == []
        await easel.draw(pose)

    run(story())
    assert asked == [0]
