"""Content that comes with the programme and that a designer may make their own."""

from __future__ import annotations

from django.db import models


class Loaded(models.Model):
    """`loaded` is a digest of what the fixtures last wrote here.

    Loading again overwrites a row only while its content still has that digest: what a designer changed stays.
    """

    loaded = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        abstract = True
