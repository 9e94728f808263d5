"""A network that swallows answers: what the page sends again is not done twice."""

from playwright.sync_api import expect

from tests.browser.steps import go_live, last_words, talk

CREATE, TEXT = "**/session/create", "**/heygen/text"


def swallow_the_first_answer(page, pattern, keys):
    """Let every request through, and drop the answer to the first one."""

    def handle(route):
        keys.append(route.request.headers["idempotency-key"])
        answer = route.fetch()
        if len(keys) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.route(pattern, handle)


def test_a_session_whose_answer_is_lost_is_opened_once(page, sandbox):
    keys: list[str] = []
    swallow_the_first_answer(page, CREATE, keys)
    go_live(page)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert len(sandbox.sessions()) == 1


def test_a_text_whose_answer_is_lost_is_answered_and_said_once(page, sandbox):
    keys: list[str] = []
    go_live(page)
    swallow_the_first_answer(page, TEXT, keys)
    talk(page, "What is your name?")
    expect(page.locator(".bubble.theirs .words")).to_contain_text("Maya")
    assert " ".join(task["text"] for task in sandbox.transcript()) == last_words(page)
    assert len(set(keys)) == 1

    talk(page, "And what is your work?")
    expect(page.locator(".bubble.theirs .words")).to_have_count(2)
    # The bubble is there before its answer, which the route still has in hand.
    page.unroute_all(behavior="wait")
    assert len(set(keys)) == 2
