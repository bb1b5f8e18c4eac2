"""The nine things leaders do, as the API gives them."""

from __future__ import annotations

import pytest

from cards.models import Practice
from tests.api import is_problem, queries, refuses_other_methods, results

URL = "/api/v1/practices/"
FIELDS = {"number", "slug", "name", "one_line", "what_it_is", "on_the_floor", "gets_in_the_way", "three_small_things"}
FIELDS |= {"reflective_question", "say_it", "safe_lines"}


@pytest.mark.parametrize("who", ["leader", "other", "former", "designer", "hr", "sponsor", "nobody"])
def test_anybody_who_is_signed_in_reads_all_nine(world, sign_in, who):
    rows = results(sign_in(getattr(world, who)).get(URL))
    assert [row["number"] for row in rows] == list(range(1, 10))
    assert all(set(row) == FIELDS for row in rows)
    first = Practice.objects.get(number=1)
    assert (rows[0]["slug"], rows[0]["name"], rows[0]["on_the_floor"]) == (first.slug, first.name, first.on_the_floor)


def test_signed_out(client, db):
    is_problem(client.get(URL), 401, "signed_out")


def test_it_takes_no_filter(world, sign_in):
    is_problem(sign_in(world.leader).get(URL, {"number": "1"}), 422, "invalid", "number")


def test_other_methods_are_refused(world, sign_in):
    refuses_other_methods(sign_in(world.leader), URL)


def test_queries_do_not_grow_with_practices(world, sign_in):
    client = sign_in(world.leader)
    few = queries(client, URL)
    for number in range(10, 40):
        Practice.objects.create(number=number, slug=f"practice-{number}", name="One more", one_line="More")
    assert queries(client, URL) == few <= 4
