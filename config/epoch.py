"""Which life of the database this is: phones compare it, and after a change ask again for every receipt they hold.

A database put back from a backup has forgotten what phones were told is saved. No value inside a database can notice
that by itself, since it comes back with the backup; so a restore has to say so, by `renew`. What is said is one row in
the list of applied migrations, which every database has and which Django leaves alone when it knows no such migration:
no model of ours, and it commits with the restore. Before any restore the epoch is the moment of the first migration.

Paths not taken: the last migration (every release would send every phone asking), a setting (the person who restores
at night would have to know of it), the file's inode or PostgreSQL's system identifier (copies keep or change them at will).
"""

from __future__ import annotations

import uuid

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet

RESTORED = "floorwalk-restored"  # stands where an app's label stands; no app has it


def current() -> str:
    """An opaque string: equal means the same life."""
    restored = _applied().filter(app=RESTORED).order_by("-pk").values_list("name", flat=True).first()
    if restored:
        return restored
    first = _applied().order_by("applied").values_list("applied", flat=True).first()
    return first.isoformat() if first else "new"


def renew() -> str:
    """A new life begins: called once after a backup was put back, or on the copy when a backup is made."""
    name = uuid.uuid4().hex
    MigrationRecorder(connection).record_applied(RESTORED, name)
    return name


def _applied() -> QuerySet:
    return MigrationRecorder(connection).migration_qs
