"""What keeps somebody from talking by voice, as a sentence."""

from playwright.sync_api import expect

from tests.browser.steps import expect_ended, start_talking, state
from tests.browser.test_voice import HEARD, pytestmark  # noqa: F401 - a mark

TABLE = """async (connections) => {
  const { qualityFor } = await import('/static/js/quality.js');
  return connections.map((one) => qualityFor(one ?? undefined));
}"""


def test_a_refused_microphone_costs_nothing(window, served, sandbox):
    page = window(f"{served.url}/#voice")
    page.click("#start-talking")
    state(page, "ended")
    expect(page.locator("#poster-words")).to_contain_text("Allow it beside the address")
    assert sandbox.sessions() == []
    page.click("#tab-text")
    start_talking(page)


def test_without_livekit_client_the_tab_says_so_and_the_rest_works(chromium, served):
    page = chromium.new_page()
    page.route("**/static/vendor/**", lambda route: route.fulfill(status=404))
    page.goto(f"{served.url}/#voice")
    expect(page.locator("#poster-words")).to_contain_text("needs livekit-client")
    page.click("#start-talking")
    state(page, "ended")
    expect(page.locator("#poster-words")).to_contain_text("needs livekit-client")
    page.click("#tab-text")
    start_talking(page)
    page.close()


def test_limits_and_ends_are_told_as_sentences(window, served, sandbox):
    page = window(f"{served.url}/#voice", **HEARD)
    for limits, words in (
        ({"max_sessions": 0}, "Too many conversations"),
        ({"max_sessions": 3, "credits": 0}, "no credits left"),
    ):
        sandbox.limits(**limits)
        page.click("#start-talking")
        state(page, "ended")
        expect(page.locator("#poster-words")).to_contain_text(words)
        expect(page.locator("#start-talking")).to_have_attribute(
            "aria-disabled", "false"
        )
    sandbox.reset()
    page.click("#start-talking")
    state(page, "speaking")
    sandbox.advance(700)
    expect_ended(page, "ended the session")


def test_the_network_decides_the_picture(blank):
    known = [{"downlink": mbps} for mbps in (10, 5, 2.5, 2, 0.4)]
    saving = {"downlink": 10, "saveData": True}
    chosen = blank.evaluate(TABLE, [*known, saving, None])
    assert chosen == ["high", "medium", "medium", "low", "low", "low", "medium"]
