"""How large a company: `small` to try things on, `company` is the one we promise to carry, `ten` is ten of those."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`chats`: of a leader on a working day, on average; people differ a lot."""

    sites: int
    teams: int
    days: int
    advisors: float = 10.0  # of a team
    chats: float = 2.0


SIZES = {
    "small": Size(3, 20, 182),
    "hundred": Size(6, 70, 1095),
    "company": Size(60, 700, 1095),
    "ten": Size(600, 7000, 1095),
}
