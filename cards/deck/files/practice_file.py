"""A practice as a file. Its cards are listed for whoever reads it: the cards themselves say whose they are."""

from __future__ import annotations

from typing import Any

from cards.deck.text import PracticeText

from .fields import Fields
from .strict import Problem
from .writing import document, groups, in_a_row, indented, line, listed, paragraph


def file_name(text: PracticeText) -> str:
    return f"practice-{text.number}-{text.slug}.yaml"


def write_practice(text: PracticeText) -> str:
    return document(
        [
            line("n", text.number),
            line("id", text.slug),
            line("name", text.name),
            line("one_line", text.one_line),
            *paragraph("what_it_is", text.what_it_is),
            *listed("on_the_floor", text.on_the_floor),
            *listed("gets_in_the_way", text.gets_in_the_way),
            *groups("three_small_things", ({"when": when, "do": do} for when, do in text.three_small_things)),
            line("reflective_question", text.reflective_question),
            line("say_it", text.say_it),
            *(["safe_lines:", *indented(listed("lines", text.safe_lines))] if text.safe_lines else []),
            *([in_a_row("linked_cards", text.linked_cards)] if text.linked_cards is not None else []),
        ]
    )


def read_practice(file: str, data: dict[Any, Any], problems: list[Problem]) -> PracticeText:
    fields = Fields(file, data, problems)
    safe = fields.inside("safe_lines", {"lines": []})
    things = fields.each("three_small_things")
    text = PracticeText(
        number=fields.number("n"),
        slug=fields.text("id"),
        name=fields.text("name"),
        one_line=fields.text("one_line"),
        what_it_is=fields.text("what_it_is"),
        on_the_floor=fields.texts("on_the_floor"),
        gets_in_the_way=fields.texts("gets_in_the_way"),
        three_small_things=tuple((thing.text("when"), thing.text("do")) for thing in things),
        reflective_question=fields.text("reflective_question"),
        say_it=fields.text("say_it"),
        safe_lines=safe.texts("lines"),
        linked_cards=fields.maybe_numbers("linked_cards"),
    )
    safe.leave("help")
    for part in (*things, safe, fields):
        part.done()
    return text
