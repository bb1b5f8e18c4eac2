"""The deck as the database has it, in texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import models

from cards.models import Card, Edition, HeardAs, Kind, Mindset, Practice, Skill, Story

from .rubric.blueprint import ALL, Places
from .text import CardText, Objective, PracticeText, StoryText

LISTS = ("follow_ons", "listen_for", "search_words")
# What an edition says, and a practice, and the story, by the names of their fields.
WORDING = (
    *("title", "heard", "moment", "open_with", "minutes", "follow_ons", "listen_for", "try_this", "say_permission", "why_it_matters"),
    *("avoid", "check_back_when", "check_back_ask", "when_you_hear_it", "elsewhere", "safety_note", "search_words"),
)
PLACE = ("mindset", "skill", "practice", "kind", "channel")
PRACTICE = (
    *("name", "one_line", "what_it_is", "on_the_floor", "gets_in_the_way", "three_small_things"),
    *("reflective_question", "say_it", "safe_lines"),
)
STORY = ("headline", "objectives", "why_now", "what_changes", "what_stays", "you_can_ask_of_us", "closing_question", "film")


@dataclass(frozen=True)
class Deck:
    cards: tuple[CardText, ...]
    practices: tuple[PracticeText, ...]
    story: StoryText | None


def published() -> Deck:
    """The cards in play, every practice, and the story leaders see; before there is one, the newest draft."""
    cards = tuple(card_text(card, card.current) for card in Card.objects.in_play().select_related("heard_as") if card.current)
    numbers = defaultdict(list)
    for card in cards:
        numbers[card.practice].append(card.number)
    practices = tuple(practice_text(row, tuple(numbers[row.slug])) for row in Practice.objects.in_use().order_by("number"))
    story = Story.objects.current() or Story.objects.order_by("number").last()
    return Deck(cards, practices, story_text(story) if story else None)


def places() -> Places:
    """What a card may belong to here: all that is in use."""

    def slugs(rows: models.QuerySet[Any]) -> tuple[str, ...]:
        return tuple(rows.order_by("number").values_list("slug", flat=True))

    return Places(*(slugs(model.objects.in_use()) for model in (Mindset, Skill, Practice, Kind)))


def card_text(card: Card, edition: Edition) -> CardText:
    said: dict[str, Any] = {**place_of(card), **{field: getattr(edition, field) for field in WORDING}}
    said |= {field: tuple(said[field]) for field in LISTS}
    return CardText(number=card.number, slug=card.slug, heard_as=phrases_of(card), care_first=card.care_first, **said)


def place_of(card: Card) -> dict[str, str]:
    """Where a card stands, as files say it."""
    return {
        "mindset": card.mindset.slug if card.mindset else ALL,
        "skill": card.skill.slug if card.skill else ALL,
        "practice": card.practice.slug,
        "kind": card.kind.slug,
        "channel": str(card.channel),
    }


def phrases_of(card: Card) -> tuple[str, ...]:
    try:
        return tuple(card.heard_as.phrases)
    except HeardAs.DoesNotExist:
        return ()


def practice_text(row: Practice, linked_cards: tuple[int, ...] | None = None) -> PracticeText:
    said: dict[str, Any] = {field: tuple(value) if isinstance(value := getattr(row, field), list) else value for field in PRACTICE}
    said["three_small_things"] = tuple((thing.get("when", ""), thing.get("do", "")) for thing in row.three_small_things)
    return PracticeText(number=row.number, slug=row.slug, linked_cards=linked_cards, **said)


def story_text(row: Story) -> StoryText:
    said: dict[str, Any] = {field: tuple(value) if isinstance(value := getattr(row, field), list) else value for field in STORY}
    said["objectives"] = tuple(
        Objective(one.get("for", ""), one.get("text", ""), one.get("how_we_will_know", "")) for one in row.objectives
    )
    return StoryText(**said)


def wording_of(text: CardText) -> dict[str, Any]:
    """What an edition of that card says; without `heard` when the text says nothing about it."""
    said = {field: getattr(text, field) for field in WORDING}
    said |= {field: list(said[field]) for field in LISTS}
    if text.heard is None:
        del said["heard"]
    return said


def practice_fields(text: PracticeText) -> dict[str, Any]:
    said = {field: list(value) if isinstance(value := getattr(text, field), tuple) else value for field in PRACTICE}
    said["three_small_things"] = [{"when": when, "do": do} for when, do in text.three_small_things]
    return said


def story_fields(text: StoryText) -> dict[str, Any]:
    said = {field: list(value) if isinstance(value := getattr(text, field), tuple) else value for field in STORY}
    said["objectives"] = [{"for": one.whom, "text": one.text, "how_we_will_know": one.how_we_will_know} for one in text.objectives]
    return said


def differences(row: models.Model | None, wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field by field what would change: now, then. Against no row everything that says something is new."""
    now = {field: getattr(row, field) if row else "" for field in wanted}
    return {field: (now[field], value) for field, value in wanted.items() if now[field] != value and (row or value)}
