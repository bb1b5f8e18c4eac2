"""Users and their roles; sites, teams, who leads them; advisors, their teams and links to their own record; phones."""

from .advisor import Advisor, AdvisorQuerySet
from .device import Device, DeviceQuerySet
from .leadership import Leadership, LeadershipQuerySet
from .membership import Membership, MembershipQuerySet
from .one_time_link import OneTimeLink
from .role import Role
from .site import Site
from .team import Team, TeamQuerySet
from .user import User, UserManager

__all__ = [
    "Advisor",
    "AdvisorQuerySet",
    "Device",
    "DeviceQuerySet",
    "Leadership",
    "LeadershipQuerySet",
    "Membership",
    "MembershipQuerySet",
    "OneTimeLink",
    "Role",
    "Site",
    "Team",
    "TeamQuerySet",
    "User",
    "UserManager",
]
