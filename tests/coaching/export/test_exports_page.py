"""HR's export page: who may, what is counted and shown before, what is handed over, what the record says of it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, Site
from coaching.export import NAMES
from coaching.models import Export, Session
from tests import make

PAGE = "/exports/"
WHY = "The October review of coaching"


def file(answer) -> bytes:
    return b"".join(answer.streaming_content)


def lines(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file(answer).decode("utf-8-sig"), newline="")))


def ask(**said) -> dict:
    return {"column": ["session_id", "advisor_name"], "purpose": WHY, **said}


@pytest.fixture
def hr(world, sign_in, settings):
    settings.EXPORTS_A_MINUTE = settings.EXPORTS_AT_ONCE = 100
    return sign_in(world.hr)


@pytest.mark.parametrize("who", ["leader", "other", "former", "designer", "sponsor", "nobody"])
def test_for_hr_and_nobody_else(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(PAGE).status_code == client.post(PAGE, ask()).status_code == 403
    assert Export.objects.count() == 0


def test_the_page_counts_and_shows_the_first_rows_as_the_file_will_have_them(world, hr):
    for n in range(12):
        make.session(world.leader, world.ada, next_step=f"Words {n}", come_back="none")
    page = hr.get(PAGE, ask(purpose=""))
    assert page.context["count"] == 12
    shown = page.context["first_rows"]
    taken = list(csv.reader(io.StringIO(file(hr.post(PAGE, ask())).decode("utf-8-sig"), newline="")))
    assert shown == taken[1:11]


# S62
def test_a_file_leaves_a_record_that_says_what_went_out(world, hr):
    make.session(world.leader, world.ada)
    make.session(world.leader, world.ben)
    answer = hr.post(PAGE, ask(site=str(world.red.site_id)))
    content = file(answer)
    export = Export.objects.get()
    assert (export.made_by, export.purpose, export.rows, export.notes) == (world.hr, WHY, 2, False)
    assert export.sha256 == hashlib.sha256(content).hexdigest()
    assert (export.columns, export.filters) == (["session_id", "advisor_name"], {"site": str(world.red.site_id)})
    assert set(export.advisors.all()) == {world.ada, world.ben}
    assert answer["Content-Disposition"] == f'attachment; filename="floorwalk-sessions-{export.made_at:%Y-%m-%d}.csv"'
    assert WHY in hr.get(PAGE).content.decode()


# S62
def test_without_a_purpose_nothing_is_handed_over(world, hr):
    answer = hr.post(PAGE, ask(purpose="HR"))
    assert answer.status_code == 422
    assert "Say in a few words what it is for" in answer.content.decode()
    assert Export.objects.count() == 0


def test_notes_need_a_right_of_their_own(world, hr):
    make.session(world.leader, world.ada, note="CANARY")
    refused = hr.post(PAGE, ask(column=[*NAMES]))
    assert refused.status_code == 422
    assert "CANARY" not in refused.content.decode()
    assert "CANARY" not in hr.get(PAGE, ask(column=[*NAMES])).content.decode()
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    [row] = lines(hr.post(PAGE, ask(column=[*NAMES])))
    assert row["note"] == "CANARY"
    assert Export.objects.get().notes


def test_filters_narrow_each_on_its_own(world, hr):
    far = make.team("Far", site=Site.objects.create(name="Far away"))
    dot = make.advisor(far, "Dot Far")
    make.leadership(world.other, far)
    yesterday = timezone.now() - timedelta(days=1)
    old = make.session(world.leader, world.ada, "say-it-their-way", held_at=yesterday - timedelta(days=30))
    new = make.session(world.leader, world.ben, "am-i-allowed", held_at=yesterday)
    away = make.session(world.other, dot, "say-it-their-way", held_at=yesterday)
    gone = make.session(world.leader, world.ada, held_at=yesterday)
    gone.withdraw(by=world.leader)
    expected = {
        (): {old, new, away},
        (("withdrawn", "on"),): {old, new, away, gone},
        (("site", str(far.site_id)),): {away},
        (("team", str(world.red.pk)),): {old, new},
        (("advisor", world.ben.employee_number),): {new},
        (("card", str(old.card_id)),): {old, away},
        (("by", "held"), ("first", f"{new.held_on}")): {new, away},
        (("by", "held"), ("last", f"{old.held_on}")): {old},
        (("by", "received"), ("first", f"{timezone.localdate()}")): {old, new, away},
        (("by", "received"), ("last", f"{timezone.localdate() - timedelta(days=1)}")): set(),
    }
    for said, rows in expected.items():
        assert {row["session_id"] for row in lines(hr.post(PAGE, ask(**dict(said))))} == {str(row.pk) for row in rows}, said


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"first": "2026-02-01", "last": "2026-01-01"}, "This is before the first day."),
        ({"advisor": "E-nobody"}, "Nobody has that employee number."),
        ({"first": "soon"}, "Enter a valid date."),
        ({"column": ["salary"]}, "salary"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(world, hr, said, words):
    for answer in (hr.get(PAGE, ask(**said)), hr.post(PAGE, ask(**said))):
        assert words in answer.content.decode()
        assert WHY in answer.content.decode()
    assert Export.objects.count() == 0


def test_again_gives_the_same_bytes_whatever_arrived_since(world, hr):
    make.session(world.leader, world.ada)
    before = file(hr.post(PAGE, ask()))
    first = Export.objects.get()
    late = make.session(world.leader, world.ben)
    Session.objects.filter(pk=late.pk).update(received_at=first.as_of + timedelta(seconds=1))
    answer = hr.post(reverse("export-again", args=[first.pk]))
    assert file(answer) == before
    second = Export.objects.latest_first()[0]
    assert (second.sha256, second.rows, second.pk == first.pk) == (first.sha256, 1, False)


def test_again_asks_for_the_right_to_notes_again(world, hr):
    role = Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    make.session(world.leader, world.ada, note="CANARY")
    file(hr.post(PAGE, ask(column=[*NAMES])))
    role.end()
    answer = hr.post(reverse("export-again", args=[Export.objects.get().pk]))
    assert answer.status_code == 422
    assert "CANARY" not in answer.content.decode()


def test_who_goes_away_before_the_last_row_leaves_a_record_of_what_went_out(world, hr):
    make.session(world.leader, world.ada)
    answer = hr.post(PAGE, ask())
    parts = (
        answer._iterator
    )  # what the server closes when its reader has gone; `close()` of the answer would take the test's database along
    assert [next(parts), next(parts)]
    parts.close()
    export = Export.objects.get()
    assert (export.finished_at, export.sha256, export.rows) == (None, "", 1)
    assert export.stopped_at is not None
    assert set(export.advisors.all()) == {world.ada}
    assert "Broken off" in hr.get(PAGE).content.decode()


def test_json_lines_say_the_same_as_the_csv_file(world, hr):
    make.session(world.leader, world.ada, next_step='He said "yes, = no"')
    columns = [name for name in NAMES if name != "note"]
    answer = hr.post(PAGE, ask(column=columns, format="jsonl"))
    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    found = [json.loads(line) for line in file(answer).decode().splitlines()]
    assert found == lines(hr.post(PAGE, ask(column=columns)))


def test_the_page_is_as_quick_with_many_exports(world, hr, django_assert_max_num_queries):
    for n in range(25):
        Export.objects.create(made_by=world.hr, purpose=f"Purpose {n}", made_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n))
    with django_assert_max_num_queries(16):
        page = hr.get(PAGE)
    assert len(page.context["past"].rows) == 20
    assert "Purpose 4" in hr.get(PAGE, {"page": "2"}).content.decode()


def test_more_rows_than_may_go_at_once_are_refused_with_a_plain_answer(world, hr, settings):
    """S63: one row over the cap."""
    settings.EXPORT_MOST_ROWS = 1
    make.session(world.leader, world.ada)
    assert file(hr.post(PAGE, ask()))
    make.session(world.leader, world.ben)
    answer = hr.post(PAGE, ask())
    assert answer.status_code == 422
    assert "These are more than 1 rows" in answer.content.decode()
    assert WHY in answer.content.decode()
    assert Export.objects.count() == 1


def test_too_many_in_a_minute_have_to_wait(world, hr, settings):
    """S63: the one after the last that is allowed in a minute; and again when the minute is over."""
    settings.EXPORTS_A_MINUTE = 2
    for _one in range(2):
        assert file(hr.post(PAGE, ask()))
    answer = hr.post(PAGE, ask())
    assert answer.status_code == 429
    assert "many exports in a minute" in answer.content.decode()
    assert WHY in answer.content.decode()
    assert hr.post(reverse("export-again", args=[Export.objects.all()[0].pk])).status_code == 429
    assert Export.objects.count() == 2
    Export.objects.update(made_at=timezone.now() - timedelta(seconds=61))
    assert hr.post(PAGE, ask()).status_code == 200


def test_no_more_go_on_at_once_than_the_server_has_room_for(world, hr, settings):
    settings.EXPORTS_AT_ONCE = 1
    other = Export.objects.create(made_by=world.leader, purpose="The monthly load")
    answer = hr.post(PAGE, ask())
    assert answer.status_code == 429
    assert "under way" in answer.content.decode()
    Export.objects.filter(pk=other.pk).update(heard_at=timezone.now() - timedelta(minutes=3))  # its worker died
    assert hr.post(PAGE, ask()).status_code == 200
