"""What was done about people's accounts, sites, teams and who leads them: by whom, when, to whom. Only ever added to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .user import User

LONGEST = 200


class ActQuerySet(models.QuerySet["Act"]):
    def visible_to(self, user: User) -> ActQuerySet:
        """For administrators."""
        return self if user.administers else self.none()

    def latest_first(self) -> ActQuerySet:
        return self.order_by("-at", "-pk").select_related("by")


class Act(models.Model):
    """`person`, `team` and `site` are ids and no foreign keys: the trail outlasts what it is about. `name` is how that was called.

    `fields` is, by what it is called here, what stood there before and after. Triggers (migration `administrators_panel`) refuse any
    UPDATE, and a DELETE of what is younger than a year.
    """

    class What(models.TextChoices):
        MADE = "made", _("Made")
        CHANGED = "changed", _("Changed")
        INVITED = "invited", _("Invited")
        ROLE_GIVEN = "role-given", _("Role given")
        ROLE_TAKEN = "role-taken", _("Role taken away")
        SWITCHED_OFF = "switched-off", _("Switched off")
        SWITCHED_ON = "switched-on", _("Switched on again")
        SIGNED_OUT = "signed-out", _("Signed out everywhere")
        LEADS = "leads", _("Put at a team")
        LEADS_UNTIL = "leads-until", _("Time at a team ended")

    what = models.CharField(max_length=12, choices=What)
    name = models.CharField(max_length=LONGEST)
    person = models.PositiveBigIntegerField(null=True, blank=True)
    team = models.PositiveBigIntegerField(null=True, blank=True)
    site = models.PositiveBigIntegerField(null=True, blank=True)
    fields = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ActQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="act_latest_first"),  # the trail
            models.Index(fields=["person", "-at"], name="act_about_person"),  # one account's history
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.name}"

    @classmethod
    def note(cls, what: What, by: User, fields: dict[str, list[Any]] | None = None, **about: models.Model) -> Act:
        """One line; `about` is who or what, the first of them by name: `person=user, team=team`."""
        name = str(next(iter(about.values())))[:LONGEST]
        return cls.objects.create(what=what, by=by, name=name, fields=fields or {}, **{role: row.pk for role, row in about.items()})

    @classmethod
    def changed(cls, by: User, was: dict[str, Any], now: dict[str, Any], **about: models.Model) -> Act | None:
        """A line for what differs, field by field; None, and no line, where nothing does."""
        fields = {name: [was.get(name, ""), value] for name, value in now.items() if was.get(name, "") != value}
        if not fields:
            return None
        return cls.note(cls.What.CHANGED if was else cls.What.MADE, by, fields, **about)
