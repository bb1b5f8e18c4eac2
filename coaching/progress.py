"""What progress honestly means: a few looks, in words. Pure, no Django; days come in as arguments.

Never an average, a percentage or a "going down": each look is one event, seen roughly, and the dots show them all.
Source of every rule and number: content/ratings.md, section 2. `_` turns English into the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Say = Callable[[str], str]

RECENT_DAYS = 90  # older looks stay as faded dots and say nothing about today
FURTHER_ON = 3  # "doing it, or further"
ENOUGH_CELLS = 3  # before that a sentence about a mindset would be early days


@dataclass(frozen=True)
class Look:
    """A step recorded for a skill by way of a mindset; both empty for the card on permission.

    `on` is the day on the team's wall, `at` the moment; `step` is 1 to 4; `of` is whatever the look leads back to.
    """

    skill: str | None
    mindset: str | None
    on: date
    at: datetime
    step: int
    of: Any = None


def last_of_each_day(looks: Iterable[Look]) -> list[Look]:
    """Oldest first, one a day: of several looks on a day only the last one counts."""
    days = {look.on: look for look in sorted(looks, key=lambda look: look.at)}
    return [days[day] for day in sorted(days)]


def is_recent(look: Look, today: date) -> bool:
    return (today - look.on).days <= RECENT_DAYS


def counting(looks: Iterable[Look], today: date) -> list[Look]:
    """The looks that a sentence rests on: the last of each day, of the last 90 days."""
    return [look for look in last_of_each_day(looks) if is_recent(look, today)]


def early_days(looks: list[Look]) -> bool:
    """One or two looks: too soon to say."""
    return 1 <= len(looks) <= 2


def middle_of_last_three(looks: list[Look]) -> int | None:
    """The middle step of the last three looks, None with fewer. One look is often a step out; the middle of three seldom."""
    return sorted(look.step for look in looks[-3:])[1] if len(looks) >= 3 else None


def moving_on(looks: list[Look]) -> bool:
    """All of the last three are further on than all of the three before. There is no opposite of this."""
    before, latest = looks[-6:-3], looks[-3:]
    return len(before) == 3 and min(look.step for look in latest) > max(look.step for look in before)


def sentence(looks: Iterable[Look], today: date, _: Say = str) -> str:
    """One skill, from its looks in any order."""
    every = last_of_each_day(looks)
    recent = counting(every, today)
    if not every:
        return _("You two haven't looked at this yet.")
    if not recent:
        return _("Worth another look.")
    middle = middle_of_last_three(recent)
    if middle is None:
        return _("One look so far. Too soon to say.") if len(recent) == 1 else _("Two looks so far. Too soon to say.")
    said = _("%(step)s. The middle of your last three looks; %(n)s in all, the latest %(when)s.") % {
        "step": step_name(middle, _), "n": in_words(len(recent), _), "when": when(recent[-1].on, today, _),
    }  # fmt: skip
    return f"{said} {_('Your last three are all further on than the three before.')}" if moving_on(recent) else said


def latest_by_cell(looks: Iterable[Look]) -> dict[tuple[str | None, str | None], Look]:
    """Each place on the blueprint that was looked at, by (mindset, skill), with its latest look however old."""
    return {(look.mindset, look.skill): look for look in sorted(looks, key=lambda look: look.at)}


def mindset_sentence(name: str, looked_at: list[Look], places: int, _: Say = str) -> str:
    """One mindset, from the latest look of each of its cells. It is never rated: only places looked at are counted."""
    if not looked_at:
        return _("%(mindset)s: not looked at yet.") % {"mindset": name}
    if len(looked_at) < ENOUGH_CELLS:
        return _("%(mindset)s: early days.") % {"mindset": name}
    further, left = sum(look.step >= FURTHER_ON for look in looked_at), places - len(looked_at)
    numbers = {"mindset": name, "further": further, "n": len(looked_at), "left": left}
    said = _("%(mindset)s: doing it, or further, in %(further)s of the %(n)s moments you have looked at.") % numbers
    return f"{said} {_('%(left)s not looked at yet.') % numbers}" if left > 0 else said


def step_name(step: int, _: Say = str) -> str:
    """The same four names as `coaching.models.Step`; a test holds them together."""
    return (_("Talking about it"), _("Trying it"), _("Doing it"), _("Passing it on"))[step - 1]


def in_words(number: int, _: Say = str) -> str:
    names = (_("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"))
    return names[number - 3] if 3 <= number <= 12 else str(number)


def when(on: date, today: date, _: Say = str) -> str:
    """A day as it stands after "the latest": today, yesterday, on Tuesday, on 3 June."""
    gap = (today - on).days
    if gap <= 1:
        return _("yesterday") if gap == 1 else _("today")
    if gap < 7:
        weekdays = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
        return _("on %(day)s") % {"day": weekdays[on.weekday()]}
    return _("on %(day)s") % {"day": f"{on.day} {month(on, _)}"}


def month(on: date, _: Say = str) -> str:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )[on.month - 1]  # fmt: skip
