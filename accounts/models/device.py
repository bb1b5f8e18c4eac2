"""A phone with the app on it, and how much it still holds: what turns work lost with a phone from silent into visible."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from .user import User

OFTEN_ENOUGH = timedelta(minutes=1)
MOST = 20  # a person's; beyond that the one silent for longest gives way


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, user: User) -> DeviceQuerySet:
        """Their own phones, and nobody else's."""
        return self.filter(user=user) if user.is_active else self.none()

    def latest_first(self) -> DeviceQuerySet:
        return self.order_by("-last_contact", "-pk")


class Device(models.Model):
    """`device` is a UUID the phone made, `sequence` counts what was ever saved there, `waiting` what is not received yet."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    device = models.UUIDField()
    waiting = models.PositiveIntegerField(default=0)
    sequence = models.PositiveBigIntegerField(default=0)
    build = models.CharField(max_length=40, blank=True, default="")
    last_contact = models.DateTimeField(default=timezone.now)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "device"], name="device_once_a_person")]

    def __str__(self) -> str:
        return f"{self.device} · {self.waiting}"

    @classmethod
    def seen(cls, user: User, device: UUID, waiting: int, sequence: int = 0, build: str = "", at: datetime | None = None) -> None:
        """It called. Written down at most once a minute, unless what it holds has changed: a phone asks at every turn."""
        at = at or timezone.now()
        known = cls.objects.filter(user=user, device=device).first()
        fields = {"waiting": waiting, "sequence": sequence, "build": build, "last_contact": at}
        if known is None:
            cls.objects.get_or_create(user=user, device=device, defaults=fields)
            beyond = cls.objects.filter(user=user).latest_first().values_list("pk", flat=True)[MOST:]
            cls.objects.filter(pk__in=list(beyond)).delete()
        elif (known.waiting, known.sequence) != (waiting, sequence) or at - known.last_contact >= OFTEN_ENOUGH:
            # A slow call that was overtaken by a later one says nothing new.
            cls.objects.filter(Q(last_contact__lte=at), pk=known.pk).update(**fields)
