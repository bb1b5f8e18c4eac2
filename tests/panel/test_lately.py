"""What changed lately: one trail of all content, with who and when."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from cards.models import Practice, Publication
from tests import make
from tests.ladder import counted
from tests.panel.forms import filled_in, text, url
from tests.panel.wording import address, card, form

pytestmark = pytest.mark.django_db
URL, FILE = "/admin/lately/", "/admin/lately.csv"


@pytest.fixture
def designer(world, sign_in):
    return sign_in(world.designer)


@pytest.fixture
def practice(db) -> Practice:
    return Practice.objects.get(slug="give-permission")


def renamed(designer, practice, name="Give them room"):
    assert designer.post(url(practice), filled_in(designer.get(url(practice)), name=name)).status_code == 302


def read(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff"))))


def test_saves_and_acts_stand_in_one_list_the_newest_first(designer, practice):
    renamed(designer, practice)
    designer.post(address(), form(avoid="Leave out the long answer."))
    page = text(designer.get(URL))
    assert page.index("Wrote a draft: edition 2") < page.index("Give them room")
    assert "Dee Designer" in page
    assert url(practice, "history") in page


def test_it_is_filtered_by_what_and_by_whom(designer, world, practice):
    renamed(designer, practice)
    designer.post(address(), form(avoid="Leave out the long answer."))
    assert "Wrote a draft" not in text(designer.get(URL, {"what": "cards.practice"}))
    assert "Give them room" not in text(designer.get(URL, {"what": "wordings"}))
    assert "Give them room" in text(designer.get(URL, {"by": world.designer.pk}))
    assert "Nothing here yet" in text(designer.get(URL, {"by": world.leader.pk}))
    for nonsense in ({"what": "accounts.user"}, {"by": "x"}, {"page": "-1"}, {"by": "9" * 30}):
        assert "Give them room" in text(designer.get(URL, nonsense))


def test_it_is_paged_and_asks_no_more_when_there_is_more(designer, world, practice):
    renamed(designer, practice)
    with counted() as few:
        designer.get(URL)
    for n in range(60):
        card().tell(Publication.Act.WRITTEN, world.designer, edition=card().current, at=timezone.now())
        practice.by, practice.name = world.designer, f"Name {n}"
        practice.save()
    with counted() as many:
        page = text(designer.get(URL))
    assert len(many) <= len(few) + 2
    assert "?page=2" in page
    assert page.count('class="panel"') == 50


def test_the_file_says_the_same_and_nothing_in_it_is_a_formula(designer, practice):
    renamed(designer, practice, '=HYPERLINK("http://x")')
    designer.post(address(), form(avoid="Leave out the long answer."))
    rows = read(designer.get(FILE))
    assert [row["done"] for row in rows[:2]] == ["Wrote a draft", "Changed"]
    assert (rows[1]["who"], rows[1]["field"], rows[1]["after"]) == ("Dee Designer", "Name", '\'=HYPERLINK("http://x")')
    assert len(read(designer.get(FILE, {"what": "cards.practice"}))) == 1


def test_a_move_stands_in_the_cards_own_history(designer, world):
    row = card()
    row.channel = "chat"
    row.stand(world.designer)
    page = text(designer.get(address("history")))
    assert "Channel: email → chat" in page


def test_django_keeps_no_second_trail(designer, practice):
    renamed(designer, practice)
    assert not LogEntry.objects.exists()
    assert practice.history.count() == 1


def test_for_designers_alone(world, sign_in):
    for who in (world.leader, world.hr, world.sponsor, world.nobody, make.user()):
        for there in (URL, FILE):
            assert sign_in(who).get(there).status_code == 403
