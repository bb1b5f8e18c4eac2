"""The size of a question. Two things can go wrong unseen: the font changes under the table, or a long word is cut off."""

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from cards.lettering import OTHER, STEPS, WIDTHS, question_size

words = st.lists(st.text(alphabet="abcdefghijlmnoprstuwyzĄĘłń’-", min_size=1, max_size=24), min_size=1, max_size=24)


@pytest.fixture(scope="module")
def font():
    with TTFont(finders.find("fonts/floorwalk-display.woff2")) as font:
        yield font


def test_the_table_is_the_fonts_own(font):
    assert font["head"].unitsPerEm == 1000
    assert {chr(code): font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()} == WIDTHS


@pytest.mark.parametrize(
    "name", ["Zielińska", "Łukasz", "Dvořák", "Žofie", "Françoise", "Jürgen", "Peña", "Işıl", "Őszi", "Siân", "D’Arcy"]
)
def test_names_have_all_their_letters(name):
    assert set(name) <= WIDTHS.keys()


def test_a_short_question_is_as_large_as_it_goes():
    assert question_size("What if?") == 1


def test_the_longest_word_decides_even_when_there_is_room_below():
    sizes = [question_size(f"Why {word}?") for word in ("now", "understand", "misunderstanding", "misunderstandingsandmore")]
    assert sizes == sorted(sizes)
    assert sizes[0] == 1
    assert sizes[-1] == len(STEPS)


def test_many_short_words_shrink_it_too():
    assert question_size("What did they need to do? " * 5) > question_size("What did they need to do?")


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_no_words_at_all_is_no_error(text):
    assert question_size(text) == 1


def test_a_letter_the_font_lacks_still_takes_room():
    assert "Ж" not in WIDTHS
    assert question_size("Ж" * 30) == len(STEPS)
    assert WIDTHS["n"] < OTHER < WIDTHS["W"]


@given(words)
def test_it_is_always_a_step(text):
    assert 1 <= question_size(" ".join(text)) <= len(STEPS)


@given(words, words)
def test_more_words_never_make_it_larger(text, more):
    assert question_size(" ".join([*text, *more])) >= question_size(" ".join(text))


@given(words)
def test_space_around_the_words_makes_no_difference(text):
    assert question_size("  ".join(["", *text, ""])) == question_size(" ".join(text))
