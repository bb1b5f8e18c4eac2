"""`python -m tests.e2e.faults.dying BEFORE|AFTER TIMES WORDS`: `migrate`, and kill -9 of itself at the statement that has those words
for so many times. `WORDS` of no statement: it lives, and prints the schema as it stood each time a migration was noted."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

import django

SCHEMA = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'cache' ORDER BY name",
    "postgresql": """
        SELECT table_name || '.' || column_name, data_type || is_nullable || coalesce(column_default, '')
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        ORDER BY 1, 2
    """,
}
NOTED = 'INSERT INTO "django_migrations"'


class Death:
    """Counts what is asked of the database."""

    def __init__(self, when: str, times: int, words: str) -> None:
        self.when, self.left, self.words = when, times, words
        self.stood: dict[int, list[list[str]]] = {}

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.left -= self.words in sql
        here = self.words in sql and not self.left
        if here and self.when == "BEFORE":
            os.kill(os.getpid(), signal.SIGKILL)
        done = execute(sql, params, many, context)
        if here:
            os.kill(os.getpid(), signal.SIGKILL)
        if sql.startswith(NOTED):
            self.stood[noted(context["connection"])] = schema(context["connection"])
        return done


def schema(line: Any) -> list[list[str]]:
    """Name and meaning of each thing in it. Past Django's cursor, so that nobody counts the question."""
    cursor = line.connection.cursor()
    return [list(row) for row in cursor.execute(SCHEMA[line.vendor]).fetchall()]


def noted(line: Any) -> int:
    """How many migrations are noted."""
    return int(line.connection.cursor().execute("SELECT count(*) FROM django_migrations").fetchone()[0])


def main(when: str, times: str, words: str) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    death = Death(when, int(times), words)
    with connection.execute_wrapper(death):
        call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(death.stood))


if __name__ == "__main__":
    main(*sys.argv[1:])
