"""What customers said, by site and week. Never of an advisor, a step or a session: no field here points at one, and none may."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Site, Team, User

MOST = 260  # characters: with "A customer said" around them they fit into a note


class CommentFileQuerySet(models.QuerySet["CommentFile"]):
    def visible_to(self, user: User) -> CommentFileQuerySet:
        """Designers and HR. Nobody else."""
        return self if user.brings_results else self.none()

    def latest_first(self) -> CommentFileQuerySet:
        return self.order_by("-brought_at", "-pk")


class CommentFile(models.Model):
    """That a file was brought in, by whom, and of how many comments. The file itself is never kept."""

    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)
    lines = models.PositiveIntegerField(default=0)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = CommentFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="comment_file_undone_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["-brought_at"], name="comment_file_latest")]  # past files, where more are brought in

    def __str__(self) -> str:
        return f"{self.brought_at:%Y-%m-%d %H:%M} · {self.lines}"

    @transaction.atomic
    def undo(self, by: User, at: datetime | None = None) -> int:
        """Its comments go for good, and what waited to be played back with them. Done twice it does nothing more."""
        if not CommentFile.objects.filter(pk=self.pk, undone_at=None).update(undone_at=at or timezone.now(), undone_by=by):
            return 0
        comments = Comment.objects.filter(file=self)
        n = comments.count()
        comments.delete()
        return n


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User) -> CommentQuerySet:
        """Whoever leads a team at that site now: its own. Designers and HR: all."""
        if user.brings_results:
            return self
        return self.filter(site__in=Team.objects.led_by(user).values("site")) if user.is_active else self.none()

    def standing(self) -> CommentQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def by_week(self) -> CommentQuerySet:
        """The latest week first; of a week the good ones first, then as they came."""
        good = models.Case(models.When(tone=Comment.Tone.GOOD, then=0), default=1)
        return self.order_by("-week", good, "-pk").select_related("site")


class Comment(models.Model):
    """`week` is a Monday. Names and numbers in `words` are hidden already (`customer_words`). Withdrawn, the words are gone.

    `digest` is of site, week and words: brought in again it is not doubled, and what was withdrawn stays away.
    """

    class Tone(models.TextChoices):
        GOOD = "good", _("A good one")
        MIXED = "mixed", _("Mixed")
        POOR = "poor", _("Poor")
        NONE = "", _("Not said")

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    week = models.DateField(_("week"))
    words = models.CharField(_("words"), max_length=MOST, blank=True)
    tone = models.CharField(_("tone"), max_length=5, choices=Tone, default=Tone.NONE, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    file = models.ForeignKey(CommentFile, models.CASCADE, null=True, blank=True, related_name="comments")  # none: it came by the API
    brought_at = models.DateTimeField(default=timezone.now)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    waiting: ToPlayBackQuerySet
    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tone__in=["good", "mixed", "poor", ""]), name="comment_tone_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None) & ~Q(words="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, words=""),
                name="comment_says_something_or_was_withdrawn",
            ),
        ]
        indexes = [models.Index(fields=["site", "-week"], name="comment_of_a_site")]  # the page of a site's leaders

    def __str__(self) -> str:
        return f"{self.site} · {self.week}"

    @classmethod
    def known(cls, said: dict[str, Any]) -> tuple[Comment | None, bool | None]:
        """The comment that is there, and what taking this one in would be: new, with another tone (False), or nothing (None)."""
        there = cls.objects.filter(digest=digest(**said)).first()
        if there is None:
            return None, True
        return there, None if there.withdrawn_at or there.tone == said["tone"] else False

    @classmethod
    @transaction.atomic
    def put(cls, by: User, said: dict[str, Any], file: CommentFile | None = None, at: datetime | None = None) -> bool | None:
        """New (True), with another tone than before (False), or as it was (None, and nothing is written)."""
        there, new = cls.known(said)
        if there is None:
            cls.objects.create(**said, digest=digest(**said), file=file, brought_by=by, brought_at=at or timezone.now())
        elif new is False:
            there.call(said["tone"])
        return new

    def call(self, tone: str) -> None:
        """Good, or not: somebody says so who reads it. Nothing here is judged by a machine."""
        if self.tone != tone:
            self.tone = tone
            self.save(update_fields=["tone"])

    @transaction.atomic
    def withdraw(self, by: User, at: datetime | None = None) -> None:
        """Gone at once, from every list and from what waits to be played back. Twice changes nothing."""
        self.waiting.all().delete()
        gone = {"words": "", "withdrawn_at": at or timezone.now(), "withdrawn_by": by}
        Comment.objects.standing().filter(pk=self.pk).update(**gone)
        self.refresh_from_db()

    def keep(self, team: Team, by: User, at: datetime | None = None) -> bool:
        """For whoever leads that team to play back to one of its people. Whether it was not waiting there already."""
        if self.withdrawn_at:
            return False
        more = {"kept_by": by, "kept_at": at or timezone.now()}
        return ToPlayBack.objects.get_or_create(comment=self, team=team, defaults=more)[1]


class ToPlayBackQuerySet(models.QuerySet["ToPlayBack"]):
    def visible_to(self, user: User) -> ToPlayBackQuerySet:
        """What waits for the teams somebody leads now; designers and HR see where it was passed to."""
        return self if user.brings_results else self.filter(team__in=Team.objects.led_by(user))

    def for_leader(self, user: User) -> ToPlayBackQuerySet:
        """For them to do, the longest waiting first."""
        return self.filter(team__in=Team.objects.led_by(user)).select_related("comment__site", "team").order_by("kept_at", "pk")


class ToPlayBack(models.Model):
    """A comment that a team's leader means to pass on as praise. Played back the row goes: nothing says to whom, or when."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="waiting")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    objects = ToPlayBackQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "comment"], name="to_play_back_once_a_team")]

    def __str__(self) -> str:
        return f"{self.team} · {self.comment_id}"


def digest(site: Site, week: date, words: str, **_more: Any) -> str:
    """Which comment it is."""
    return hashlib.sha256(f"{site.pk}\n{week}\n{words.casefold()}".encode()).hexdigest()
