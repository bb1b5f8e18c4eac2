"""The finder: from a few words to the cards that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.finder import find, marked
from cards.models import Card, Edition


def card(number: int, **words: object) -> Card:
    """A card in memory; the finder asks the database nothing."""
    return Card(number=number, slug=str(number), current=Edition(number=1, **words))


SMALL = [
    card(1, title="Already in the notes", moment="The customer had to repeat something.", search_words=["history", "call back"]),
    card(2, title="A kind, clear no", heard="The system won't let me", moment="They had to say no to the customer."),
    card(3, title="Say the human thing", moment="A customer shared news.", search_words=["bereavement", "café"]),
    card(4, title="Told them early", moment="They warned the customer.", try_this="Say what the customer may find in the notes."),
]


def numbers(query: str, cards: list[Card] = SMALL) -> list[int]:
    return [match.card.number for match in find(query, cards)]


@pytest.mark.parametrize("query", ["", "   ", "?!", "\0", "🙂", "zebra"])
def test_nothing_to_go_on_finds_nothing(query):
    assert find(query, SMALL) == []


def test_no_cards_find_nothing():
    assert find("notes", []) == []


@pytest.mark.parametrize("query", ["SYSTEM", "won't", "won’t", "WONT", "systems", "he kept saying the system won't let me"])
def test_case_apostrophes_and_word_forms_make_no_difference(query):
    assert numbers(query)[0] == 2


@pytest.mark.parametrize("query", ["cafe", "café", "cafe\u0301", "CAFÉS"])
def test_accents_make_no_difference(query):
    assert numbers(query) == [3]


def test_a_title_weighs_more_than_a_line_further_down():
    assert numbers("notes") == [1, 4]


def test_a_rare_word_weighs_more_than_a_common_one():
    assert numbers("customer repeat")[0] == 1
    assert numbers("customer shared")[0] == 3


def test_ties_go_by_number():
    twins = [card(9, title="Same words"), card(3, title="Same words"), card(5, title="Same words")]
    assert numbers("words", twins) == [3, 5, 9]


def test_the_little_words_count_only_when_there_is_nothing_else():
    assert numbers("the zebra") == []
    assert numbers("them") == [4]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("system", ("heard", "The system won't let me")),
        ("call backs", ("search_words", "call back")),
        ("shared news", ("moment", "A customer shared news.")),
        ("early", ("title", "Told them early")),
    ],
)
def test_a_match_shows_the_line_that_fits_best(query, where):
    assert find(query, SMALL)[0].where == where


def test_only_the_first_two_hundred_characters_count():
    assert numbers("system " + "x" * 100_000) == [2]
    assert numbers("x" * 200 + " system") == []


def test_it_asks_the_database_nothing_and_leaves_the_cards_as_they_were():
    find("system", SMALL)  # without the django_db mark a query would fail
    assert [c.number for c in SMALL] == [1, 2, 3, 4]


def test_marked_says_which_pieces_match():
    assert marked("The system won't let me.", "SYSTEMS won’t") == [
        ("The ", False),
        ("system", True),
        (" ", False),
        ("won't", True),
        (" let me.", False),
    ]


@pytest.mark.parametrize("query", ["", "zebra", "\0"])
def test_a_query_that_matches_nothing_marks_nothing(query):
    assert marked("The system", query) == [("The system", False)]


def test_marked_leaves_escaping_to_the_template():
    assert marked("<b>system</b>", "system") == [("<b>", False), ("system", True), ("</b>", False)]


@given(text=st.text(max_size=80), query=st.text(max_size=300))
def test_whatever_is_typed_the_pieces_make_up_the_text(text, query):
    assert "".join(piece for piece, _ in marked(text, query)) == text
    assert all(piece for piece, _ in marked(text, query))
    find(query, SMALL)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("he kept saying the system won't let me", 23),
        ("she said nothing ever changes", 13),
        ("they asked me for the answer in the middle of a chat", 8),
        ("customer shouting at him and he got sharp", 22),
        ("used jargon in the email", 10),
        ("can I do that, am I allowed", 28),
        ("said she's here to help, not sell", 20),
        ("someone in tears after a call", 24),
        ("the customer had to repeat it all again", 1),
        ("copy and paste template reply", 2),
        ("talked over the customer, interrupted", 4),
    ],
)
def test_what_leaders_say_finds_its_card_among_the_first_three(sentence, number):
    assert number in numbers(sentence, list(Card.objects.in_play()))[:3]


@pytest.mark.parametrize("typed", ["hist", "histo", "histor", "history"])
def test_a_word_still_being_typed_finds_what_it_begins(typed):
    assert numbers(typed) == [1]


def test_a_whole_word_does_not_find_those_that_only_begin_like_its_stem():
    deck = [card(1, title="Sorted"), card(2, title="Sorry")]
    assert numbers("sorry", deck) == [2]
    assert numbers("sor", deck) == [1, 2]


def test_only_the_last_word_may_be_unfinished():
    assert numbers("hist zebra") == []
