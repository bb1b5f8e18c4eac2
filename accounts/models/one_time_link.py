"""A link to one's own record, sent to a work e-mail: it opens once, within half an hour."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from .advisor import Advisor

GOOD_FOR = timedelta(minutes=30)
MOST = 3  # sent to one person in that time: somebody else asking again and again fills nobody's mailbox
KEPT = timedelta(days=1)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class OneTimeLink(models.Model):
    """Only a digest of the key is kept: whoever reads the database cannot open anything with it."""

    advisor = models.ForeignKey(Advisor, models.CASCADE, related_name="one_time_links")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("made_at")), name="one_time_link_ends_after_made")]

    def __str__(self) -> str:
        return f"{self.advisor_id} · {self.made_at:%Y-%m-%d %H:%M}"

    @classmethod
    def make(cls, advisor: Advisor, at: datetime | None = None) -> str | None:
        """The key of a new link; None where enough were sent already. What is long dead goes."""
        at = at or timezone.now()
        theirs = cls.objects.filter(advisor=advisor)
        theirs.filter(ends_at__lte=at - KEPT).delete()
        if theirs.filter(ends_at__gt=at).count() >= MOST:
            return None
        key = secrets.token_urlsafe(32)
        cls.objects.create(advisor=advisor, sha256=digest(key), made_at=at, ends_at=at + GOOD_FOR)
        return key

    @classmethod
    def good(cls, key: str, at: datetime | None = None) -> OneTimeLink | None:
        """The link of that key, while it can be opened: not used, not too old, its person still here."""
        at = at or timezone.now()
        here = Advisor.objects.here(at)
        return cls.objects.filter(sha256=digest(key), opened_at=None, ends_at__gt=at, advisor__in=here).select_related("advisor").first()

    def open(self, at: datetime | None = None) -> bool:
        """Use it up. False where somebody was quicker."""
        return bool(OneTimeLink.objects.filter(pk=self.pk, opened_at=None).update(opened_at=at or timezone.now()))
