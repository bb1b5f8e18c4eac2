"""Where a browser takes notifications for a person: an address at its maker's push service, and its keys."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from .reminders import Reminders

if TYPE_CHECKING:
    from .user import User

MOST = 10  # a person's; beyond that the oldest gives way


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, user: User) -> SubscriptionQuerySet:
        """Of their own browsers, and nobody else's."""
        return self.filter(user=user) if user.is_active else self.none()


class Subscription(models.Model):
    """A browser belongs to one person at a time: who subscribes there takes it over from whoever did before."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    endpoint = models.CharField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=30)
    made_at = models.DateTimeField(default=timezone.now)

    objects = SubscriptionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}, {self.made_at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def keep(cls, user: User, endpoint: str, p256dh: str, auth: str, at: datetime | None = None) -> Subscription:
        """This browser takes notifications for that person from now on. Twice the same makes one."""
        fields = {"user": user, "p256dh": p256dh, "auth": auth, "made_at": at or timezone.now()}
        kept, _new = cls.objects.update_or_create(endpoint=endpoint, defaults=fields)
        Reminders.objects.update_or_create(user=user, defaults={"push": True})
        beyond = cls.objects.filter(user=user).order_by("-made_at", "-pk").values_list("pk", flat=True)[MOST:]
        cls.objects.filter(pk__in=list(beyond)).delete()
        return kept

    @classmethod
    @transaction.atomic
    def let_go(cls, user: User, endpoint: str) -> None:
        """This browser takes none for them any more; with the last one gone, they want none."""
        cls.objects.filter(user=user, endpoint=endpoint).delete()
        if not cls.objects.filter(user=user).exists():
            Reminders.objects.filter(user=user).update(push=False)
