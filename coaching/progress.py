"""What progress honestly means: a few looks, in words. Pure, no Django; days come in as arguments.

Never an average, a percentage or a "going down": each look is one event, seen roughly, and the dots show them all.
Source of every rule and number: content/ratings.md, section 2. `_` turns English into the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

Say = Callable[[str], str]

RECENT_DAYS = 90  # older looks stay as faded dots and say nothing about today
ENOUGH_LOOKS = 3  # before that, early days
DOING_IT = 3
ENOUGH_CELLS = 3  # before that a sentence about a mindset would be early days
NEARLY_A_YEAR = 300  # days; further back a day and a month alone could be taken for this year's


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


class Shown(StrEnum):
    """What is shown of a skill, by how many of its looks count and how old they are."""

    NOT_LOOKED_AT_YET = "not-looked-at-yet"
    EARLY_DAYS = "early-days"
    MIDDLE_OF_THE_LAST_THREE = "middle-of-the-last-three"
    WORTH_ANOTHER_LOOK = "worth-another-look"  # all of them older than 90 days


def in_order(looks: Iterable[Look]) -> list[Look]:
    """Oldest first, in whatever order they arrived. Of two at the very same moment the one less far comes last, and so counts."""
    return sorted(looks, key=_place)


def _place(look: Look) -> tuple[Any, ...]:
    return look.at, -look.step, look.skill or "", look.mindset or "", _Of(look.of)


@dataclass(frozen=True, slots=True)
class _Of:
    """Put in words only where all else is the same: that is most of what sorting hundreds of looks would cost."""

    of: Any

    def __lt__(self, other: _Of) -> bool:
        return str(self.of) < str(other.of)


def last_of_each_day(looks: Iterable[Look]) -> list[Look]:
    """Oldest first, one a day: of several looks on a day only the last one counts."""
    days = {look.on: look for look in in_order(looks)}
    return [days[day] for day in sorted(days)]


def is_recent(look: Look, today: date) -> bool:
    """Of the last 90 days; an older one is a faded dot."""
    return (today - look.on).days <= RECENT_DAYS


def counting(looks: Iterable[Look], today: date) -> list[Look]:
    """The looks that a sentence rests on: the last of each day, of the last 90 days."""
    return last_of_each_day(look for look in looks if is_recent(look, today))


def early_days(looks: list[Look]) -> bool:
    """One or two looks: too soon to say."""
    return 1 <= len(looks) < ENOUGH_LOOKS


def middle_of_last_three(looks: list[Look]) -> int | None:
    """The middle step of the last three looks, None with fewer. One look is often a step out; the middle of three seldom."""
    return sorted(look.step for look in looks[-3:])[1] if len(looks) >= ENOUGH_LOOKS else None


def moving_on(looks: list[Look]) -> bool:
    """All of the last three are further on than all of the three before: needs six looks, so it misses many real gains.

    How seldom it speaks when nothing has changed: `python -m bench.moving_on`.
    """
    before, latest = looks[-6:-3], looks[-3:]
    return len(before) == 3 and min(look.step for look in latest) > max(look.step for look in before)


def dip(looks: list[Look]) -> bool:
    """All of the last three are less far than all of the three before. No message says so: the dots are in plain sight."""
    before, latest = looks[-6:-3], looks[-3:]
    return len(before) == 3 and max(look.step for look in latest) < min(look.step for look in before)


def shown(looks: Iterable[Look], today: date) -> Shown:
    """One skill, from its looks in any order."""
    every = list(looks)
    count = len(counting(every, today))
    if count == 0:
        return Shown.WORTH_ANOTHER_LOOK if every else Shown.NOT_LOOKED_AT_YET
    return Shown.EARLY_DAYS if count < ENOUGH_LOOKS else Shown.MIDDLE_OF_THE_LAST_THREE


def in_short(looks: Iterable[Look], today: date, _: Say = str) -> str:
    """The few words above the dots; the middle of the last three where there are three."""
    every = list(looks)
    middle = middle_of_last_three(counting(every, today))
    if middle:
        return step_name(middle, _)
    return {
        Shown.NOT_LOOKED_AT_YET: _("Not looked at yet"),
        Shown.EARLY_DAYS: _("Early days"),
        Shown.WORTH_ANOTHER_LOOK: _("Worth another look"),
    }[shown(every, today)]


def sentence(looks: Iterable[Look], today: date, _: Say = str) -> str:
    """One skill, from its looks in any order."""
    every = list(looks)
    recent = counting(every, today)
    match shown(every, today):
        case Shown.NOT_LOOKED_AT_YET:
            return _("You two haven't looked at this yet.")
        case Shown.WORTH_ANOTHER_LOOK:
            return _("Worth another look.")
        case Shown.EARLY_DAYS:
            return _("One look so far. Too soon to say.") if len(recent) == 1 else _("Two looks so far. Too soon to say.")
    middle = middle_of_last_three(recent)
    assert middle is not None
    said = _("%(step)s. The middle of your last three looks; %(n)s in all, the latest %(when)s.") % {
        "step": step_name(middle, _), "n": in_words(len(recent), _), "when": when(recent[-1].on, today, _),
    }  # fmt: skip
    return f"{said} {_('Your last three are all further on than the three before.')}" if moving_on(recent) else said


def ask_the_leader(looks: Iterable[Look], today: date, _: Say = str) -> str:
    """What a dip first asks the leader: about what is around the advisor, never about them. Empty where there is none."""
    return _("What has changed around them?") if dip(counting(looks, today)) else ""


def latest_by_cell(looks: Iterable[Look]) -> dict[tuple[str | None, str | None], Look]:
    """Each place on the blueprint that was looked at, by (mindset, skill), with its latest look however old."""
    return {(look.mindset, look.skill): look for look in in_order(looks)}


def mindset_sentence(name: str, looked_at: list[Look], places: int, _: Say = str) -> str:
    """One mindset, from the latest look of each of its cells. It is never rated: only places looked at are counted."""
    if not looked_at:
        return _("%(mindset)s: not looked at yet.") % {"mindset": name}
    if len(looked_at) < ENOUGH_CELLS:
        return _("%(mindset)s: early days.") % {"mindset": name}
    further, left = sum(doing_it_or_further(look) for look in looked_at), places - len(looked_at)
    numbers = {"mindset": name, "further": further, "n": len(looked_at), "left": left}
    said = _("%(mindset)s: doing it, or further, in %(further)s of the %(n)s moments you have looked at.") % numbers
    return f"{said} {_('%(left)s not looked at yet.') % numbers}" if left > 0 else said


def doing_it_or_further(look: Look) -> bool:
    return look.step >= DOING_IT


def step_name(step: int, _: Say = str) -> str:
    """The same four names as `coaching.models.Step`; a test holds them together."""
    return (_("Talking about it"), _("Trying it"), _("Doing it"), _("Passing it on"))[step - 1]


def in_words(number: int, _: Say = str) -> str:
    names = (_("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"))
    return names[number - 3] if 3 <= number <= 12 else str(number)


def when(on: date, today: date, _: Say = str) -> str:
    """A day as it stands after "the latest": today, yesterday, on Tuesday, on 3 June, on 3 June 2024."""
    gap = (today - on).days
    if gap <= 1:
        return _("yesterday") if gap == 1 else _("today")
    if gap < 7:
        weekdays = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
        return _("on %(day)s") % {"day": weekdays[on.weekday()]}
    year = f" {on.year}" if gap > NEARLY_A_YEAR else ""
    return _("on %(day)s") % {"day": f"{on.day} {month(on, _)}{year}"}


def month(on: date, _: Say = str) -> str:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )[on.month - 1]  # fmt: skip
