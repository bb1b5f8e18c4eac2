"""`manage.py load_programme`: bring the database up to the content in `fixtures/`. Safe to run at every release."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from cards.programme import FILES, Action, FixtureError, Outcome, load


class Command(BaseCommand):
    help = "Loads the programme's content from fixtures/. What a designer changed stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, *args: Any, dry_run: bool = False, verbosity: int = 1, **options: Any) -> None:
        try:
            outcomes = load(settings.BASE_DIR / "fixtures", write=not dry_run)
        except FixtureError as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from problem
        except IntegrityError as problem:
            raise CommandError(f"Nothing was loaded: someone else was writing the same content. Run it again. ({problem})") from problem
        if verbosity:
            self.report(outcomes, dry_run)

    def report(self, outcomes: list[Outcome], dry_run: bool) -> None:
        for outcome in outcomes:
            if outcome.action is not Action.SAME:
                self.stdout.write(str(outcome))
        for model in FILES.values():
            counts = Counter(outcome.action for outcome in outcomes if outcome.model is model)
            noun = model._meta.verbose_name if counts.total() == 1 else model._meta.verbose_name_plural
            self.stdout.write(
                f"{counts.total()} {noun}: {counts[Action.MADE]} made, {counts[Action.UPDATED]} updated, "
                f"{counts[Action.LEFT]} left as a designer made them"
            )
        if dry_run:
            self.stdout.write("Dry run: nothing was written.")
