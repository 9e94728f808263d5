"""What a model server's answer must hold, and what is made of it."""

import json

import pytest

from chat.wire import words
from errors import Malformed


def completion(content, finish_reason="stop"):
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    return json.dumps({"choices": [choice]}).encode()


def test_the_text_is_read():
    assert words(completion(" Hello there. ")) == "Hello there."


def test_a_text_in_parts_is_joined():
    parts = [{"type": "text", "text": "Hello "}, {"type": "text", "text": "there."}]
    assert words(completion(parts)) == "Hello there."


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("One is done. The second is no", "One is done."),
        ("All is done. So is this.", "All is done. So is this."),
        ('He said: "Done." She said: "Done."', 'He said: "Done." She said: "Done."'),
        ("nothing is done", "nothing is done"),
    ],
)
def test_a_text_cut_at_the_token_limit_loses_its_unfinished_sentence(written, kept):
    assert words(completion(written, "length")) == kept


@pytest.mark.parametrize("content", ["", " \n", None, [], [{"type": "image"}]])
def test_no_words_are_malformed(content):
    with pytest.raises(Malformed, match="gave no words"):
        words(completion(content))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"<html>welcome</html>", "JSON"),
        (b"", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "choices"),
        (b'{"error": {"message": "no"}}', "choices"),
        (b'{"choices": []}', "choices"),
        (b'{"choices": {"0": 1}}', "choices"),
        (b'{"choices": ["hello"]}', "message"),
        (b'{"choices": [{"message": "hello"}]}', "content"),
        (b'{"choices": [{"message": {"content": {"a": 1}}}]}', "content"),
        (b'{"choices": [{"message": {"content": 5}}]}', "content"),
    ],
)
def test_a_misfit_names_its_field(body, field):
    with pytest.raises(Malformed) as caught:
        words(body)
    assert field in caught.value.detail
    assert caught.value.upstream == "openai"
