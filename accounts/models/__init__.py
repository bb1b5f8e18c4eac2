"""Users and their roles; sites, teams, who leads them; advisors, their teams and the days they are away; phones with the app on them."""

from .absence import Absence, AbsenceQuerySet
from .advisor import Advisor, AdvisorQuerySet
from .device import Device, DeviceQuerySet
from .leadership import Leadership, LeadershipQuerySet
from .membership import Membership, MembershipQuerySet
from .role import Role
from .site import Site
from .team import Team, TeamQuerySet
from .user import User, UserManager

__all__ = [
    "Absence",
    "AbsenceQuerySet",
    "Advisor",
    "AdvisorQuerySet",
    "Device",
    "DeviceQuerySet",
    "Leadership",
    "LeadershipQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Role",
    "Site",
    "Team",
    "TeamQuerySet",
    "User",
    "UserManager",
]
