"""`manage.py push_keys`: makes the key that notifications are signed with, once for the life of a Floorwalk."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts import push


class Command(BaseCommand):
    help = "Prints a new key for notifications, to be put into the environment. With another key every browser has to be asked again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"PUSH_PRIVATE_KEY={push.new_private_key()}")
