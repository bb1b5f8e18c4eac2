"""`manage.py send_digests`: tells leaders whose shift has begun what is due. A timer calls it every few minutes (docs/reminders.md)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from coaching import telling
from coaching.digest import Digest


class Command(BaseCommand):
    help = "One e-mail, and one notification where that is wanted, for each leader whose shift has begun and who has something due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go to how many, and send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ORIGIN:
            raise CommandError("Set ORIGIN to the address of this Floorwalk, such as https://floorwalk.example.com: links need it.")
        if options["dry_run"]:
            self._dry()
        else:
            self._go()

    def _go(self) -> None:
        tally = telling.go(timezone.now())
        ways = ", ".join(f"{n} by {way}" for way, n in tally.sent.items())
        self.stdout.write(f"Told: {ways}. Nothing to say: {tally.quiet}. Did not go: {tally.failed}.")
        if tally.failed and not any(tally.sent.values()):
            raise CommandError("Nothing went. Is the mail server there? The next run tries again.")

    def _dry(self) -> None:
        """By number, not by name: a timer's output is kept in logs."""
        at = timezone.now()
        for turn in telling.turns(at):
            digest = Digest.of(turn.leader, [team for team, _day in turn.shifts], at)
            counts = f"{len(digest.due)} due, {len(digest.late)} late, {len(digest.quiet)} not spoken with"
            self.stdout.write(f"leader {turn.leader.pk} by {turn.way}: {counts if not digest.empty else 'nothing to say'}")
