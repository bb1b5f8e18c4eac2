"""A private link to a person's calendar of check-backs: whoever has it reads it, without signing in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from .user import User

BYTES = 32  # nobody guesses 256 bits, so asking needs no throttle


def digest(token: str) -> str:
    """A long random token needs no slow hash: there is no shorter list of likely ones to try."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarLinkQuerySet(models.QuerySet["CalendarLink"]):
    def visible_to(self, user: User) -> CalendarLinkQuerySet:
        """Their own link, and nobody else's."""
        return self.filter(user=user) if user.is_active else self.none()

    def opened_by(self, token: str) -> CalendarLinkQuerySet:
        """The link that token opens, of somebody whose account is open."""
        return self.filter(token_sha256=digest(token), user__is_active=True)


class CalendarLink(models.Model):
    """One a person. The token is told once, when it is made; only its hash is here."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = CalendarLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}, {self.made_at:%Y-%m-%d}"

    @classmethod
    def make(cls, user: User, at: datetime | None = None) -> str:
        """A new token; the one before opens nothing from now on."""
        token = secrets.token_urlsafe(BYTES)
        fields = {"token_sha256": digest(token), "made_at": at or timezone.now()}
        cls.objects.update_or_create(user=user, defaults=fields)
        return token

    @classmethod
    def revoke(cls, user: User) -> None:
        """It opens nothing any more. Revoking it again changes nothing."""
        cls.objects.filter(user=user).delete()
