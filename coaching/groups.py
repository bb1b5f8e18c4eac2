"""Which groups are large enough to show: those alone, and the small ones together where that is enough. Pure, no Django.

What is still too small is left out of every figure, that of all sites included, so that no subtraction can find it.
Why, and what that costs: docs/decisions/0016.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from coaching.totals import enough_to_show

TOGETHER = 0  # in the place of a site: those too small to stand alone
Key = tuple[str, str]


@dataclass
class Group:
    """Whose looks they are, how many there are, and what is counted of them."""

    people: set[int] = field(default_factory=set)
    looks: int = 0
    counts: Counter[Key] = field(default_factory=Counter)

    @property
    def enough(self) -> bool:
        return enough_to_show(len(self.people), self.looks)

    def add(self, person: int, *keys: Key) -> None:
        """One more look."""
        self.people.add(person)
        self.looks += 1
        self.counts.update(keys)

    def __or__(self, other: Group) -> Group:
        return Group(self.people | other.people, self.looks + other.looks, self.counts + other.counts)


def shown(groups: Mapping[int, Group]) -> dict[int, Group]:
    """By site: large enough alone. Under `TOGETHER`: all the small ones as one, if that is large enough; else they are left out."""
    found = {site: group for site, group in groups.items() if site != TOGETHER and group.enough}
    rest = Group()
    for site in groups.keys() - found.keys():
        rest = rest | groups[site]
    return {**found, TOGETHER: rest} if rest.enough else found
