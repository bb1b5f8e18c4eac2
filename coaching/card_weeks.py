"""From what happened in four weeks to how each wording was used in each of them. Pure, no Django."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from coaching.counting import Four, Look, Promise
from coaching.insight import Heard, marked
from coaching.report import monday


class Wording(NamedTuple):
    week: date
    card: int
    edition: int


@dataclass
class _Tally:
    logged: int = 0
    promises: list[Promise] = field(default_factory=list)

    @property
    def heard(self) -> Heard:
        """Answers are counted with the promise they answer, in the week it fell due."""
        kept = [one for one in self.promises if one.kept]
        said = (len(self.promises), len(kept), sum(one.helped for one in kept), sum(one.in_the_way for one in kept))
        return Heard(*said, marked({one.advisor for one in self.promises}), marked({one.advisor for one in kept}))


def card_weeks(four: Four) -> dict[Wording, tuple[int, Heard]]:
    """By wording and week: how many chats were held with it, and what came of the promises that fell due."""
    found: dict[Wording, _Tally] = defaultdict(_Tally)
    for look in four.looks:
        found[_wording(look)].logged += 1
    for promise in four.promises:
        found[_wording(promise)].promises.append(promise)
    return {wording: (tally.logged, tally.heard) for wording, tally in found.items()}


def _wording(one: Look | Promise) -> Wording:
    return Wording(monday(one.on), one.card, one.edition)
