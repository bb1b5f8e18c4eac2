"""`manage.py move_to postgres://…`: everything in this database, into an empty PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.moving import NotMoved, move


class Command(BaseCommand):
    help = "Copies this database into an empty PostgreSQL and compares every row. Nobody can save meanwhile: phones wait, and send after."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="postgres://user:password@host/name, or - to read it from the standard input")

    def handle(self, *args: Any, url: str, **options: Any) -> None:
        said = self.stdout.write if options["verbosity"] else lambda _words: None
        try:
            rows = move(input() if url == "-" else url, said)
        except NotMoved as error:
            raise CommandError(f"Nothing was moved. {error}") from error
        self.stdout.write(f"{rows} rows are there, and each is the same. Set DATABASE_URL to that address, start the server again,")
        self.stdout.write("and keep the old file until the first day has gone well.")
