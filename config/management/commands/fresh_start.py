"""`manage.py fresh_start`: empties a demo's database. Refuses anywhere else."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Empties the database of a demo, to start it over."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This empties the database, so it only runs in a demo (DEMO=true).")
        call_command("migrate", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        if "cache" in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM cache")
        self.stdout.write("The demo starts over.")
