"""What came of a trial of two wordings, from rows: one query. `coaching/trial.py` says what may be made of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from cards.models import Trial
from coaching.insight import Share
from coaching.models import CheckBack
from coaching.totals import enough_to_show
from coaching.trial import Arm, Verdict, range_of, verdict

ANSWERED, HELPED = Q(answered_at__isnull=False), Q(outcome=CheckBack.Outcome.HELPED)


@dataclass(frozen=True)
class Result:
    """Of both wordings, the first one first. Before its planned end nothing but how many answers there are may be shown."""

    trial: Trial
    arms: tuple[Arm, Arm]
    kept: tuple[Share | None, Share | None]
    people: tuple[int, int]
    ran: bool

    @property
    def verdict(self) -> Verdict:
        return verdict(*self.arms, over=self.ran)

    @property
    def shown(self) -> bool:
        """At its planned end, with enough in both: never for 8 people or fewer."""
        return self.ran and all(arm.enough and enough_to_show(people, arm.of) for arm, people in zip(self.arms, self.people, strict=True))

    @property
    def sides(self) -> list[dict[str, Any]]:
        """What a page shows of each wording."""
        wordings = zip((self.trial.first, self.trial.second), self.arms, self.kept, strict=True)
        return [
            {
                "edition": edition,
                "answers": arm.of,
                "helped": Share(arm.some, arm.of) if self.shown else None,
                "came_back": kept if self.shown else None,
            }
            for edition, arm, kept in wordings
        ]

    @property
    def points(self) -> tuple[int, int] | None:
        """The plausible range of the second share less the first, in hundredths."""
        between = range_of(*self.arms)
        return (round(100 * between[0]), round(100 * between[1])) if between else None


def result(trial: Trial, at: datetime) -> Result:
    """Chats count by the wording that they used, from the beginning of the trial until it was over; answers as they are now."""
    held = Q(session__held_at__gte=trial.starts_at, session__held_at__lt=trial.over_at)
    both, due = (trial.first_id, trial.second_id), Q(due_at__lte=at)
    rows = (
        CheckBack.objects.standing()
        .filter(held, session__card=trial.card_id, session__edition__in=both)
        .values_list("session__edition", "team")
    )
    teams: dict[int, list[tuple[int, int]]] = defaultdict(list)
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for edition, _team, some, of, *more in rows.annotate(
        helped=Count("pk", filter=HELPED), answered=Count("pk", filter=ANSWERED), kept=Count("pk", filter=due & ANSWERED),
        due=Count("pk", filter=due), people=Count("advisor", filter=ANSWERED, distinct=True),
    ):  # fmt: skip
        teams[edition].append((some, of))
        sums[edition] = [before + now for before, now in zip(sums[edition], more, strict=True)]
    first, second = trial.first_id, trial.second_id
    kept = [Share(sums[one][0], sums[one][1]) if sums[one][1] else None for one in both]
    return Result(trial, (Arm(teams[first]), Arm(teams[second])), (kept[0], kept[1]), (sums[first][2], sums[second][2]), trial.ran(at))
