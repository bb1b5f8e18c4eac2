"""Users and their roles; sites, teams, who leads them; advisors, their teams, days away and own record; ways in; phones; reminders."""

from .absence import Absence, AbsenceQuerySet
from .act import Act, ActQuerySet
from .advisor import NOBODY, Advisor, AdvisorQuerySet
from .browser import Browser, BrowserQuerySet
from .calendar_link import CalendarLink, CalendarLinkQuerySet
from .device import Device, DeviceQuerySet
from .invitation import Invitation, InvitationQuerySet
from .leadership import Leadership, LeadershipQuerySet
from .membership import Membership, MembershipQuerySet
from .notice import Notice, NoticeQuerySet
from .one_time_link import OneTimeLink
from .rate import Rate
from .reminders import Reminders, RemindersQuerySet
from .role import Role
from .roster import Roster, RosterQuerySet
from .roster_export import RosterExport
from .site import Site
from .subscription import Subscription, SubscriptionQuerySet
from .team import Team, TeamQuerySet
from .token import Scope, Token, TokenQuerySet
from .user import User, UserManager

__all__ = [
    "NOBODY",
    "Absence",
    "AbsenceQuerySet",
    "Act",
    "ActQuerySet",
    "Advisor",
    "AdvisorQuerySet",
    "Browser",
    "BrowserQuerySet",
    "CalendarLink",
    "CalendarLinkQuerySet",
    "Device",
    "DeviceQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "Leadership",
    "LeadershipQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Notice",
    "NoticeQuerySet",
    "OneTimeLink",
    "Rate",
    "Reminders",
    "RemindersQuerySet",
    "Role",
    "Roster",
    "RosterExport",
    "RosterQuerySet",
    "Scope",
    "Site",
    "Subscription",
    "SubscriptionQuerySet",
    "Team",
    "TeamQuerySet",
    "Token",
    "TokenQuerySet",
    "User",
    "UserManager",
]
