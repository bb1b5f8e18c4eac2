"""Users and their roles; sites, teams, who leads them; advisors, their teams, days away and own record; phones; reminders."""

from .absence import Absence, AbsenceQuerySet
from .advisor import NOBODY, Advisor, AdvisorQuerySet
from .calendar_link import CalendarLink, CalendarLinkQuerySet
from .device import Device, DeviceQuerySet
from .leadership import Leadership, LeadershipQuerySet
from .membership import Membership, MembershipQuerySet
from .notice import Notice, NoticeQuerySet
from .one_time_link import OneTimeLink
from .reminders import Reminders, RemindersQuerySet
from .role import Role
from .site import Site
from .subscription import Subscription, SubscriptionQuerySet
from .team import Team, TeamQuerySet
from .user import User, UserManager

__all__ = [
    "NOBODY",
    "Absence",
    "AbsenceQuerySet",
    "Advisor",
    "AdvisorQuerySet",
    "CalendarLink",
    "CalendarLinkQuerySet",
    "Device",
    "DeviceQuerySet",
    "Leadership",
    "LeadershipQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Notice",
    "NoticeQuerySet",
    "OneTimeLink",
    "Reminders",
    "RemindersQuerySet",
    "Role",
    "Site",
    "Subscription",
    "SubscriptionQuerySet",
    "Team",
    "TeamQuerySet",
    "User",
    "UserManager",
]
