"""Results: brought in whole or not at all, as often as anybody likes; what went with the coaching, never what caused it."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Site
from coaching import rollup
from coaching.models import Measure, Reading
from coaching.readings import COLUMNS, template
from coaching.results import results
from tests import make
from tests.coaching.test_programme_page import NOW, main, site
from tests.ladder import HTMX, ODD, asked_to_sign_in

pytestmark = pytest.mark.django_db
URL = "/programme/results/"
GOOD = "interaction-nps,Harbourside,2026-01-01,2026-01-31,14,420,9.5,18.5,yes"


@pytest.fixture(autouse=True)
def nps(db) -> Measure:
    """A test with transactions of its own takes the five that the migration made."""
    about = {"name": "Interaction NPS", "unit": "points", "kind": "score", "better": "up", "low": -100, "high": 100}
    return Measure.objects.get_or_create(slug="interaction-nps", defaults=about)[0]


@pytest.fixture
def hr(world, sign_in):
    return sign_in(world.hr)


def file(*lines: str, head: str = ",".join(COLUMNS), encoding: str = "utf-8") -> io.BytesIO:
    made = io.BytesIO("\r\n".join([head, *lines, ""]).encode(encoding))
    made.name = "readings.csv"
    return made


def look(client, *lines: str, **more):
    return client.post(URL, {"file": file(*lines, **more)})


def take_in(client, *lines: str):
    """Look, and press the button with what the page holds."""
    page = look(client, *lines)
    assert page.status_code == 200
    text = re.search(r'<textarea name="text"[^>]*>\r?\n?(.*?)</textarea>', page.content.decode(), re.DOTALL)
    assert text
    return client.post(URL, {"text": unescape(text[1])})


def reading(world, nps, **fields) -> Reading:
    about = {"measure": nps, "site": world.red.site, "first": date(2026, 1, 1), "last": date(2026, 1, 31), "value": Decimal(14), "n": 420}
    return Reading.objects.create(**{**about, "received_by": world.hr, **fields})


def test_a_file_is_looked_at_and_then_taken_in(hr):
    assert "ready to take in" in look(hr, GOOD).content.decode()
    assert not Reading.objects.exists()
    assert take_in(hr, GOOD)["Location"] == "/programme/"
    row = Reading.objects.get()
    assert (row.value, row.n, row.low, row.high, row.baseline) == (14, 420, Decimal("9.5"), Decimal("18.5"), True)


def test_the_template_can_be_taken_in_as_it_is(hr):
    answer = hr.get(f"{URL}template.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="readings.csv"'
    assert answer.content.decode("utf-8-sig") == template()
    assert take_in(hr, *template().splitlines()[1:]).status_code == 302


def test_twice_makes_one_and_other_numbers_put_it_right(hr):
    take_in(hr, GOOD)
    first = Reading.objects.get()
    assert "Here already" in look(hr, GOOD).content.decode()
    take_in(hr, GOOD)
    assert Reading.objects.get().received_at == first.received_at
    other = GOOD.replace(",14,", ",15,")
    assert "Put right" in look(hr, other).content.decode()
    take_in(hr, other)
    assert Reading.objects.get().value == 15


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("nonsense,Harbourside,2026-01-01,2026-01-31,14,420,,,", "There is no such measure"),
        ("interaction-nps,Nowhere,2026-01-01,2026-01-31,14,420,,,", "There is no such site"),
        ("interaction-nps,Harbourside,1.1.2026,2026-01-31,14,420,,,", "Write the day as 2026-03-31"),
        ("interaction-nps,Harbourside,2026-02-01,2026-01-31,14,420,,,", "last day is before the first"),
        ("interaction-nps,Harbourside,2026-01-01,2026-01-31,101,420,,,", "outside the scale"),
        ("interaction-nps,Harbourside,2026-01-01,2026-01-31,14,0,,,", "n: "),
        ("interaction-nps,Harbourside,2026-01-01,2026-01-31,14,420,20,30,", "outside its own range"),
        ("interaction-nps,Harbourside,2026-01-01,2026-01-31,14,420,10,,", "both ends"),
        ("interaction-nps,Harbourside,2026-01-01,2026-01-31,NaN,420,,,", "value: "),
        ("interaction-nps,Harbourside,2026-01-01,2026-01-31,14,420,,,perhaps", "yes, no or nothing"),
        (GOOD, "in the file already"),
        ("interaction-nps,Harbourside,2026-02-01,2026-02-28,14,420,,,maybe", "yes, no or nothing"),
    ],
)
def test_one_wrong_line_is_named_and_nothing_is_taken_in(hr, bad, says):
    answer = look(hr, GOOD, bad)
    said = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert says in said
    assert "1 line needs another look" in said
    assert '<th scope="row" class="num">3</th>' in said
    assert "Take them in" not in said
    assert hr.post(URL, {"text": "\n".join([",".join(COLUMNS), GOOD, bad])}).status_code == 422
    assert not Reading.objects.exists()


def test_two_baselines_at_a_site_are_refused_by_the_form_and_by_the_database(world, hr, nps):
    reading(world, nps, baseline=True)
    answer = look(hr, "interaction-nps,Harbourside,2025-01-01,2025-01-31,14,420,,,yes")
    assert "another baseline" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        reading(world, nps, baseline=True, last=date(2026, 2, 1))


def test_two_baselines_in_one_file_take_in_nothing(hr):
    second = GOOD.replace("01-01", "02-01").replace("01-31", "02-28")
    answer = look(hr, GOOD, second)
    assert answer.status_code == 422
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "made",
    [
        {},
        {"file": file()},
        {"file": file(head="a,b")},
        {"file": file("x" * 300_000)},
        {"file": file("naïve", encoding="utf-16")},
        {"file": file("interaction-nps,\0")},
        {"text": ""},
    ],
)
def test_what_is_no_such_file_is_refused_in_words(hr, made):
    if "file" in made:
        made["file"].seek(0)
    answer = hr.post(URL, made)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("words", ODD)
def test_odd_words_in_a_file_are_shown_as_text(hr, words):
    answer = look(hr, f'"{words}",Harbourside,2026-01-01,2026-01-31,14,420,,,')
    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())
    assert b"<script>alert" not in answer.content


def test_semicolons_and_a_byte_order_mark_are_read_too(hr):
    lines = [line.replace(",", ";") for line in (GOOD,)]
    assert look(hr, *lines, head=";".join(COLUMNS), encoding="utf-8-sig").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("hr", 200), ("designer", 200), ("sponsor", 403), ("leader", 403), ("nobody", 403)])
def test_designers_and_hr_bring_them_in(world, sign_in, who, status):
    client = sign_in(getattr(world, who))
    assert client.get(URL).status_code == status
    assert client.get(f"{URL}template.csv").status_code == status
    assert look(client, GOOD).status_code == status
    assert client.put(URL).status_code in (403, 405)


def test_signed_out(client, hr):
    assert asked_to_sign_in(client, URL)
    assert asked_to_sign_in(client, URL, "post")
    assert hr.get(URL, **HTMX).status_code == 200


def test_moved_is_now_less_the_baseline_with_the_range_of_both(world, nps):
    reading(world, nps, baseline=True, low=Decimal(11), high=Decimal(17))
    reading(world, nps, last=date(2026, 4, 30), value=Decimal(99), n=19)  # the latest, but too few
    reading(world, nps, last=date(2026, 3, 31), value=Decimal(22), low=Decimal(18), high=Decimal(26))
    line = results(world.sponsor)[0].lines[0]
    assert (line.moved, line.between, line.hoped, line.may_be_none) == (8, (3, 13), True, False)  # halves of 3 and 4 make 5


@pytest.mark.parametrize(("better", "value", "hoped"), [("up", 20, True), ("up", 10, False), ("down", 10, True), ("up", 14, None)])
def test_which_way_was_hoped_for(world, nps, better, value, hoped):
    Measure.objects.filter(pk=nps.pk).update(better=better)
    reading(world, nps, baseline=True)
    reading(world, nps, last=date(2026, 3, 31), value=Decimal(value))
    assert results(world.sponsor)[0].lines[0].hoped is hoped


def test_a_move_that_may_be_none_is_said_to_be(world, nps):
    reading(world, nps, baseline=True, low=Decimal(11), high=Decimal(17))
    reading(world, nps, last=date(2026, 3, 31), value=Decimal(15), low=Decimal(12), high=Decimal(18))
    assert results(world.sponsor)[0].lines[0].may_be_none


def test_the_page_says_went_with_and_never_caused_by(world, sign_in, nps, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    reading(world, nps, baseline=True)
    reading(world, nps, last=date(2026, 3, 31), value=Decimal(22))
    site("North", 12, 30)
    rollup.run(NOW)
    said = main(sign_in(world.sponsor))
    assert "Harbourside 14 of 420, to Jan 2026 22 of 420, to Mar 2026 +8" in said
    assert "Went with the coaching, the way hoped for" in said
    assert [part[:4] for part in said.split("caused ")[1:]] == ["the "]  # "nothing here says that one caused the other"
    assert "Bring in results" not in said
    assert "Bring in results" in main(sign_in(world.hr))


def test_leaders_see_none(world):
    assert not Reading.objects.visible_to(world.leader).exists()
    assert results(world.leader) == []


def test_a_year_of_readings_costs_no_more_than_two(world, nps, django_assert_num_queries):
    other = make.team(site=Site.objects.create(name="Other"))
    for month in range(1, 13):
        for where in (world.red.site, other.site):
            reading(world, nps, site=where, first=date(2025, month, 1), last=date(2025, month, 28), baseline=month == 1)
    results(world.sponsor)  # the roles are read once a request
    with django_assert_num_queries(1):
        assert [line.now.last for line in results(world.sponsor)[0].lines] == [date(2025, 12, 28)] * 2
