"""The cards together: alike, and each in its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from cards.deck.rubric import check_deck
from cards.deck.rubric.blueprint import KINDS, MINDSETS, PRACTICES, SKILLS
from cards.deck.rubric.reading import overlap, syllables
from cards.deck.text import CardText
from tests.cards.test_content import CARDS, EDITIONS, FIXTURES

SAID = ("title", "moment", "open_with", "try_this")


def shipped() -> list[CardText]:
    """Place and seed of every shipped card: what the rubric's own script found nothing wrong with."""
    return [
        CardText(
            number=card["number"],
            slug=card["slug"],
            **{place: (card[place] or ["all"])[0] for place in ("mindset", "skill", "practice", "kind")},
            **{field: edition[field] for field in SAID},
        )
        for card, edition in zip(CARDS, EDITIONS, strict=True)
    ]


def with_card(number: int, **changes) -> list[CardText]:
    return [replace(card, **changes) if card.number == number else card for card in shipped()]


def found(cards) -> list[tuple[str, str, str]]:
    return [finding.same_matter for finding in check_deck(cards)]


def test_the_shipped_deck_is_in_order():
    assert check_deck(shipped()) == []


@pytest.mark.parametrize("name", ["mindsets", "skills", "practices", "kinds"])
def test_the_places_are_those_of_the_programme(name):
    known = {"mindsets": MINDSETS, "skills": SKILLS, "practices": PRACTICES, "kinds": KINDS}[name]
    assert tuple(thing["fields"]["slug"] for thing in yaml.safe_load((FIXTURES / f"{name}.yaml").read_text())) == known


@pytest.mark.parametrize("field", SAID)
def test_the_same_words_twice_are_found_in_any_case(field):
    twin = getattr(shipped()[0], field)
    assert ("already-in-the-notes/first-time-for-them", "C11", field) in found(with_card(2, **{field: twin.upper()}))


def test_the_same_words_are_found_even_when_all_of_them_are_common():
    twins = [replace(card, title="What about you" if card.number < 3 else card.title) for card in shipped()]
    assert overlap("What about you", "What about you") == 0
    assert ("already-in-the-notes/first-time-for-them", "C11", "title") in found(twins)


@pytest.mark.parametrize(("field", "most"), [("check_back_ask", 0.99), ("when_you_hear_it", 0.5)])
def test_the_back_is_compared_too(field, most):
    one, other = "You asked one more question there.", "You asked one more question there again."
    deck = [replace(card, **{field: one if card.number == 1 else other if card.number == 2 else ""}) for card in shipped()]
    assert bool(found(deck)) is (overlap(one, other) > most)


def test_words_in_common_are_measured():
    near = with_card(2, moment="The customer had to repeat something already in our notes.")
    assert ("already-in-the-notes/first-time-for-them", "C11", "moment") in found(near)


def test_openings_with_the_same_four_words_are_found():
    assert ("already-in-the-notes/first-time-for-them", "C11", "open_with") in found(
        with_card(2, open_with="What would you have tried with a quieter customer, after lunch?")
    )


def test_at_most_half_the_openings_begin_with_what():
    plain = [replace(card, open_with=f"{'What' if card.number <= 14 else 'How'} {card.number} x{card.number}?") for card in shipped()]
    assert found(plain) == []
    plain[20] = replace(plain[20], open_with="What else?")
    assert found(plain) == [("deck", "C11", "open_with")]


def test_a_place_without_a_card_and_one_with_two_are_found():
    double = found(with_card(1, mindset="brave"))
    assert ("deck", "C13", "curious × make-it-personal") in double
    assert ("already-in-the-notes/say-the-human-thing", "C13", "brave × make-it-personal") in double


def test_the_card_on_permission_is_needed_once():
    assert ("deck", "C13", "permission") in found(shipped()[:27])
    assert ("already-in-the-notes/am-i-allowed", "C13", "permission") in found(with_card(1, mindset="all", skill="all"))


def test_an_unknown_place_is_found():
    assert ("already-in-the-notes", "C13", "mindset") in found(with_card(1, mindset="kind"))
    assert ("already-in-the-notes", "C13", "practice") in found(with_card(1, practice="sing"))


def test_a_practice_has_three_or_four_cards_and_a_deck_six_good_catches():
    small = found([card for card in shipped() if card.practice != "notice"])
    assert ("deck", "C13", "notice") in small
    assert ("deck", "C13", "good-catch") in small
    assert ("deck", "C13", "come-back") in found([replace(card, practice="come-back") for card in shipped()])


@pytest.mark.parametrize(
    ("word", "count"), [("made", 1), ("needed", 2), ("asked", 1), ("little", 2), ("agree", 2), ("'", 0), ("2026", 0), ("rhythm", 1)]
)
def test_syllables_are_counted_roughly(word, count):
    assert syllables(word) == count
