"""What went with each result, from readings and totals: three queries. `coaching/went_with.py` says what may be made of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from cards.models import Card
from coaching.models import Measure, Reading, Total
from coaching.report import WEEK
from coaching.totals import FEWEST_LOOKS
from coaching.went_with import Found, Pair, compared

BACK = 52 * WEEK
Weeks = dict[date, Counter[str]]  # of one site: chats by card, in the weeks that it may be shown alone


@dataclass(frozen=True)
class Said:
    """Of one measure: what was compared, with the name of each kind of chat; none where it is too early to compare at all."""

    measure: Measure
    pairs: int
    sites: int
    found: list[tuple[str, Found]]

    @property
    def tells(self) -> list[tuple[str, Found]]:
        return [(name, found) for name, found in self.found if found.tells]


class Alongside:
    """Everything that was compared over a year up to a day. Ranges allow for `comparisons`: as many as there could be, of all measures."""

    def __init__(self, reader: User, until: date) -> None:
        self.reader, self.first, self.until = reader, until - BACK, until
        self.kinds = _kinds()
        pairs = {measure: self._pairs(sites) for measure, sites in self._readings().items()}
        self.comparisons = len(self.kinds) * len(pairs)
        self.said = [self._said(measure, found) for measure, found in pairs.items()]

    @property
    def made(self) -> int:
        """How many comparisons there were enough pairs for."""
        return sum(len(said.found) for said in self.said)

    def _said(self, measure: Measure, pairs: list[Pair]) -> Said:
        found = {one.what: one for one in compared(pairs, self.comparisons)}
        named = [(name, found[what]) for what, (name, _cards) in self.kinds.items() if what in found]
        return Said(measure, len(pairs), len({pair.site for pair in pairs}), named)

    def _readings(self) -> dict[Measure, dict[int, list[Reading]]]:
        """By measure and site, the oldest first."""
        rows = Reading.objects.visible_to(self.reader).enough().filter(first__range=(self.first, self.until))
        found: dict[Measure, dict[int, list[Reading]]] = defaultdict(lambda: defaultdict(list))
        for row in rows.select_related("measure").order_by("measure__number", "measure__name", "last", "first"):
            found[row.measure][row.site_id].append(row)
        self.weeks = self._weeks() if found else {}
        return found

    def _weeks(self) -> dict[int, Weeks]:
        rows = Total.objects.visible_to(self.reader).filter(what=Total.What.CARD, site__isnull=False).between(self.first, self.until)
        found: dict[int, Weeks] = defaultdict(lambda: defaultdict(Counter))
        for site, week, key, n in rows.values_list("site", "week", "key", "n").iterator():
            found[site][week][key] += n
        return found

    def _pairs(self, sites: dict[int, list[Reading]]) -> list[Pair]:
        """Readings two by two, none in two pairs; those with too few chats beside them are left out."""
        found = []
        for site, readings in sites.items():
            for before, now in zip(readings[::2], readings[1::2], strict=False):
                shares = [self._shares(site, one) for one in (before, now)]
                if shares[0] and shares[1]:
                    moves = {what: shares[1][what] - shares[0][what] for what in self.kinds}
                    when = (before.last.strftime("%Y-%m"), now.last.strftime("%Y-%m"))
                    found.append(Pair(site, when, float(now.value - before.value), moves))
        return found

    def _shares(self, site: int, reading: Reading) -> dict[str, float]:
        """Of the chats in the weeks that are wholly in its days, by kind."""
        weeks = self.weeks.get(site, {})
        inside = [cards for week, cards in weeks.items() if reading.first <= week and week + WEEK - timedelta(days=1) <= reading.last]
        chats = sum(inside, Counter[str]())
        every = chats.total()
        if every < FEWEST_LOOKS:
            return {}
        return {what: sum(chats[card] for card in cards) / every for what, (_name, cards) in self.kinds.items()}


def _kinds() -> dict[str, tuple[str, Sequence[str]]]:
    """Mindsets, then skills, then cards, in the deck's order: what each is called, and which cards it has."""
    found: dict[str, tuple[str, list[str]]] = {}
    deck = list(Card.objects.for_page().order_by("number"))
    for about in ("mindset", "skill"):
        of = {getattr(card, about) for card in deck if getattr(card, about)}
        for one in sorted(of, key=lambda one: one.number):
            found[f"{about} {one.pk}"] = (one.name, [str(card.pk) for card in deck if getattr(card, about) == one])
    return {**found, **{f"card {card.pk}": (card.title, [str(card.pk)]) for card in deck if card.current_id}}
