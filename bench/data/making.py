"""From an empty database to a company's; sets Django up on the database that the environment names."""

from __future__ import annotations

import time
from datetime import date, timedelta
from random import Random

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from accounts.models import Advisor, Site, Team, User  # noqa: E402
from bench.data.chats import Talk  # noqa: E402
from bench.data.people import make  # noqa: E402
from bench.data.sizes import Size  # noqa: E402
from bench.data.writing import Writer, weights  # noqa: E402
from cards.models import Card  # noqa: E402
from coaching import rollup  # noqa: E402

settings.DEBUG = False
PEOPLE = {"sites": Site, "teams": Team, "accounts": User, "advisors": Advisor}


def vendor() -> str:
    return connection.vendor


def company(size: Size, until: date, rng: Random) -> Writer:
    """All of it; what was written is counted by whoever wrote."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_programme", verbosity=0)
    if Advisor.objects.exists():
        raise SystemExit("There is somebody in that database already. Name an empty one.")
    with transaction.atomic():
        groups = make(size, until, rng)
    deck = list(Card.objects.in_play().select_related("current", "kind").order_by("number"))
    writer = Writer()
    for rows in Talk(groups, deck, until, rng).days(until - timedelta(days=size.days)):
        writer.put(rows)
    writer.flush()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return writer


def told(writer: Writer) -> None:
    print("  " + ", ".join(f"{model.objects.count():,} {what}" for what, model in PEOPLE.items()))
    chats, every = writer.counts["Session"], 0
    for name, (table, indexes) in weights().items():
        every += table + indexes
        print(f"  {name:10}{writer.counts[name]:12,} rows  {table / 1e6:9.1f} MB, indexes {indexes / 1e6:9.1f} MB")
    print(f"  {every / chats:.0f} bytes a chat with all that hangs on it; digest {writer.digest.hexdigest()[:16]}")


def counted() -> None:
    began = time.process_time()
    periods = rollup.run()
    print(f"  totals: {len(periods)} times four weeks, {time.process_time() - began:.0f} s of CPU here")
