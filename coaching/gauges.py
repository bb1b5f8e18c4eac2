"""How much waits, for whoever keeps the server: sums over everybody, about nobody."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from accounts.models import Device
from coaching.models import Export, Refusal, Stale
from coaching.models.export import SILENT

A_WEEK = timedelta(days=7)


def on_phones() -> int:
    """Sessions and answers that phones hold, by what each said last; one that has not called for a week may be anywhere."""
    return Device.objects.filter(last_contact__gte=timezone.now() - A_WEEK).aggregate(n=Sum("waiting"))["n"] or 0


def refused() -> int:
    return Refusal.objects.open().count()


def being_taken() -> int:
    """Those that were heard of lately: a worker that dies leaves a record that says no more."""
    return Export.objects.filter(finished_at=None, stopped_at=None, heard_at__gte=timezone.now() - SILENT).count()


def to_count() -> int:
    return Stale.objects.count()


ALL = (
    ("phones_hold", "Sessions on phones that were not received yet", on_phones),
    ("refused_open", "Refused words that nobody has settled", refused),
    ("exports_under_way", "Exports being taken", being_taken),
    ("changes_to_count", "Changes since the totals were last counted", to_count),
)
