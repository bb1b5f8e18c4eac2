"""The cast, the same in every test: two teams, their leaders, the people around them.

Red and Blue are on one site. Amir leads Red, Beth leads Blue; Cara used to lead Red; Dev covers for Amir when a test
says so. Ada and Ben are in Red, Cleo in Blue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import Advisor, Role, Team, User
from tests import make


@dataclass
class World:
    red: Team
    blue: Team
    leader: User  # of Red
    other: User  # of Blue: the stranger
    former: User  # led Red until last week, nothing now
    designer: User
    hr: User
    sponsor: User
    nobody: User  # signs in, has no role
    ada: Advisor  # in Red
    ben: Advisor  # in Red
    cleo: Advisor  # in Blue


def build() -> World:
    red, blue = make.team("Red"), make.team("Blue")
    leader, other = make.user("Amir Haddad"), make.user("Beth Owen")
    former = make.user("Cara Doyle")
    make.leadership(leader, red)
    make.leadership(other, blue)
    make.leadership(former, red, ends_at=timezone.now() - timedelta(days=7))
    designer, hr, sponsor = make.user("Dee Designer"), make.user("Hana Rees"), make.user("Sam Sponsor")
    Role.grant(designer, Role.Name.DESIGNER)
    Role.grant(hr, Role.Name.HR)
    Role.grant(sponsor, Role.Name.SPONSOR)
    return World(
        red, blue, leader, other, former, designer, hr, sponsor, make.user("Noor Body"),
        make.advisor(red, "Ada Price"), make.advisor(red, "Ben Hughes"), make.advisor(blue, "Cleo Marsh"),
    )  # fmt: skip
