"""A card as a file: the face and the back, and the few things only the app knows."""

from __future__ import annotations

from typing import Any

from cards.deck.text import CardText

from .fields import Fields
from .strict import Problem
from .writing import document, in_a_row, line, listed

FACE = "# --- in the moment (one phone screen) ---"
BACK = "# --- before and after (second face) ---"


def file_name(text: CardText) -> str:
    return f"card-{text.number:02}-{text.slug}.yaml"


def write_card(text: CardText) -> str:
    return document([*_place(text), FACE, *_face(text), BACK, *_back(text), *_ours(text)])


def _place(text: CardText) -> list[str]:
    place = (text.title, text.mindset, text.skill, text.practice, text.kind, text.channel)
    names = ("title", "mindset", "skill", "practice", "kind", "channel")
    return [
        line("number", text.number),
        line("id", text.slug),
        *(line(name, value) for name, value in zip(names, place, strict=True)),
        line("minutes", text.minutes),
    ]


def _face(text: CardText) -> list[str]:
    return [
        line("moment", text.moment),
        line("open_with", text.open_with),
        *listed("follow_ons", text.follow_ons),
        *listed("listen_for", text.listen_for),
        line("try_this", text.try_this),
        line("say_permission", text.say_permission),
    ]


def _back(text: CardText) -> list[str]:
    return [
        line("why_it_matters", text.why_it_matters),
        line("avoid", text.avoid),
        "check_back:",
        f"  {line('when', text.check_back_when)}",
        f"  {line('ask', text.check_back_ask)}",
        line("when_you_hear_it", text.when_you_hear_it),
        *([line("elsewhere", text.elsewhere)] if text.elsewhere else []),
        *([line("safety_note", text.safety_note)] if text.safety_note else []),
        in_a_row("search_words", text.search_words),
    ]


def _ours(text: CardText) -> list[str]:
    return [
        *([line("heard", text.heard)] if text.heard else []),
        *(listed("heard_as", text.heard_as) if text.heard_as else []),
        *([line("care_first", True)] if text.care_first else []),
    ]


def read_card(file: str, data: dict[Any, Any], problems: list[Problem]) -> CardText:
    """The card a file holds; with problems noted it is good for nothing but further checks."""
    fields = Fields(file, data, problems)
    back = fields.inside("check_back")
    text = CardText(
        number=fields.number("number"),
        slug=fields.text("id"),
        minutes=fields.number("minutes"),
        follow_ons=fields.texts("follow_ons"),
        listen_for=fields.texts("listen_for"),
        check_back_when=back.text("when"),
        check_back_ask=back.text("ask"),
        elsewhere=fields.text("elsewhere", ""),
        safety_note=fields.text("safety_note", ""),
        search_words=fields.texts("search_words"),
        heard=fields.maybe_text("heard"),
        heard_as=fields.maybe_texts("heard_as"),
        care_first=fields.maybe_yes("care_first"),
        **{name: fields.text(name) for name in LINES},
    )
    back.done()
    fields.done()
    return text


LINES = (
    "title",
    "mindset",
    "skill",
    "practice",
    "kind",
    "channel",
    "moment",
    "open_with",
    "try_this",
    "say_permission",
    "why_it_matters",
    "avoid",
    "when_you_hear_it",
)
