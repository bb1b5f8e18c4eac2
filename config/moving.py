"""All of a database into an empty PostgreSQL, in one transaction, and every row looked at again there before it counts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, cast

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import OperationalError, connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from config.env import Environment

TARGET = "moving-to"
AT_ONCE = 800  # rows looked at together: fewer keys than any SQLite takes
Says = Callable[[str], Any]


class NotMoved(Exception):
    """The other database is as it was before; the words say why."""


def move(url: str, says: Says = print) -> int:
    """Everything from the default database to that address, checked row by row; how many rows there are.

    Nobody writes meanwhile: the transaction holds the only lock there is on SQLite. Raises `NotMoved`.
    """
    with _connected(url):
        _prepared(url)
        with transaction.atomic(), transaction.atomic(using=TARGET):
            models = list(_models())
            if found := next((model for model in models if _counts(model) and model._base_manager.using(TARGET).exists()), None):
                raise NotMoved(f"There is something in {found._meta.db_table} there already. Move into an empty database.")
            _emptied(models)
            moved = 0
            for model in models:
                moved += _copied(model)
                _compared(model)
                says(f"{model._meta.db_table}: {model._base_manager.count()}")
            _numbered(models)
    return moved


@contextmanager
def _connected(url: str) -> Iterator[None]:
    """The other database as a connection of its own, for as long."""
    config = Environment().db_url_config(url)
    if config["ENGINE"] != "django.db.backends.postgresql":
        raise NotMoved("That address is not one of PostgreSQL: postgres://user:password@host/name")
    connections.settings[TARGET] = connections.configure_settings({"default": {}, TARGET: {**config, "CONN_MAX_AGE": 0}})[TARGET]
    try:
        connections[TARGET].ensure_connection()
        yield
    except OperationalError as away:
        raise NotMoved(str(away).strip().splitlines()[-1]) from away
    finally:
        connections[TARGET].close()
        del connections.settings[TARGET], connections[TARGET]


def _prepared(url: str) -> None:
    """The tables, made over there as for any new database."""
    for command in ("migrate", "createcachetable"):
        said = subprocess.run(  # noqa: S603 - our own command; the address goes by the environment, where no list of processes shows it
            [sys.executable, str(settings.BASE_DIR / "manage.py"), command, "--verbosity", "0"],
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
        if said.returncode:
            raise NotMoved(f"`{command}` failed there: {said.stderr.strip().splitlines()[-1]}")
    here, there = (set(MigrationRecorder(connections[alias]).migration_qs.values_list("app", "name")) for alias in ("default", TARGET))
    if missing := there - here:
        raise NotMoved(f"This database lacks {', '.join('.'.join(one) for one in sorted(missing))}: run `migrate` here first.")


def _models() -> Iterator[type[Model]]:
    """One a table, and the list of applied migrations, as it tells phones which life of the database this is."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model
    yield MigrationRecorder.Migration


def _counts(model: type[Model]) -> bool:
    """Whether rows of it say that the database is in use: what `migrate` brings by itself does not."""
    return model._meta.label in ("accounts.User", "accounts.Advisor", "cards.Card", "coaching.Session")


def _emptied(models: list[type[Model]]) -> None:
    """Of what `migrate` has put there: it comes with the rest."""
    quote = connections[TARGET].ops.quote_name
    with connections[TARGET].cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(quote(model._meta.db_table) for model in models)}")


def _copied(model: type[Model]) -> int:
    there, fields = connections[TARGET], model._meta.concrete_fields
    quote = there.ops.quote_name
    sql = f"COPY {quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)}) FROM STDIN"
    rows = 0
    try:
        with there.cursor() as cursor, cast(Any, cursor).copy(sql) as copy:
            for row in model._base_manager.values_list(*(field.attname for field in fields)).iterator():
                copy.write_row([field.get_db_prep_save(value, there) for field, value in zip(fields, row, strict=True)])
                rows += 1
    except (ValueError, psycopg.Error) as error:
        raise NotMoved(f"Row {rows + 1} of {model._meta.db_table} does not go in: {str(error).splitlines()[0]}") from error
    return rows


def _compared(model: type[Model]) -> None:
    """As many here as there, and each the same in every field."""
    (here, there), key = (model._base_manager.using(alias).order_by() for alias in ("default", TARGET)), model._meta.pk.attname
    names = [key, *(field.attname for field in model._meta.concrete_fields)]
    if here.count() != there.count():
        raise NotMoved(f"{model._meta.db_table} has {here.count()} rows here and {there.count()} there.")
    read = here.values_list(*names).iterator()
    while rows := list(islice(read, AT_ONCE)):
        found = {row[0]: row for row in there.filter(pk__in=[row[0] for row in rows]).values_list(*names)}
        if other := next((row[0] for row in rows if found.get(row[0]) != row), None):
            raise NotMoved(f"Row {other} of {model._meta.db_table} is not the same there.")


def _numbered(models: list[type[Model]]) -> None:
    """The next row made there gets the next number."""
    with connections[TARGET].cursor() as cursor:
        for statement in connections[TARGET].ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
