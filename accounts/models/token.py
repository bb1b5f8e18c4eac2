"""What a machine of HR's shows instead of signing in: named, for few things, for a year at most, never kept as it is."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .role import Role

if TYPE_CHECKING:
    from .user import User

BYTES = 32  # 256 bits: nobody guesses them, so a quick hash is enough
LONGEST = timedelta(days=366)
log = logging.getLogger(__name__)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class Scope(models.TextChoices):
    """What a token may be for. Whoever made it must be allowed the same, at the moment it is used."""

    SESSIONS = "sessions:read", _("Read sessions")
    EXPORTS = "exports:make", _("Make exports")
    NOTES = "notes", _("Notes in those exports")
    READINGS = "readings:write", _("Bring in results")
    ROSTER = "roster:read", _("Read the list of advisors")

    @classmethod
    def of(cls, user: User) -> list[Scope]:
        """What a token of theirs may be for, now."""
        if not user.has_role(Role.Name.HR):
            return []
        return [scope for scope in cls if scope != cls.NOTES or user.has_role(Role.Name.EXPORT_NOTES)]


class TokenQuerySet(models.QuerySet["Token"]):
    def visible_to(self, user: User) -> TokenQuerySet:
        """HR: all, so that one of them can stop what another made. Nobody else."""
        return self if user.has_role(Role.Name.HR) else self.none()

    def latest_first(self) -> TokenQuerySet:
        return self.order_by("-made_at", "-pk")

    def opened_by(self, key: str, at: datetime | None = None) -> TokenQuerySet:
        """The token of that key, while it stands and the account of whoever made it is open."""
        return self.filter(sha256=digest(key), revoked_at=None, expires_at__gt=at or timezone.now(), made_by__is_active=True)


class Token(models.Model):
    """`prefix` is how its key begins, which opens nothing: by it people know which one they hold. `last_used_at` is a whole minute."""

    name = models.CharField(_("name"), max_length=60)
    scopes = models.JSONField(default=list)
    prefix = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveBigIntegerField(default=0)

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="token_has_name"),
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="token_ends_after_made"),
            models.CheckConstraint(condition=models.Q(sha256__length=64), name="token_hashed"),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None) | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_revoked_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["-made_at"], name="token_latest")]  # the page of tokens

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @classmethod
    def make(cls, by: User, name: str, scopes: list[str], expires_at: datetime, at: datetime | None = None) -> tuple[Token, str]:
        """A new token and its key, which is told this once. PermissionDenied for what they may not do themselves; ValueError for no end."""
        at = at or timezone.now()
        if not scopes or not set(scopes) <= set(Scope.of(by)):
            raise PermissionDenied
        if not at < expires_at <= at + LONGEST:
            raise ValueError("A token ends within a year")
        prefix = f"fw_{secrets.token_hex(4)}"
        key = f"{prefix}_{secrets.token_urlsafe(BYTES)}"
        fields = {"name": name, "scopes": sorted(scopes), "made_by": by, "made_at": at, "expires_at": expires_at}
        token = cls.objects.create(prefix=prefix, sha256=digest(key), **fields)
        log.info("API token %s made by user %s for %s", prefix, by.pk, " ".join(token.scopes))
        return token, key

    def revoke(self, by: User, at: datetime | None = None) -> None:
        """It opens nothing any more. Revoking it again changes nothing."""
        if Token.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at or timezone.now(), revoked_by=by):
            log.info("API token %s revoked by user %s", self.prefix, by.pk)
        self.refresh_from_db()

    def used(self, at: datetime | None = None) -> None:
        """Count one use. When is kept to the minute: enough to see that it is in use, too little to follow anybody by."""
        minute = (at or timezone.now()).replace(second=0, microsecond=0)
        Token.objects.filter(pk=self.pk).update(uses=models.F("uses") + 1, last_used_at=minute)

    def may(self, scope: Scope) -> bool:
        """Whether it is for that, and whoever made it is still allowed it."""
        return scope in self.scopes and scope in Scope.of(self.made_by)

    @property
    def last_day(self) -> date:
        """The last day here on which it opens anything."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))

    def stands(self, at: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (at or timezone.now())
