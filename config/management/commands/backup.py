"""`manage.py backup FILE`: the whole database in one file, while people write. `backup FOLDER --keep 14` on a timer (docs/backup.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from config.backup import Refused, keeping, making


def sqlite_file() -> Path:
    """The database in use. Raises CommandError where it is none of SQLite's."""
    if connection.vendor != "sqlite":
        raise CommandError("PostgreSQL has its own way, pg_dump and pg_restore: docs/backup.md says how, step by step.")
    return Path(connection.settings_dict["NAME"])


class Command(BaseCommand):
    help = "Writes the whole database into one file, while people write."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to; in a folder, it is named by the moment")
        parser.add_argument("--keep", type=int, metavar="N", help="of those named by their moment in that folder, keep the latest N")

    def handle(self, *args: Any, file: Path, keep: int | None, **options: Any) -> None:
        at, folder = timezone.now(), file.is_dir()
        if keep is not None and (keep < 1 or not folder):
            raise CommandError("--keep is 1 or more, and goes with a folder.")
        file = keeping.named(file, at) if folder else file
        try:
            made = making.make(sqlite_file(), file, settings.BUILD, at)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        rows = sum(made.counts.values())
        self.stdout.write(f"{file}: {rows} rows in {len(made.counts)} tables, {file.stat().st_size >> 10} kB, read back and sound.")
        for gone in keeping.pruned(file.parent, keep) if keep else ():
            self.stdout.write(f"Gone: {gone.name}")
