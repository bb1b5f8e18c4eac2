"""What the works council reads, what the product says and what is done are one thing (P01, P25)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from coaching.totals import FEWEST_LOOKS, FEWEST_PEOPLE

TEXT = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")
ROWS = {cells[0].strip(): cells for line in TEXT.splitlines() if line.startswith("|") and len(cells := line.strip("|").split("|")) == 3}


def row(begin: str) -> str:
    return next("|".join(cells) for name, cells in ROWS.items() if name.startswith(begin))


def test_the_periods_are_those_of_the_settings():
    """P25."""
    assert f"{settings.KEEP_WORDS_MONTHS} months after the chat" in row("Notes")
    assert f"{settings.KEEP_STEPS_MONTHS} months after the chat" in row("Whose chat it was")
    assert f"{settings.KEEP_LOG_MONTHS} months" in row("Who looked")
    assert f"{FEWEST_PEOPLE} people and {FEWEST_LOOKS} looks" in row("Counts")


def test_no_number_of_months_is_said_that_no_setting_has():
    """P25."""
    said = {int(n) for n in re.findall(r"(\d+) months", TEXT)}
    assert said == {settings.KEEP_WORDS_MONTHS, settings.KEEP_STEPS_MONTHS, settings.KEEP_LOG_MONTHS}


def test_it_is_finished_and_says_each_thing_once_asked_for():
    """P25: purpose, what is not done, who sees what, how long, rights, the impact assessment."""
    assert not re.search(r"\b(TODO|TBD|FIXME)\b", TEXT)
    for heading in (
        "What it is for",
        "What is not done with it",
        "What is kept, who sees it, how long",
        "What an advisor can do",
        "Backups",
    ):
        assert f"\n## {heading}\n" in TEXT
    assert "\n## For the impact assessment\n" in TEXT


@pytest.mark.django_db
def test_anybody_reads_it_leavers_too(settings, world, sign_in):
    settings.PRIVACY_CONTACT = "privacy@example.com"
    for client in (Client(), sign_in(world.leader), sign_in(world.hr)):
        page = client.get(reverse("privacy"))
        assert page.status_code == 200
        assert "privacy@example.com" in page.text
        assert "Not for pay, ratings, capability or discipline." in page.text
