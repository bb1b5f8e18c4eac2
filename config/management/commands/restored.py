"""`manage.py restored`: said once after a backup was put back, so that phones send again what it has forgotten."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from config import epoch


class Command(BaseCommand):
    help = "Tells every phone that the database was put back from a backup. Run it once after a restore."

    def handle(self, *args: Any, **options: Any) -> None:
        before, now = epoch.current(), epoch.renew()
        self.stdout.write(f"The epoch was {before} and is {now}.")
        self.stdout.write("Each phone now asks for its receipts again, and sends what this database does not have. Nothing is doubled.")
        call_command("erasures", "replay", stdout=self.stdout)
