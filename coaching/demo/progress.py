"""How people move in the demo world: slowly up, some not at all, and any one look may be a step out."""

from __future__ import annotations

from random import Random

from cards.models import Card
from coaching.models import Step

UNSEEN = 0.12  # "Didn't see it"
DIFFERENTLY = 0.05  # "We see it differently"
STAYS = 0.25  # the share of people who stay where they are with a thing for now


class Progress:
    """Where each person is with each skill, on a finer scale than anyone ever taps."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.levels: dict[tuple[str, str], float] = {}
        self.paces: dict[tuple[str, str], float] = {}

    def look(self, person: str, card: Card) -> tuple[int | None, int | None]:
        """The step a leader taps, and the advisor's own where they see it differently."""
        if card.care_first or self.rng.random() < UNSEEN:
            return None, None
        step = self._seen(person, card)
        if card.kind.slug == "good-catch":
            step = max(step, Step.TRYING)  # it was seen to go well, so it was tried
        if self.rng.random() < DIFFERENTLY:
            return step, step - 1 if step == Step.PASSING_ON else step + 1
        return step, None

    def look_again(self, person: str, card: Card, before: int | None, helped: bool) -> int | None:
        """The step at a check-back: rarely behind what was said the first time when it helped."""
        if card.care_first or self.rng.random() < UNSEEN:
            return None
        step = self._seen(person, card)
        return max(step, before or 1) if helped else min(step, Step.DOING)

    def _seen(self, person: str, card: Card) -> int:
        key = (person, card.skill.slug if card.skill else card.slug)
        level = self.levels.setdefault(key, self.rng.uniform(0.6, 1.9))
        pace = self.paces.setdefault(key, 0.02 if self.rng.random() < STAYS else self.rng.uniform(0.15, 0.45))
        self.levels[key] = min(level + pace, 4.0)
        out = self.rng.choices([-1, 0, 1], [12, 76, 12])[0]
        return min(max(int(level + 0.5) + out, Step.TALKING), Step.PASSING_ON)
