"""What a person may do beyond leading a team: who granted it, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .act import Act

if TYPE_CHECKING:
    from .user import User


class Role(models.Model):
    class Name(models.TextChoices):
        DESIGNER = "designer", _("Programme designer")
        HR = "hr", _("HR")
        EXPORT_NOTES = "export-notes", _("HR: export notes")
        SPONSOR = "sponsor", _("Sponsor")
        ADMINISTRATOR = "administrator", _("Administrator")

    TOTALS = frozenset({Name.DESIGNER, Name.HR, Name.SPONSOR})  # who sees the programme's totals
    INVITERS = frozenset({Name.HR, Name.ADMINISTRATOR})
    PANEL = frozenset({Name.DESIGNER, Name.HR, Name.ADMINISTRATOR})

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=Name)
    granted_at = models.DateTimeField(default=timezone.now)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], condition=models.Q(ended_at=None), name="role_held_once"),
            models.CheckConstraint(
                condition=models.Q(name__in=["designer", "hr", "export-notes", "sponsor", "administrator"]), name="role_name_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_name_display()}"

    @classmethod
    @transaction.atomic
    def grant(cls, user: User, name: Role.Name, by: User | None = None) -> Role:
        """Give a role. Giving it twice changes nothing. Nobody (`by`) is the company's sign-in, or a command at the server."""
        role, made = cls.objects.get_or_create(user=user, name=name, ended_at=None, defaults={"granted_by": by})
        user.__dict__.pop("role_names", None)
        if made and by:
            Act.note(Act.What.ROLE_GIVEN, by, {"role": ["", name]}, person=user)
        return role

    @transaction.atomic
    def end(self, by: User | None = None) -> None:
        """Take the role away, from the next request on."""
        if self.ended_at is None:
            self.ended_at, self.ended_by = timezone.now(), by
            self.save(update_fields=["ended_at", "ended_by"])
            if by:
                Act.note(Act.What.ROLE_TAKEN, by, {"role": [self.name, ""]}, person=self.user)
