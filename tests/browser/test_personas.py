"""The persona panel: every field kept, every refusal at its field."""

from playwright.sync_api import expect

TEXTS = {
    "name": "Ada Example",
    "title": "Engine builder",
    "greeting": "Good day. Shall we compute something?",
    "personality-style": "precise and playful",
    "education-degree": "Mathematics",
    "education-year": "1833",
    "education-institution": "Home, mostly",
    "avatar_name": "some_avatar",
    "voice_id": "some_voice",
    "language": "en",
    "instructions": "Never mind the steam, {{guest}}.",
    "apology": "The cards are jammed, {{guest}}.",
    "safe_line": "That card is not in my deck.",
}
LISTS = {
    "traits": ["bold", "exact"],
    "personality-interests": ["looms"],
    "personality-goals": ["a better engine"],
    "technical-languages": ["Note G"],
    "technical-webStack": ["punched cards"],
    "technical-projects": ["the first program", "a flying machine"],
    "policy-words": ["steam punk*", "gears"],
}
TOPIC = {"name": "weather", "words": ["rain*", "fog"]}
VARIABLE = {
    "name": "guest",
    "description": "Who is visiting",
    "required": False,
    "default": "Charles",
    "limit": 30,
}


def open_new(page):
    page.click("#open-persona")
    page.click("#new-persona")


def fill_all(page):
    for name, text in TEXTS.items():
        page.fill(f"#persona-{name}", text)
    for name, entries in LISTS.items():
        for entry in entries:
            page.fill(f"#persona-{name}", entry)
            page.press(f"#persona-{name}", "Enter")
    fill_row(page, "policy-topics", TOPIC)
    fill_row(page, "variables", VARIABLE)


def fill_row(page, name, values):
    """Add a row and fill it in; a switch stays off."""
    page.click(f"#persona-{name}-add")
    for part, value in values.items():
        box = f"#persona-{name}-1-{part}"
        for entry in value if isinstance(value, list) else [value or ""]:
            if entry:
                page.fill(box, str(entry))
                page.press(box, "Tab")


def kept(page, served):
    """The personas of the server, by name."""
    found = page.request.get(f"{served.url}/personas").json()
    return {persona["name"]: persona for persona in found}


def dig(persona, dashed):
    for key in dashed.split("-"):
        persona = persona[key]
    return persona


def test_every_field_is_saved_and_shown_again(page, served):
    open_new(page)
    fill_all(page)
    page.click("#save-persona")
    expect(page.locator(".notice")).to_contain_text("Ada Example is saved.")
    persona = kept(page, served)["Ada Example"]
    for name, value in (TEXTS | LISTS).items():
        assert dig(persona, name) == value
    assert persona["policy"]["topics"] == [TOPIC]
    assert persona["variables"] == [VARIABLE]

    page.reload()
    page.click("#open-persona")
    page.click(".persona-row:has-text('Ada Example')")
    for name, text in TEXTS.items():
        expect(page.locator(f"#persona-{name}")).to_have_value(text)
    expect(page.locator(".tag", has_text="a flying machine")).to_be_visible()
    expect(page.locator("#persona-policy-topics-1-name")).to_have_value("weather")
    expect(page.locator(".tag", has_text="rain*")).to_be_visible()
    expect(page.locator("#persona-variables-1-default")).to_have_value("Charles")
    page.click("#prompt-box summary")
    expect(page.locator("#prompt")).to_contain_text("Engine builder")

    page.click("#activate-persona")
    expect(page.locator("#open-persona")).to_contain_text("Ada Example")
    page.click("#open-persona")
    page.click("#delete-persona")
    page.click("#question-yes")
    expect(page.locator("#open-persona")).not_to_contain_text("Ada Example")
    assert "Ada Example" not in kept(page, served)


def test_a_refused_field_says_why_and_takes_the_focus(page):
    open_new(page)
    page.fill("#persona-name", "Bo")
    page.fill("#persona-language", "not a tag")
    page.click("#save-persona")
    expect(page.locator("#persona-language-error")).to_contain_text("language tag")
    expect(page.locator("#persona-language")).to_be_focused()
    expect(page.locator("#persona-language")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#persona-name-error")).to_be_empty()


def test_unsaved_changes_are_not_lost_by_accident(page):
    page.click("#open-persona")
    page.fill("#persona-title", "Somebody else")
    page.keyboard.press("Escape")
    page.click("#question [value=no]")
    expect(page.locator("#persona-title")).to_have_value("Somebody else")
    page.keyboard.press("Escape")
    page.click("#question-yes")
    expect(page.locator("#persona-panel")).to_be_hidden()
    expect(page.locator("#open-persona")).to_be_focused()


def test_a_tag_is_removed_by_its_button_or_by_backspace(page):
    open_new(page)
    for entry in ("one", "two", "three"):
        page.fill("#persona-traits", entry)
        page.press("#persona-traits", "Enter")
    page.click("[aria-label='Remove one from Traits']")
    page.press("#persona-traits", "Backspace")
    tags = page.locator("[aria-label=Traits] .tag")
    expect(tags).to_have_text(["two"])


def test_a_refused_entry_says_why_at_its_own_place(page):
    open_new(page)
    page.fill("#persona-name", "Bo")
    fill_row(page, "policy-topics", {"name": "weather", "words": ["fog", "r*in"]})
    fill_row(page, "variables", {"name": "Not A Name", "limit": "many"})
    page.click("#save-persona")
    wrong = page.locator("#persona-policy-topics-1-words")
    expect(wrong).to_be_focused()
    expect(page.locator("#persona-policy-topics-1-words-error")).to_have_text(
        "Entry 2: May have a * at its end only."
    )
    expect(page.locator("#persona-variables-1-name-error")).to_contain_text("letters")
    expect(page.locator("#persona-variables-1-limit-error")).to_contain_text("integer")
    expect(page.locator(".notice")).to_contain_text("3 fields need another look.")
    page.locator(".row .remove-row").last.click()
    expect(page.locator("#persona-variables-add")).to_be_focused()
    page.click("[aria-label='Remove r*in from Words that give it away']")
    page.click("#save-persona")
    expect(page.locator(".notice")).to_contain_text("Bo is saved.")
    page.click("#delete-persona")
    page.click("#question-yes")
    expect(page.locator(".notice").last).to_contain_text("Bo is deleted.")
