"""The Compelling Story as a file, and a permission story, which so far is only checked."""

from __future__ import annotations

from typing import Any

from cards.deck.rubric.lines import OBJECTIVE_LIMIT, STORY_LIMITS
from cards.deck.text import Objective, PermissionText, StoryText

from .fields import Fields
from .strict import Problem
from .writing import document, indented, line, listed, paragraph

FILE_NAME = "compelling-story.yaml"
KIND = "compelling-story-template"
HEAD = (
    "# The Compelling Story: one page a leader can tell in two minutes.",
    "# {curly words} must be filled in. Anything still in curly brackets blocks publishing.",
)
# For whoever edits the file.
HELP = ("help", "max_chars")
ABOUT = {"kind", "example", "title", "told_by", "about", "words_limit", "consent"}


def write_story(text: StoryText) -> str:
    return document(
        [
            *HEAD,
            line("kind", KIND),
            *_one("headline", text.headline),
            "objectives:",
            *indented(_objectives(text.objectives)),
            "why_now:",
            f"  {line('max_chars', STORY_LIMITS['why_now'])}",
            *indented(paragraph("text", text.why_now)),
            "what_changes:",
            *indented(listed("items", text.what_changes)),
            "what_stays:",
            *indented(listed("items", text.what_stays)),
            *(_one("you_can_ask_of_us", text.you_can_ask_of_us) if text.you_can_ask_of_us else []),
            *_one("closing_question", text.closing_question),
            *([line("film", text.film)] if text.film else []),
        ]
    )


def _one(name: str, value: str) -> list[str]:
    return [f"{name}:", f"  {line('max_chars', STORY_LIMITS[name])}", f"  {line('text', value)}"]


def _objectives(objectives: tuple[Objective, ...]) -> list[str]:
    lines = []
    for objective in objectives:
        lines += [
            f"  - {line('for', objective.whom)}",
            f"    {line('max_chars', OBJECTIVE_LIMIT)}",
            f"    {line('text', objective.text)}",
            f"    {line('how_we_will_know', objective.how_we_will_know)}",
        ]
    return ["items:", *lines] if lines else ["items: []"]


def read_story(file: str, data: dict[Any, Any], problems: list[Problem]) -> StoryText:
    fields = Fields(file, data, problems)
    parts = {name: fields.inside(name) for name in ("headline", "objectives", "why_now", "what_changes", "what_stays", "closing_question")}
    parts["you_can_ask_of_us"] = fields.inside("you_can_ask_of_us", {"text": ""})
    objectives = parts["objectives"].each("items")
    text = StoryText(
        headline=parts["headline"].text("text"),
        objectives=tuple(Objective(one.text("for"), one.text("text"), one.text("how_we_will_know")) for one in objectives),
        why_now=parts["why_now"].text("text"),
        what_changes=parts["what_changes"].texts("items"),
        what_stays=parts["what_stays"].texts("items"),
        you_can_ask_of_us=parts["you_can_ask_of_us"].text("text"),
        closing_question=parts["closing_question"].text("text"),
        film=fields.text("film", ""),
    )
    fields.leave("kind", "say_it_in", "tone")
    for part in (*objectives, *parts.values(), fields):
        part.leave(*HELP)
        part.done()
    return text


def read_permission_story(file: str, data: dict[Any, Any], problems: list[Problem]) -> PermissionText:
    """The names of its parts are the storyteller's ("what_ife_did"), so every text that is not about the file is one."""
    fields = Fields(file, data, problems)
    parts = [("title", fields.text("title")), *((name, fields.text(name)) for name in data if name not in ABOUT)]
    consent = fields.data.get("consent")
    agreed = isinstance(consent, dict) and bool(consent) and all(value is True for value in consent.values())
    return PermissionText(file.removeprefix("permission-story-").removesuffix(".yaml"), tuple(parts), agreed)
