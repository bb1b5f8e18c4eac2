"""A text as the finder reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.finder.words import pieces, words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("  ?! \0 🙂", []),
        ("The SYSTEM won't let me", ["the", "system", "wont", "let", "me"]),
        ("won’t", ["wont"]),
        ("Café, cafe\u0301 CAFÉS", ["cafe", "cafe", "cafes"]),
        ("copy/paste e-mail", ["copy", "paste", "e", "mail"]),
        ("at 10.30 £5", ["at", "10", "30", "5"]),
        ("Straße ŁÓDŹ", ["straße", "łodz"]),
    ],
)
def test_words_are_plain(text, read):
    assert words(text) == read


def test_the_pieces_of_a_word():
    assert pieces("yes") == ("=yes", " ye", "yes", "es ", " yes", "yes ")
    assert pieces("a") == ("=a", " a ")


@pytest.mark.parametrize(
    ("one", "other"), [("colour", "color"), ("interrupted", "interrupting"), ("apologise", "apologize"), ("already", "alredy")]
)
def test_a_form_a_spelling_and_a_slip_share_pieces(one, other):
    assert len(set(pieces(one)) & set(pieces(other))) >= 5


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_reading_it_again_changes_nothing(text):
    read = words(text)
    assert all(word and " " not in word for word in read)
    assert words(" ".join(read)) == read
