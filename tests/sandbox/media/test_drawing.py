from __future__ import annotations

import colorsys

import numpy as np
import pytest
from PIL import Image

from sandbox.media.catalog import AVATARS
from sandbox.media.drawing.artwork import Artwork
from sandbox.media.drawing.characters import CHARACTERS
from sandbox.media.drawing.compositor import Compositor, Pose
from sandbox.media.drawing.eyes import Gaze
from sandbox.media.drawing.planes import to_planes
from sandbox.media.drawing.sheet import Sheet
from sandbox.media.gallery import SIZES
from sandbox.media.utterance import Mouth

IDS = [avatar.id for avatar in AVATARS]
GREEN = np.array((0, 177, 64))


@pytest.fixture(scope="module")
def small():
    """Every avatar at the smallest size, painted once."""
    return {name: artwork(name, "low") for name in IDS}


def artwork(name, quality, matrix="BT.601"):
    width, height = SIZES[quality]
    return Artwork(CHARACTERS[name], width=width, height=height, matrix=matrix)


def picture(art, pose=None):
    frame = Compositor(art).frame(pose or Pose())
    return frame.to_ndarray(format="rgb24").astype(int)


def test_every_avatar_of_the_catalogue_has_a_drawing():
    assert set(IDS) == set(CHARACTERS)


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("quality", SIZES)
def test_every_avatar_can_be_shown_in_every_size(name, quality):
    width, height = SIZES[quality]
    shown = picture(artwork(name, quality))
    assert shown.shape == (height, width, 3)
    assert shown.std() > 20


@pytest.mark.parametrize("name", IDS)
def test_eyes_brows_and_mouth_move_and_the_rest_of_the_room_stays(small, name):
    compositor = Compositor(small[name])
    rest = compositor.frame(Pose()).to_ndarray(format="rgb24").astype(int)
    pose = Pose(gaze=Gaze(0), brows=1.0, mouth=Mouth(1.0))
    moved = compositor.frame(pose).to_ndarray(format="rgb24").astype(int)
    change = np.abs(moved - rest).max(axis=2)
    assert change[150:172, 280:306].max() > 60
    assert change[205:228, 305:335].max() > 60
    assert change[:, :180].max() == change[:, 460:].max() == 0


@pytest.mark.parametrize("name", IDS)
def test_going_back_to_a_pose_gives_the_same_picture_again(small, name):
    compositor = Compositor(small[name])
    first = compositor.frame(Pose()).to_ndarray()
    compositor.frame(Pose(gaze=Gaze(0.4, 0.5), mouth=Mouth(0.7, -1), x=3, tilt=2))
    assert (compositor.frame(Pose()).to_ndarray() == first).all()


def test_the_head_moves_the_way_the_pose_says(small):
    art = small["Maya_Studio_public"]
    right = picture(art, Pose(x=8))
    assert np.abs(right[:, 8:] - picture(art)[:, :-8])[80:190, 250:380].mean() < 4


def test_the_green_screen_is_flat_and_exact(small):
    shown = picture(small["Amara_GreenScreen_public"])
    corner = shown[:100, :150]
    assert np.abs(corner - GREEN).max() <= 2


def test_no_colour_of_the_green_screen_avatar_can_be_keyed_out():
    amara = CHARACTERS["Amara_GreenScreen_public"]
    opaque = []
    for paint in (amara.behind, amara.body, amara.head, amara.front):
        sheet = Sheet((0, 0, 640, 360), 1)
        paint(sheet)
        pixels = np.asarray(sheet.image()).reshape(-1, 4)
        opaque.append(pixels[pixels[:, 3] > 250][:, :3])
    colours = np.unique(np.vstack(opaque), axis=0)
    red, green, blue = colours.T.astype(int)
    assert not ((green > 90) & (red < 90) & (blue < 90)).any()
    for colour in colours:
        hue, saturation, value = colorsys.rgb_to_hsv(*(colour / 255))
        keyed = 60 < hue * 360 < 180 and saturation > 0.2 and value > 0.15
        assert not keyed, colour


@pytest.mark.parametrize("matrix", ["BT.601", "BT.709"])
def test_planes_use_the_matrix_asked_for(matrix):
    planes = to_planes(Image.new("RGB", (2, 2), (0, 177, 64)), matrix)
    expected = {"BT.601": (112, 105, 58), "BT.709": (129, 96, 55)}[matrix]
    seen = (int(planes.y[0, 0]), int(planes.u[0, 0]), int(planes.v[0, 0]))
    assert seen == pytest.approx(expected, abs=1)
