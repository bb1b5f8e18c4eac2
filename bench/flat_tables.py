"""Databases that differ in how much is in them: three teams to look at, and ever more of other teams beside them.

Rows are made in SQL, a million in a minute or two; what they hold is worked out from their number, so that a run is like the last one.
"""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

PER_ADVISOR = (1, 50, 500)
TABLES = (10_000, 100_000, 1_000_000)
PEOPLE, EACH = 12, 140  # in a team; sessions of everybody else in three years
DAYS_ALL, DAYS_MEASURED = 1095, 730

os.environ.update({"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "true", "SECRET_KEY": "bench", "LOG_LEVEL": "ERROR"})

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Advisor, Leadership, Site, Team, User  # noqa: E402
from coaching.models import CheckBack, Session  # noqa: E402

settings.DEBUG = False

# Of row n of one person: their card, the day (spread over `days`, the latest first), the time, the step. A null answer is an open promise.
SESSION = {
    "id": "lower(hex(randomblob(16)))", "advisor_id": "p.advisor", "leader_id": "p.leader", "team_id": "p.team", "card_id": "c.card",
    "edition_id": "c.edition", "held_on": "date('now', '-' || ((n.n * {days} / {each}) + 2) || ' days')",
    "held_at": "date('now', '-' || ((n.n * {days} / {each}) + 2) || ' days') || printf(' %02d:%02d:00', 8 + n.n % 9, p.advisor % 60)",
    "received_at": "date('now', '-' || ((n.n * {days} / {each}) + 2) || ' days') || printf(' %02d:%02d:30', 8 + n.n % 9, p.advisor % 60)",
    "step": "1 + (n.n * 7 + p.advisor) % 4", "next_step": "'Say it in one line'", "come_back": "'next-shift'", "note": "''",
    "made_offline": "0", "payload": "1", "sha256": "printf('%064d', n.n)", "flags": "'[]'", "amended_count": "0", "withdrawn_because": "''",
    "took_ms": "5000 + n.n % 9000", "own_words": "''",
}  # fmt: skip
KEPT = "s.held_on < date('now', '-2 days')"  # all but the latest: one open promise each, however much there is
CHECK_BACK = {
    "id": "lower(hex(randomblob(16)))", "session_id": "s.id", "advisor_id": "s.advisor_id", "team_id": "s.team_id",
    "come_back": "'next-shift'", "due_on": "date(s.held_on, '+1 day')", "due_at": "date(s.held_on, '+1 day') || ' 17:30:00'",
    "moved_count": "0", "sha256": "''", "outcome": f"CASE WHEN {KEPT} THEN 'helped' ELSE '' END",
    "answered_at": f"CASE WHEN {KEPT} THEN date(s.held_on, '+1 day') || ' 15:00:00' END",
    "answered_on": f"CASE WHEN {KEPT} THEN date(s.held_on, '+1 day') END", "answered_by_id": f"CASE WHEN {KEPT} THEN s.leader_id END",
    "step": f"CASE WHEN {KEPT} THEN s.step END",
}  # fmt: skip


MADE = {"sessions": Session, "check-backs": CheckBack, "advisors": Advisor}


class Tables:
    """`use(rows)` puts that database in the place of the default one; each keeps its connection open. `most`: none larger is made."""

    def __init__(self, home: Path, most: int = TABLES[-1]) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.files = {rows: home / f"{rows}.sqlite3" for rows in TABLES if rows <= most}
        plain = dict(connections["default"].settings_dict)
        kind = type(connections["default"])
        self.open = {rows: kind({**plain, "NAME": str(file)}, "default") for rows, file in self.files.items()}
        for place, rows in enumerate(self.files):
            if not self.files[rows].exists():
                self._make(rows, TABLES[place - 1] if place else 0)
        self.use(TABLES[0])
        self.clients = {sessions: self._signed_in(f"flat{sessions}@example.com") for sessions in PER_ADVISOR}

    def use(self, rows: int) -> None:
        connections["default"] = self.open[rows]

    def addresses(self, sessions: int) -> dict[str, str]:
        advisor = Advisor.objects.filter(team__name=f"Measured {sessions}").order_by("pk").values_list("pk", flat=True)[0]
        return {"advisor": f"/advisors/{advisor}/", "Today": "/", "Team": "/team/", "own weeks": "/me/report/"}

    def queries(self) -> str:
        client, found = self.clients[PER_ADVISOR[1]], []
        for page, address in self.addresses(PER_ADVISOR[1]).items():
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            found.append(f"{page} {len(captured)}")
        return ", ".join(found)

    def _signed_in(self, email: str) -> Client:
        """One session row, the same in every database."""
        client = Client(headers={"host": "localhost"})
        for rows in self.files:
            self.use(rows)
            client.force_login(User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            if rows == TABLES[0]:
                first = key
            else:
                client.session.model.objects.filter(session_key=key).update(session_key=first)
        client.cookies[settings.SESSION_COOKIE_NAME] = first
        return client

    def _make(self, rows: int, before: int) -> None:
        if before:
            self.open[before].close()
            shutil.copy(self.files[before], self.files[rows])
        self.use(rows)
        if not before:
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            call_command("load_programme", verbosity=0)
            for sessions in PER_ADVISOR:
                _fill([_team(f"Measured {sessions}", f"flat{sessions}@example.com")], sessions, DAYS_MEASURED)
        others = range(-(-(rows - Session.objects.count()) // (PEOPLE * EACH)))
        teams = [_team(f"Other {rows} {n}", f"other{rows}-{n}@example.com") for n in others]
        _fill(teams, EACH, DAYS_ALL)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        counts = (f"{model.objects.count():,} {what}" for what, model in MADE.items())
        print(f"  made {', '.join(counts)}", flush=True)


def _team(name: str, email: str) -> Team:
    leader = User.objects.create_user(email, "Mo Measured")
    site, _new = Site.objects.get_or_create(name="Bench")
    team = Team.objects.create(site=site, name=name, works_on="1234567")
    since = timezone.now() - timedelta(days=DAYS_ALL + 5)
    Leadership.objects.create(team=team, leader=leader, starts_at=since)
    for place in range(PEOPLE):
        Advisor.join(team, at=since, name=f"Person {place:02}", employee_number=f"{name}/{place}")
    return team


def _fill(teams: list[Team], each: int, days: int) -> None:
    """So many sessions for each person of these teams, each with a promise; those of the last days are open."""
    ids = ",".join(str(team.pk) for team in teams) or "0"
    people = "SELECT a.id advisor, a.team_id team, l.leader_id leader FROM accounts_advisor a JOIN accounts_leadership l USING (team_id)"
    cards = "SELECT row_number() OVER (ORDER BY number) - 1 place, id card, current_id edition FROM cards_card"
    values = {column: words.format(days=days, each=each) for column, words in SESSION.items()}
    rows = f"n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < {each})"
    counting = f"WITH RECURSIVE {rows}, p AS ({people} WHERE team_id IN ({ids})), c AS MATERIALIZED ({cards})"
    with connection.cursor() as cursor:
        _insert(cursor, Session, values, f"{counting} SELECT %s FROM p, n JOIN c ON c.place = (n.n * 5 + p.advisor) %% 28")
        _insert(cursor, CheckBack, CHECK_BACK, f"SELECT %s FROM coaching_session s WHERE s.team_id IN ({ids})")


def _insert(cursor: Any, model: Any, values: dict[str, str], select: str) -> None:
    query = select.replace("%s", ", ".join(values.values())).replace("%%", "%")
    cursor.execute(f"INSERT INTO {model._meta.db_table} ({', '.join(values)}) {query}")
