"""`manage.py erasures replay`: after a backup was put back, erases again whoever was erased since. `restored` runs it.

`erasures check` says whether the list of who was erased is whole, and writes what is missing of it.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.beside_backups import stories_taken_back, story_taken_back
from coaching.models import PermissionStory
from coaching.personal import tombstones
from coaching.personal.erasing import OnHold, erase


class Command(BaseCommand):
    help = "Erases again whoever was erased after the backup was made that is now in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("do", choices=["replay", "check"])

    def handle(self, *args: Any, do: str, **options: Any) -> None:
        if do == "replay":
            self._stories()
            self._replay()
        missing = tombstones.missing()
        for record in missing:
            tombstones.write(record)
        unsaid = PermissionStory.objects.filter(state="withdrawn").exclude(pk__in=stories_taken_back())
        for story in unsaid:
            story_taken_back(story.pk, story.withdrawn_at or story.changed_at)
        self.stdout.write(f"The list of who was erased: {len(missing)} lines were missing and are written.")

    def _stories(self) -> None:
        """Somebody took them back after the backup was made: they are gone before anybody reads them."""
        again = PermissionStory.objects.filter(pk__in=stories_taken_back()).exclude(state="withdrawn")
        for story in again:
            story.withdraw(by=None)
        self.stdout.write(f"Stories taken back again: {len(again)}.")

    def _replay(self) -> None:
        again, unclear = tombstones.come_back()
        held = 0
        for _stone, person in again:
            try:
                erase(person, by=None, reason="They came back with a backup.")
            except OnHold:
                held += 1
        self.stdout.write(f"Erased again: {len(again) - held}.")
        if unclear or held:
            ids = ", ".join(str(stone.was) for stone in unclear)
            raise CommandError(f"Not erased: {held} on legal hold; {len(unclear)} whose number is another now, or the secret key is: {ids}")
