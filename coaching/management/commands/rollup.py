"""`manage.py rollup`: count for the programme page what changed since the last time. Run it every few minutes.

`rollup check` counts everything from the rows themselves and compares; `rollup rebuild` counts everything anew.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching import rollup


class Command(BaseCommand):
    help = "Counts for the programme page what changed since the last time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("do", nargs="?", choices=["check", "rebuild"], help="compare with a slow count, or count everything anew")

    def handle(self, *args: Any, do: str | None, **options: Any) -> None:
        if do == "check":
            self._check()
        else:
            counted = rollup.rebuild() if do == "rebuild" else rollup.run()
            self.stdout.write(f"Counted {len(counted)} times four weeks.")

    def _check(self) -> None:
        wrong = rollup.check()
        for first, n in wrong.items():
            self.stdout.write(f"The four weeks from {first}: {n} counts are not what the rows say.")
        if wrong:
            raise CommandError("Run manage.py rollup rebuild, and ask why: docs/decisions/0016-totals-that-hide-small-groups.md")
        self.stdout.write("Every count is what the rows say.")
