"""What `manage.py deck` says, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .files import Problem
from .intake import Intake, Outcome
from .rubric import Finding, grade_of, placeholders
from .text import CardText, Text

TO_FILL_IN = "For your organisation to fill in"
FOR_A_PERSON = "for a person to look at"
MOVES = ("mindset", "skill", "practice", "kind")


def findings_of(found: Iterable[Finding]) -> Iterator[str]:
    """Grouped by what they are about, in the order they came."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.where, []).append(finding)
    for where, group in groups.items():
        yield where
        yield from (f"  {_finding(finding)}" for finding in group)


def _finding(finding: Finding) -> str:
    return str(finding) if finding.hard else f"{finding} ({FOR_A_PERSON})"


def to_fill_in(texts: Iterable[Text]) -> Iterator[str]:
    found = [(text.where, field, words) for text in texts for field, words in placeholders(text)]
    if found:
        yield ""
        yield TO_FILL_IN
        yield from (f"  {where}: {field}: {words}" for where, field, words in found)


def grades(cards: Iterable[CardText]) -> Iterator[str]:
    yield ""
    yield "Reading grade, 5.0 at most"
    for card in cards:
        grade = grade_of(card)
        yield f"  {'    -' if grade is None else format(grade, '5.1f')}  {card.slug}"


def problems_of(problems: Iterable[Problem]) -> str:
    return "\n".join(f"  {problem}" for problem in problems)


def preview(intake: Intake) -> Iterator[str]:
    """Every file: what it would change, and what the rubric has to say to that."""
    for outcome in intake.outcomes:
        yield f"{outcome.name}: {outcome.state}"
        yield from (f"  {line}" for line in _changes(outcome))
        yield from (f"  {note}" for note in outcome.notes)
        yield from (f"  rubric {_finding(finding)}" for finding in outcome.findings)
    yield from findings_of(intake.findings)
    counts = Counter(outcome.state for outcome in intake.outcomes)
    yield ", ".join(f"{count} {state}" for state, count in counts.items()) + "."


def _changes(outcome: Outcome) -> Iterator[str]:
    for field, (old, new) in outcome.changes.items():
        if field == "heard_as":
            yield f"{field}: {_phrases(old, new)}"
        elif old in ("", [], ()):
            yield f"{field}: {_shown(new)}"
        else:
            yield f"{'moves: ' if field in MOVES else ''}{field}: {_shown(old)} -> {_shown(new)}"


def _phrases(old: Sequence[str], new: Sequence[str]) -> str:
    """There may be a hundred of them: only what comes and what goes."""
    more, fewer = [phrase for phrase in new if phrase not in old], [phrase for phrase in old if phrase not in new]
    parts = [f"{name}: {_shown(phrases)}" for name, phrases in (("more", more), ("gone", fewer)) if phrases]
    return "; ".join(parts) or "in another order"


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " | ".join(_shown(part) for part in value) or "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_shown(part)}" for name, part in value.items())
    return str(value).replace("\n", "\\n") if value != "" else "nothing"
