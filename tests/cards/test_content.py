"""The programme's content as it ships: its shape, and what a machine can hold of the rubric for cards."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from cards.deck.rubric.words import banned
from cards.models import Edition, Story

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def read(name: str) -> list[dict]:
    return [thing["fields"] for thing in yaml.safe_load((FIXTURES / f"{name}.yaml").read_text())]


CARDS, EDITIONS, PRACTICES, [STORY] = read("cards"), read("editions"), read("practices"), read("story")
MINDSETS, SKILLS, KINDS = ([place["slug"] for place in read(name)] for name in ("mindsets", "skills", "kinds"))
OTHER = {"card", "number", "minutes", "check_back_when"}
by_card = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition["card"][0])


def lines(edition: dict) -> list[tuple[str, str]]:
    """Every line of a card that a leader sees, with its field."""
    seen = [(field, value) for field, value in edition.items() if field not in OTHER | {"search_words"}]
    return [(field, line) for field, value in seen for line in (value if isinstance(value, list) else [value])]


# --- the deck ---------------------------------------------------------------------------------------------------------


def test_the_deck_has_each_mindset_and_skill_once_and_the_card_on_permission():
    cells = [((card["mindset"] or [None])[0], (card["skill"] or [None])[0]) for card in CARDS]
    assert len(cells) == 28
    assert set(cells) == {(mindset, skill) for mindset in MINDSETS for skill in SKILLS} | {(None, None)}
    assert CARDS[27]["slug"] == "am-i-allowed"
    assert cells[27] == (None, None)


def test_cards_are_numbered_through_and_each_has_one_wording():
    assert [card["number"] for card in CARDS] == list(range(1, 29))
    assert [edition["card"] for edition in EDITIONS] == [[card["slug"]] for card in CARDS]
    assert {edition["number"] for edition in EDITIONS} == {1}


def test_the_kinds_of_moment_are_shared_out_as_in_the_blueprint():
    assert Counter(card["kind"][0] for card in CARDS) == {
        "good-catch": 6,
        "missed-chance": 7,
        "losing-touch": 5,
        "stuck": 5,
        "after-hard": 3,
        "before-shift": 2,
    }


def test_there_are_nine_practices_with_three_or_four_cards_each():
    assert [practice["number"] for practice in PRACTICES] == list(range(1, 10))
    cards = Counter(card["practice"][0] for card in CARDS)
    assert set(cards) == {practice["slug"] for practice in PRACTICES}
    assert set(cards.values()) <= {3, 4}


def test_only_the_card_for_someone_shaken_puts_care_first():
    assert [card["number"] for card in CARDS if card.get("care_first")] == [24]


def test_a_card_for_one_channel_says_what_to_do_on_the_others():
    assert [e["card"][0] for c, e in zip(CARDS, EDITIONS, strict=True) if c["channel"] != "any" and not e.get("elsewhere")] == []


@pytest.mark.parametrize("field", ["title", "heard", "moment", "open_with", "try_this", "check_back_ask", "say_permission"])
def test_no_two_cards_say_the_same(field):
    said = Counter(edition[field].lower() for edition in EDITIONS)
    assert [line for line, times in said.items() if times > 1] == []


def test_no_two_openings_start_with_the_same_four_words():
    starts = Counter(" ".join(edition["open_with"].lower().split()[:4]) for edition in EDITIONS)
    assert starts.most_common(1)[0][1] == 1


# --- each card --------------------------------------------------------------------------------------------------------


@by_card
def test_a_card_keeps_within_its_limits(edition):
    Edition(**{field: value for field, value in edition.items() if field != "card"}).clean_fields(exclude=["card"])
    assert len(edition["heard"]) <= 32
    assert [line for line in edition.get("follow_ons", []) if len(line) > 42] == []
    assert [line for line in edition.get("listen_for", []) if len(line) > 38] == []
    assert {len(edition[field]) for field in ("follow_ons", "listen_for") if field in edition} <= {2, 3}


@by_card
def test_a_card_asks_one_open_question_at_a_time(edition):
    asked = [line for field, line in lines(edition) if field in {"open_with", "follow_ons", "check_back_ask"}]
    assert [line for line in asked if line.count("?") != 1 or not line.endswith("?")] == []
    assert [line for line in asked if re.search(r"\bwhy\b|\b(and|or|but) (what|how|which|where|who|when|did|do)\b", line, re.I)] == []
    assert edition["check_back_ask"].startswith("How is it going")


@by_card
def test_a_card_uses_no_banned_words(edition):
    assert [(field, word, line) for field, line in lines(edition) for _, word in banned(line)] == []


@by_card
def test_what_was_overheard_is_data_without_quote_marks(edition):
    assert not re.search(r"[\"“”‘’]|^'|'$", edition["heard"])


@by_card
def test_a_card_uses_straight_apostrophes_and_tidy_spaces(edition):
    assert [line for _, line in lines(edition) if re.search(r"[‘’“”]|\s\s|^\s|\s$|[^\x20-\x7e…]", line)] == []


@by_card
def test_a_permission_is_spoken_to_someone_and_is_no_question(edition):
    said = edition.get("say_permission", "")
    assert not said or re.search(r"\byou|^(Take|If)\b", said, re.I)
    assert "?" not in said
    assert len(said.split()) <= 18


# --- the story --------------------------------------------------------------------------------------------------------


def test_the_story_fits_on_its_page_and_has_three_objectives():
    Story(**STORY).clean_fields()
    assert [sorted(objective) for objective in STORY["objectives"]] == [["for", "how_we_will_know", "text"]] * 3
    assert max(len(objective["text"]) for objective in STORY["objectives"]) <= 110
