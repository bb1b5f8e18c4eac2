"""What holds for any line a leader sees, on a practice or in a story as on a card."""

from __future__ import annotations

from collections.abc import Iterator

from cards.deck.text import PermissionText, PracticeText, StoryText

from .finding import Finding, Said
from .limits import too_long
from .questions import asks_one_at_a_time, asks_one_open_question
from .reading import words
from .words import INSTEAD, PRONOUNS, banned

# Characters. A test holds them to the models.
PRACTICE_LIMITS = {"name": 40, "one_line": 200, "reflective_question": 160, "say_it": 160}
STORY_LIMITS = {"headline": 70, "why_now": 480, "you_can_ask_of_us": 140, "closing_question": 80}
OBJECTIVE_LIMIT, OBJECTIVES = 110, 3
PERMISSION_WORDS = 160
OPEN_QUESTIONS = {"reflective_question", "closing_question", "ask_the_team"}


def no_banned_words(field: str, line: str, *, pronouns: bool = False) -> Iterator[Said]:
    """One finding for each banned word; `pronouns` lets he and she stand, for the story of somebody real."""
    for name, word in dict.fromkeys(banned(line)):
        if not (pronouns and name == PRONOUNS):
            yield Said("C9", field, f"{word!r} is a banned word ({name}): {INSTEAD[name]}. It stands in {line!r}.")


def check_practice(text: PracticeText) -> list[Finding]:
    return _found(text.where, _lines(text.lines(), PRACTICE_LIMITS))


def check_story(text: StoryText) -> list[Finding]:
    return _found(text.where, [*_lines(text.lines(), STORY_LIMITS), *_objectives(text)])


def check_permission_story(text: PermissionText) -> list[Finding]:
    """A true story may say she and he; the people in it have to have agreed, and it has to be short enough to tell."""
    found = list(_lines(text.lines(), {}, pronouns=True))
    count = sum(len(words(line)) for field, line in text.lines() if field != "title")
    if count > PERMISSION_WORDS:
        found.append(Said("C1", "story", f"{count} words, {PERMISSION_WORDS} at most. Tell it shorter."))
    if not text.agreed:
        found.append(Said("C0", "consent", "not everything is agreed. Ask the person, and change the customer's details."))
    return _found(text.where, found)


def _lines(lines: Iterator[tuple[str, str]], limits: dict[str, int], *, pronouns: bool = False) -> Iterator[Said]:
    for field, line in lines:
        yield from no_banned_words(field, line, pronouns=pronouns)
        if field in OPEN_QUESTIONS:
            yield from asks_one_open_question(field, line, aloud=field != "reflective_question")
        else:
            yield from asks_one_at_a_time(field, line)
        if field in limits:
            yield from too_long(field, line, limits[field])


def _objectives(text: StoryText) -> Iterator[Said]:
    if len(text.objectives) != OBJECTIVES:
        yield Said("C0", "objectives", f"{len(text.objectives)} of them. Give three: for customers, the business, and us.")
    for objective in text.objectives:
        yield from too_long("objectives", objective.text, OBJECTIVE_LIMIT)


def _found(where: str, said: Iterator[Said] | list[Said]) -> list[Finding]:
    return [Finding(where, *one) for one in sorted(said, key=lambda one: int(one.check[1:]))]
