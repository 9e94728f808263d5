"""For everybody: by keyboard, on a phone, in the dark, behind a key."""

import io

from PIL import Image
from playwright.sync_api import expect

from tests.browser.steps import expect_ended, go_live, state, wait_until_loud

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def tab_to(page, selector):
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def colour_at(page, selector, across, down):
    """The colour of one point of an element, given as parts of its size."""
    shot = page.locator(selector).screenshot()
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    return image.getpixel((int(across * image.width), int(down * image.height)))


def test_a_whole_conversation_needs_no_mouse(page):
    tab_to(page, "#start-talking")
    page.keyboard.press("Enter")
    state(page, "speaking")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.type("What do you study?")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble.mine")).to_have_count(1)
    expect(page.locator(".bubble.theirs[data-state=speaking]")).to_have_count(1)
    wait_until_loud(page)
    page.keyboard.press("Escape")
    state(page, "live")
    tab_to(page, "#hang-up")
    page.keyboard.press("Enter")
    expect_ended(page, "You ended the conversation.")
    expect(page.locator("#start-talking")).to_be_focused()


def test_an_avatar_is_picked_with_the_arrow_keys(page):
    page.focus("#avatar-id")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#avatar-id-list")).to_be_visible()
    page.keyboard.press("ArrowDown")
    marked = page.locator("#avatar-id-list [aria-selected=true] small").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#avatar-id")).to_have_value(marked)
    expect(page.locator("#avatar-id-list")).to_be_hidden()


def test_the_background_gives_way_to_any_css(page):
    go_live(page, avatar=green_avatar(page))
    assert colour_at(page, "#stage", 0.9, 0.5)[1] > 120
    page.check("#remove-background")
    page.fill("#background", "rgb(200, 10, 20)")
    page.wait_for_function("() => document.querySelector('#keyed').width > 300")
    red, green, blue = colour_at(page, "#stage", 0.9, 0.5)
    assert (abs(red - 200), abs(green - 10), abs(blue - 20)) < (6, 6, 6)
    face = colour_at(page, "#stage", 0.5, 0.4)
    assert abs(face[0] - 200) + abs(face[1] - 10) + abs(face[2] - 20) > 60


def green_avatar(page):
    page.click("#avatar-id")
    found = page.locator("#avatar-id-list [role=option]", has_text="green").locator(
        "small"
    )
    return found.inner_text()


def test_a_phone_shows_face_conversation_and_message_box(window, served, sandbox):
    page = window(served.url, is_mobile=True, **PHONE)
    box = {
        name: page.locator(f"#{name}").bounding_box() for name in ("stage", "composer")
    }
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert box["stage"]["y"] < 120
    assert box["composer"]["y"] + box["composer"]["height"] <= 740
    page.tap("#start-talking")
    state(page, "speaking")
    page.tap("#open-settings")
    expect(page.locator("#settings-panel #close")).to_be_visible()
    page.tap("#settings-panel #close")
    page.tap("#settings-panel [data-close]")
    expect_ended(page, "You ended the conversation.")


def test_the_theme_follows_the_system_and_the_button(window, served, sandbox):
    page = window(served.url, color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    light = page.evaluate(ground)
    assert light != dark
    page.reload()
    assert page.evaluate(ground) == light
