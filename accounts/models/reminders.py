"""How a person wants to be reminded. The calendar is a link of its own (`CalendarLink`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction

if TYPE_CHECKING:
    from .user import User


class RemindersQuerySet(models.QuerySet["Reminders"]):
    def visible_to(self, user: User) -> RemindersQuerySet:
        """Their own choices, and nobody else's."""
        return self.filter(user=user) if user.is_active else self.none()


class Reminders(models.Model):
    """No row is as good as one with the defaults: who never chose gets the number on the app and one e-mail a shift."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    badge = models.BooleanField(default=True)
    digest = models.BooleanField(default=True)
    push = models.BooleanField(default=False)

    objects = RemindersQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}: badge {self.badge}, digest {self.digest}, push {self.push}"

    @classmethod
    def of(cls, user: User) -> Reminders:
        """What they chose; the defaults, not stored, where they never did."""
        return cls.objects.visible_to(user).first() or cls(user=user)

    @classmethod
    @transaction.atomic
    def choose(cls, user: User, *, digest: bool, badge: bool, push: bool) -> None:
        """What they want from now on. Without push no browser of theirs is known here any more."""
        cls.objects.update_or_create(user=user, defaults={"digest": digest, "badge": badge, "push": push})
        if not push:
            user.subscriptions.all().delete()
