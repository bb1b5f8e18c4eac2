"""What is shown for a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.finder.deck import deck
from cards.finder.finding import MOST, find, marked, tells
from cards.finder.index import Index
from cards.models import Card, Edition, HeardAs

SAID = {
    "notes": ["asked twice", "never read the notes", "the customer had to repeat it"],
    "no": ["the system would not let her", "could not say no to the customer"],
    "news": ["ignored the sad news of the customer"],
    "shaken": ["in tears after a hard call", "the advisor is shaking"],
    "quiet": ["the customer went quiet"],
    "~no-card": ["swap my shift", "the printer is broken", "what is the wifi code"],
    "~harm": ["she said she wants to kill herself", "he threatened to stab the advisor"],
    "~harmless": ["we are killing it today", "threatened to cancel with us"],
}
INDEX = Index.of(SAID)
DECK = [
    Card(number=at, slug=slug, care_first=slug == "shaken", current=Edition(number=1)) for at, slug in enumerate(SAID, 1) if slug[0] != "~"
]


def slugs(query: str, cards: list[Card] = DECK) -> list[str]:
    return [match.card.slug for match in find(query, cards, INDEX).matches]


def test_the_best_comes_first_and_what_speaks_against_a_card_keeps_it_out():
    assert slugs("they never read the notes")[0] == "notes"
    assert "shaken" not in slugs("they never read the notes")


@pytest.mark.parametrize("query", ["", "   ", "🙂", "\0", "qqqq", "can I swap my shift", "printers"])
def test_nothing_fits(query):
    assert slugs(query) == []


def test_words_that_point_everywhere_point_nowhere():
    assert slugs("the customer") == []


def test_only_the_cards_asked_for_are_found():
    assert slugs("never read the sad news", [card for card in DECK if card.slug == "news"]) == ["news"]
    assert slugs("never read the notes", []) == []


def test_ties_go_by_number():
    index = Index.of({"b": ["same words"], "a": ["same words"], "c": ["other"], "~no-card": [], "~harm": [], "~harmless": []})
    cards = [Card(number=number, slug=slug) for number, slug in ((9, "a"), (3, "b"))]
    assert [match.card.number for match in find("same words", cards, index).matches] == [3, 9]


def test_harm_brings_the_card_that_puts_care_first_before_all_else():
    found = find("she says she will kill herself and I never read the notes", DECK, INDEX)
    assert found.harm
    assert found.matches[0].card.slug == "shaken"
    assert len({match.card.slug for match in found.matches}) == len(found.matches)


@pytest.mark.parametrize("query", ["we are killing it", "they threatened to cancel", "never read the notes", ""])
def test_what_only_sounds_like_harm_raises_no_alarm(query):
    assert not find(query, DECK, INDEX).harm


def test_harm_is_heard_through_a_slip():
    assert find("she sed she wants to kil hersef", DECK, INDEX).harm


def test_a_deck_without_that_card_still_says_harm():
    found = find("she wants to kill herself", [card for card in DECK if not card.care_first], INDEX)
    assert found.harm


def test_the_reasons_are_the_words_that_tell_cards_apart_as_typed():
    [match, *_] = find("er well they neverr read the notes", DECK, INDEX).matches
    assert match.because == ("neverr", "read", "notes")


@pytest.mark.parametrize(("word", "does"), [("notes", True), ("the", False), ("customer", False), ("custmer", False), ("zebra", True)])
def test_a_common_word_and_a_slip_of_it_tell_nothing(word, does):
    assert tells(word, INDEX) is does


def test_marked_says_which_pieces_match():
    assert marked("The system won't let the customer.", "SYSTEMS", INDEX) == [
        ("The ", False),
        ("system", True),
        (" won't let the customer.", False),
    ]
    assert marked("<b>system</b>", "system", INDEX) == [("<b>", False), ("system", True), ("</b>", False)]


@pytest.mark.parametrize("query", ["", "zebra", "the customer", "\0"])
def test_a_query_that_matches_nothing_marks_nothing(query):
    assert marked("The customer’s system", query, INDEX) == [("The customer’s system", False)]


@given(text=st.text(max_size=80), query=st.text(max_size=300))
def test_whatever_is_typed_the_pieces_make_up_the_text(text, query):
    assert "".join(piece for piece, _ in marked(text, query, INDEX)) == text
    found = find(query, DECK, INDEX)
    assert len(found.matches) <= MOST


# --- with the programme's own phrases ---------------------------------------------------------------------------------


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
        ("copy and paste template reply", 2),
        ("talked over the customer, interrupted", 4),
        ("never looked at history", 1),
        ("er she asked for the meter reading and the bloke had already given it us on Monday", 1),
        ("custmer gave ref number in the chat alredy", 1),
        ("Behind the anger", 22),
        ("24", 24),
    ],
)
def test_what_leaders_say_finds_its_card_first(sentence, number):
    assert find(sentence, list(Card.objects.in_play()), deck().index).matches[0].card.number == number


@pytest.mark.django_db
def test_every_card_is_found_by_its_name_by_what_was_overheard_and_by_its_moment():
    cards = list(Card.objects.in_play())
    lines = [(line, card) for card in cards for line in (card.current.title, card.current.heard, card.current.moment)]
    wrong = [(line, card.number) for line, card in lines if [match.card for match in find(line, cards, deck().index).matches][:1] != [card]]
    assert len(lines) == 84
    assert wrong == []


@pytest.mark.django_db
def test_a_phrase_a_designer_adds_counts_at_once():
    cards = list(Card.objects.in_play())
    assert [match.card.number for match in find("kerfuffle zonked", cards, deck().index).matches][:1] != [9]
    heard = HeardAs.objects.get(card__number=9)
    heard.phrases += ["kerfuffle zonked"]
    heard.save()
    assert find("kerfuffle zonked", cards, deck().index).matches[0].card.number == 9


@pytest.mark.django_db
def test_a_card_out_of_play_is_in_nobodys_way():
    Card.objects.get(number=22).retire(by=None)
    assert 22 not in [match.card.number for match in find("behind the anger", list(Card.objects.in_play()), deck().index).matches]
