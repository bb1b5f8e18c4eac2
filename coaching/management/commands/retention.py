"""`manage.py retention`: lets go of what has been kept long enough. A timer calls it once a day (docs/privacy.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from coaching.models import RetentionRun
from coaching.personal import retention


class Command(BaseCommand):
    help = "Lets go of words, steps and log lines that have been kept as long as the settings say. What was counted stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and let nothing go")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._say("Would go", retention.dry_run())
            return
        self._say("Went", retention.run())
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:  # pages freed before secure_delete was on, and the log written ahead
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _say(self, began: str, run: RetentionRun) -> None:
        """By number, never by name: a timer's output is kept in logs."""
        self.stdout.write(
            f"Words of chats before {run.words_before}; whose chats and steps before {run.steps_before}. On hold: {run.held} people."
        )
        for what, n in run.went.items():
            self.stdout.write(f"{began}: {n} {what}")
