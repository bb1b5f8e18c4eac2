"""`manage.py demo_world`: a made-up world to try Floorwalk with. Runs in demo mode only; running it again changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coaching.demo import world
from coaching.demo.names import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Makes the demo world: three sites, eight teams, twelve weeks of coaching up to now. Needs DEMO=true."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=world.SEED, help="another number makes another world")
        parser.add_argument("--now", type=datetime.fromisoformat, help="the moment it leads up to, such as 2025-06-17T10:42+01:00")

    def handle(self, *args: Any, seed: int, now: datetime | None, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo world is made-up people with printed passwords. It is only made in demo mode: set DEMO=true.")
        if now and timezone.is_naive(now):
            raise CommandError("--now needs its offset from UTC, such as 2025-06-17T10:42+01:00.")
        self.stdout.write(self._made(now or timezone.now(), seed))
        self.stdout.write(f"Sign in with the password {PASSWORD}:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:22}{account.name}, {account.says}")

    def _made(self, now: datetime, seed: int) -> str:
        if world.is_here():
            return "The demo world is already here."
        try:
            return f"Made the demo world: {world.build(now, seed)}."
        except world.NoCards:
            raise CommandError("There are no cards to coach with yet. Load them first: manage.py load_programme.") from None
