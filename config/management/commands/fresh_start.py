"""`manage.py fresh_start`: empties a demo's database. Refuses anywhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


@contextmanager
def only_added_to_no_more() -> Iterator[None]:
    """SQLite empties tables row by row, so the triggers that keep logs from being changed are away for as long."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


class Command(BaseCommand):
    help = "Empties the database of a demo, to start it over."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This empties the database, so it only runs in a demo (DEMO=true).")
        call_command("migrate", verbosity=0)
        with only_added_to_no_more():
            call_command("flush", interactive=False, verbosity=0)
        if "cache" in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM cache")
        self.stdout.write("The demo starts over.")
