"""A person who signs in, by e-mail address."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .role import Role
from .team import Team

if TYPE_CHECKING:
    from .leadership import LeadershipQuerySet
    from .subscription import SubscriptionQuerySet


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str = "", password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), name=name or email.split("@", maxsplit=1)[0], **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str = "", password: str | None = None, **fields: Any) -> User:
        """What `manage.py createsuperuser` calls: an administrator."""
        user = self.create_user(email, name, password, **fields)
        Role.grant(user, Role.Name.ADMINISTRATOR)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Team leader is not a role: it means leading a team now (`Leadership`), which includes cover.

    No PermissionsMixin: `Role` rows, with who granted them and when, are the one source of what a person may do.
    """

    email = models.EmailField(_("work e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    employee_number = models.CharField(_("employee number"), max_length=40, blank=True, default="")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    tour_seen_at = models.DateTimeField(null=True, blank=True, editable=False)  # the first look around: seen or skipped

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    leaderships: LeadershipQuerySet
    subscriptions: SubscriptionQuerySet
    roles: models.QuerySet[Role]
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique", violation_error_message=_("Someone has this address already.")
            ),
            models.UniqueConstraint(
                fields=["employee_number"], condition=~models.Q(employee_number=""), name="user_employee_number_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def tour_seen(self, at: datetime | None = None) -> None:
        """It does not come by itself again. The first time counts."""
        User.objects.filter(pk=self.pk, tour_seen_at=None).update(tour_seen_at=at or timezone.now())

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()

    @cached_property
    def role_names(self) -> frozenset[str]:
        """The roles held now. A user is loaded anew at each request, so a role taken away is gone at the next one."""
        return frozenset(self.roles.filter(ended_at=None).values_list("name", flat=True))

    def has_role(self, name: Role.Name) -> bool:
        return self.is_active and name in self.role_names

    @property
    def reads_totals(self) -> bool:
        """Designers, HR and sponsors: the programme page is theirs."""
        return self.is_active and bool(self.role_names & Role.TOTALS)

    @property
    def invites(self) -> bool:
        """HR and administrators let people in."""
        return self.is_active and bool(self.role_names & Role.INVITERS)

    @property
    def administers(self) -> bool:
        """Administrators: accounts, roles, sites, teams and who leads them are theirs to set; no advisor, no chat, no note is."""
        return self.has_role(Role.Name.ADMINISTRATOR)

    @property
    def uses_panel(self) -> bool:
        """Designers, HR and administrators each have a part in the panel."""
        return self.is_active and bool(self.role_names & Role.PANEL)

    @property
    def brings_results(self) -> bool:
        """Designers and HR bring in customers' and business results; sponsors read them."""
        return self.has_role(Role.Name.DESIGNER) or self.has_role(Role.Name.HR)

    @cached_property
    def teams(self) -> list[Team]:
        """The teams this person leads now, for menus and headings. Rows are guarded by `visible_to`, not by this."""
        return list(Team.objects.led_by(self).select_related("site").order_by("site__name", "name"))

    @property
    def leads(self) -> bool:
        return bool(self.teams)

    def led(self, team: Team, at: datetime) -> bool:
        """Whether this person led that team at that moment."""
        return self.leaderships.filter(team=team).at(at).exists()
