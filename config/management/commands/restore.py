"""`manage.py restore FILE`: says what is in a backup; with `--yes` puts it in the place of the database (docs/backup.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from config.backup import Refused, keeping, making, restoring
from config.backup.manifest import Manifest
from config.management.commands.backup import sqlite_file

NEWER = "This backup was made by a newer release ({build}): it has {names}, which this one does not know. Install that release first."
UNCLEAR = (
    "Nothing was touched. Is SECRET_KEY the one of those days (or among SECRET_KEY_FALLBACKS)? "
    "If it is, run this again with --erase-by-hand, and erase them at once."
)
NEXT = """What to do now:
1. Restart Floorwalk, and look at /readyz.
2. Everybody signs in again. Each phone then asks about all that it ever sent, and sends what is not there; nothing is doubled.
3. Roles, teams, rosters, tokens and passwords are those of {at}: whatever was taken away since, take away again.
4. What was typed without a phone's outbox since then (the panel, HR's pages) is in {aside}.
   It holds people's data: delete it once nobody needs it."""


class Command(BaseCommand):
    help = "Says what is in a backup; with --yes puts it in the place of the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do it")
        parser.add_argument("--stopped", action="store_true", help="Floorwalk is stopped: a database that is damaged may be moved aside")
        parser.add_argument("--erase-by-hand", action="store_true", help="go on where it is not clear who has to be erased again")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        live = sqlite_file()
        try:
            with restoring.unpacked(file, live.parent) as (said, copy):
                self._tell(said)
                if options["yes"]:
                    self._put_back(said, copy, live, options)
        except Refused as refused:
            raise CommandError(str(refused)) from None

    def _tell(self, said: Manifest) -> None:
        """Raises Refused for what a newer release made."""
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        if newer := said.newer_than(known):
            raise Refused(NEWER.format(build=said.build, names=", ".join(newer[:3])))
        rows = sum(said.counts.values())
        self.stdout.write(f"Made at {said.made_at} by release {said.build}: {rows} rows in {len(said.counts)} tables. It is sound.")
        self.stdout.write(f"To migrate: {len(known - set(said.migrations))}. Nothing is touched without --yes.")

    def _put_back(self, said: Manifest, copy: Path, live: Path, options: dict[str, Any]) -> None:
        """Everything is made ready on the copy; the database is touched last."""
        _learn_who_was_erased(live)
        with restoring.in_use(copy):
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            self._erase_again(options["erase_by_hand"])
            call_command("sign_out", everybody=True, stdout=StringIO())
        aside = _set_aside(live, options["stopped"])
        restoring.put_in(copy, live)
        self.stdout.write(f"Put back: {live} is as it was at {said.made_at}.")
        self.stdout.write(NEXT.format(at=said.made_at, aside=aside or "nothing: there was no database here"))

    def _erase_again(self, by_hand: bool) -> None:
        """With the epoch. Where it cannot be told who it was, a person has to look before anybody else sees them."""
        try:
            call_command("restored", stdout=self.stdout)
        except CommandError as unclear:
            if not by_hand:
                raise Refused(f"{unclear}. {UNCLEAR}") from None
            self.stdout.write(f"{unclear}. Erase them by hand, now.")


def _learn_who_was_erased(live: Path) -> None:
    """Whom this database alone knows to be erased: written to the list beside it. A damaged one can say nothing any more."""
    if live.exists():
        with suppress(DatabaseError):
            call_command("erasures", "check", stdout=StringIO())
        connection.close()


def _set_aside(live: Path, stopped: bool) -> Path | None:
    """The database as it is, which makes a backup as well; a damaged one is moved, where nobody has it open. Raises Refused."""
    at = timezone.now()
    if not live.exists():
        return None
    aside = live.with_name(f"before-restore-{keeping.named(live.parent, at).name}")
    try:
        making.make(live, aside, settings.BUILD, at)
    except Refused:
        if not stopped:
            raise
        return restoring.moved_aside(live, at)
    return aside
