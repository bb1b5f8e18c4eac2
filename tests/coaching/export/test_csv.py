"""The file: every column against a worked example, every row what the database holds, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from coaching.export import NAMES, Rows, chosen
from coaching.export import rows as ranges
from coaching.models import CheckBack, Session
from config.safe_cells import safe, unsafe
from tests import make

NAUGHTY = [
    '=HYPERLINK("https://evil.example","click")', "+44 7700 900123", "-1", "@SUM(A1)", "\tTab", 'She said "no", twice',
    "comma, semi; colon", "line one\nline two", "100 % sure %s %(x)s", "’curly’ “quotes”", "Łukasz Żółć 李小龙",
    "🙂\N{ZERO WIDTH JOINER}💻", "＝1+1", "' OR 1=1 --", "\\N", "e\u0301", " =1+1", "\u00a0@SUM(A1)", "'=1+1", "'", "''", " ", "' =",
]  # fmt: skip


def taken(sessions=None, columns=None, at=None, notes=True) -> list[dict[str, str]]:
    """The file as an independent reader finds it."""
    rows = Rows(Session.objects.all() if sessions is None else sessions, columns or chosen(notes=notes), at or timezone.now())
    found = list(csv.DictReader(io.StringIO(b"".join(rows.csv()).decode("utf-8-sig"), newline="")))
    assert rows.count == len(found)
    return found


def test_every_column_of_a_worked_example(world):
    world.ada.name, world.ada.employee_number = "Ada Price", "E-77"
    world.ada.save()
    world.leader.employee_number = "L-1"
    world.leader.save()
    held = datetime(2026, 7, 1, 9, 15, 59, tzinfo=UTC)
    row = make.session(
        world.leader, world.ada, "say-it-their-way", held_at=held, step=2, advisor_step=3, next_step="One line", come_back="next-shift",
        note="Went well", made_offline=True,
    )  # fmt: skip
    Session.objects.filter(pk=row.pk).update(held_at=held, held_on=held.date(), received_at=held + timedelta(hours=2))
    CheckBack.objects.filter(session=row).update(due_at=datetime(2026, 7, 2, 16, 30, tzinfo=UTC))
    row.check_backs.get().answer(
        by=world.leader, outcome="in-the-way", step=2, barrier="rule", words="", at=datetime(2026, 7, 2, 13, 0, tzinfo=UTC)
    )
    [found] = taken()
    card = row.card
    assert found == {
        "session_id": str(row.pk),
        "held_at_local": "2026-07-01T10:15:59+01:00",
        "held_at_utc": "2026-07-01T09:15:59Z",
        "received_at_utc": "2026-07-01T11:15:59Z",
        "iso_week": "2026-W27",
        "site": "Harbourside",
        "team_at_the_time": "Red",
        "leader_employee_number": "L-1",
        "leader_name": "Amir Haddad",
        "advisor_employee_number": "E-77",
        "advisor_name": "Ada Price",
        "advisor_active": "yes",
        "card_number": str(card.number),
        "card_title": row.edition.title,
        "card_edition": "1",
        "mindset": card.mindset.name,
        "skill": card.skill.name,
        "practice": card.practice.name,
        "kind_of_moment": card.kind.name,
        "step": "Trying it",
        "advisor_step": "Doing it",
        "next_step_agreed": "yes",
        "come_back_due": "2026-07-02T17:30:00+01:00",
        "check_back_outcome": "Something got in the way",
        "check_back_answered_at": "2026-07-02T14:00:00+01:00",
        "barrier": "A rule, or not sure they were allowed",
        "logged_offline": "yes",
        "amended_count": "0",
        "withdrawn": "no",
        "note": "Went well",
    }


def test_what_is_not_there_is_empty(world):
    make.session(world.leader, world.ada, "am-i-allowed", come_back="none")
    [found] = taken()
    empty = ["mindset", "skill", "step", "advisor_step", "come_back_due", "check_back_outcome", "barrier", "note"]
    assert {name: found[name] for name in empty} == dict.fromkeys(empty, "")
    assert (found["next_step_agreed"], found["logged_offline"], found["withdrawn"]) == ("no", "no", "no")


# S60
@pytest.mark.parametrize("words", NAUGHTY)
def test_words_come_back_as_they_were_and_no_cell_is_a_formula(world, words):
    world.ada.name = words.strip() or "x"
    world.ada.save()
    make.session(world.leader, world.ada, note=words)
    Session.objects.update(note=words)
    [found] = taken()
    for said, meant in ((found["note"], words), (found["advisor_name"], world.ada.name)):
        assert unsafe(said) == meant
        assert said == safe(meant)
        assert said.strip("\u00a0 ")[:1] not in list("=+-@\t\r\n＝＋－＠")


def test_the_note_only_with_the_right_to_it(world):
    make.session(world.leader, world.ada, note="CANARY")
    [found] = taken(notes=False)
    assert "note" not in found
    assert "CANARY" not in str(found)
    assert list(taken()[0]) == list(NAMES)


@pytest.mark.parametrize(
    ("note", "words", "cell"),
    [
        ("Went well", "Not for me", "Went well\nThe advisor's own words: Not for me"),
        ("", "=Not for me", "The advisor's own words: =Not for me"),
        ("=Went well", "", "'=Went well"),
        ('=Went "well"', "It's so", "'=Went \"well\"\nThe advisor's own words: It's so"),
    ],
)
def test_a_note_goes_nowhere_without_what_the_advisor_says_of_it(world, note, words, cell):
    """P09."""
    row = make.session(world.leader, world.ada, note=note)
    if words:
        row.add_own_words(words)
    assert taken()[0]["note"] == cell
    assert words not in str(taken(notes=False)) or not words


@pytest.mark.parametrize(
    ("zone", "utc", "wall"),
    [
        ("Europe/London", datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), "2026-03-29T00:59:59+00:00"),
        ("Europe/London", datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29T02:00:00+01:00"),
        ("Europe/London", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T01:30:00+01:00"),
        ("Europe/London", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T01:30:00+00:00"),
        ("Asia/Kolkata", datetime(2026, 3, 1, 22, 45, tzinfo=UTC), "2026-03-02T04:15:00+05:30"),
        ("America/St_Johns", datetime(2026, 1, 5, 2, 0, tzinfo=UTC), "2026-01-04T22:30:00-03:30"),
    ],
)
def test_moments_are_those_of_the_teams_wall(world, zone, utc, wall):
    row = make.session(world.leader, world.ada)
    world.red.time_zone = zone
    world.red.save()
    Session.objects.filter(pk=row.pk).update(held_at=utc)
    assert taken()[0]["held_at_local"] == wall == utc.astimezone(world.red.zone).isoformat()


@pytest.mark.parametrize(("day", "week"), [("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01")])
def test_weeks_are_those_of_iso_8601(world, day, week):
    make.session(world.leader, world.ada)
    Session.objects.update(held_on=day)
    assert taken()[0]["iso_week"] == week


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_ranges_leave_nothing_out_and_take_nothing_twice(world, monkeypatch, size):
    monkeypatch.setattr(ranges, "RANGES", (size, size))
    rows = [make.session(world.leader, world.ada, come_back="none") for _row in range(7)]
    Session.objects.filter(pk__in=[row.pk for row in rows[2:5]]).update(received_at=rows[2].received_at)  # at the same moment
    expected = [str(pk) for pk in Session.objects.order_by("received_at", "pk").values_list("pk", flat=True)]
    assert [row["session_id"] for row in taken()] == expected


def test_what_arrives_while_it_is_written_is_for_the_next_one(world):
    make.session(world.leader, world.ada)
    at = timezone.now()
    late = make.session(world.leader, world.ben)
    Session.objects.filter(pk=late.pk).update(received_at=at + timedelta(seconds=1))
    assert len(taken(at=at)) == 1


def test_of_a_promise_kept_again_the_last_answer_counts(world):
    first = make.check_back(world.leader, world.ada)
    first.answer(by=world.leader, outcome="not-there-yet", step=2, barrier="", words="", come_back="next-shift", at=timezone.now())
    assert taken()[0]["check_back_outcome"] == "Tried it, not there yet"
    first.refresh_from_db()
    first.then.answer(by=world.leader, outcome="helped", step=3, barrier="", words="", at=timezone.now())
    [found] = taken()
    assert found["check_back_outcome"] == "It helped"


def test_columns_in_the_order_of_the_file_whatever_the_order_asked(world):
    make.session(world.leader, world.ada)
    [found] = taken(columns=chosen(["advisor_name", "session_id", "card_title"]))
    assert list(found) == ["session_id", "advisor_name", "card_title"]
    with pytest.raises(KeyError, match="salary"):
        chosen(["session_id", "salary"])


def test_nobody_to_write_about_is_a_file_with_a_header(world):
    assert b"".join(Rows(Session.objects.none(), chosen(["session_id"]), timezone.now()).csv()) == b"\xef\xbb\xbfsession_id\r\n"
