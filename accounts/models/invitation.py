"""An invitation: somebody has an account and no password yet, and a link in a letter lets them choose one, once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from .act import Act
from .one_time_link import digest
from .user import User

GOOD_FOR = timedelta(days=3)  # over a weekend off


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> InvitationQuerySet:
        """For HR and administrators, who make them."""
        return self if user.is_active and user.invites else self.none()

    def open(self) -> InvitationQuerySet:
        """Neither used nor taken back. Too old ones are among them: they can be sent again."""
        return self.filter(accepted_at=None, ended_at=None)

    def latest_first(self) -> InvitationQuerySet:
        return self.order_by("-made_at", "-pk")


class Invitation(models.Model):
    """Only a digest of the key is kept: whoever reads the database cannot open anything with it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(accepted_at=None, ended_at=None), name="invitation_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.made_at:%Y-%m-%d %H:%M}"

    @classmethod
    @transaction.atomic
    def make(cls, user: User, by: User, at: datetime | None = None) -> str:
        """The key of a new one. The one before it, if any, opens nothing any more."""
        at = at or timezone.now()
        cls.objects.open().filter(user=user).update(ended_at=at)
        key = secrets.token_urlsafe(32)
        cls.objects.create(user=user, made_by=by, sha256=digest(key), made_at=at, ends_at=at + GOOD_FOR)
        Act.note(Act.What.INVITED, by, person=user)
        return key

    @classmethod
    def good(cls, key: str, at: datetime | None = None) -> Invitation | None:
        """The one of that key, while it can be used: open, not too old, the account not closed."""
        found = cls.objects.open().filter(sha256=digest(key), ends_at__gt=at or timezone.now(), user__is_active=True)
        return found.select_related("user").first()

    def accept(self, at: datetime | None = None) -> bool:
        """Use it up. False where somebody was quicker."""
        return bool(Invitation.objects.open().filter(pk=self.pk).update(accepted_at=at or timezone.now()))

    def take_back(self, at: datetime | None = None) -> None:
        Invitation.objects.open().filter(pk=self.pk).update(ended_at=at or timezone.now())

    def is_too_old(self) -> bool:
        return self.ends_at <= timezone.now()
