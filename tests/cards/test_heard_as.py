"""How leaders put the moment of each card: the phrases the programme comes with, and what a designer may write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cards.finder.words import words
from cards.models import Card, HeardAs

QUERIES = Path(__file__).resolve().parents[2] / "bench" / "queries"
pytestmark = pytest.mark.django_db


def test_every_card_has_many_phrases_and_no_phrase_stands_for_two():
    rows = HeardAs.objects.filter(about=HeardAs.About.CARD)
    assert rows.count() == Card.objects.count() == 28
    assert min(len(row.phrases) for row in rows) >= 100
    said = [" ".join(words(phrase)) for row in HeardAs.objects.all() for phrase in row.phrases]
    assert sorted({phrase for phrase in said if said.count(phrase) > 1}) == []


@pytest.mark.parametrize("name", ["development", "held-out"])
def test_no_phrase_was_written_from_the_queries_that_judge_them(name):
    """A query that is a phrase would be a result written into the data. Three words may be the same by chance."""
    phrases = {" ".join(words(phrase)) for row in HeardAs.objects.all() for phrase in row.phrases if len(words(phrase)) > 3}
    queries = [" ".join(words(json.loads(line)["q"])) for line in (QUERIES / f"{name}.jsonl").read_text().splitlines()]
    assert len(queries) > 250
    assert [query for query in queries if query in phrases] == []


@pytest.mark.parametrize(
    ("phrases", "problem"),
    [
        ("not a list", "list of phrases"),
        (["fine", ""], "list of phrases"),
        (["fine", 7], "list of phrases"),
        (["x" * 201], "200"),
        (["Asked twice", "asked  TWICE"], "asked twice"),
    ],
)
def test_a_slip_in_the_phrases_is_said(phrases, problem):
    row = HeardAs.objects.get(card__number=1)
    row.phrases = phrases
    with pytest.raises(ValidationError, match=problem):
        row.full_clean()


@pytest.mark.parametrize("row", [{"about": "card"}, {"about": "harm"}, {"about": "other"}])
def test_a_row_is_about_one_card_or_one_of_the_three_beside_them(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        HeardAs.objects.create(**row)
