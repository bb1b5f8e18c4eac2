"""A file on its way: how far it is, whoever stops it, and what the record says when it does not end well."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from coaching.export import rows as ranges
from coaching.export import taking
from coaching.models import Export
from tests import make
from tests.coaching.export.test_exports_page import PAGE, ask, file

State = Export.State


@pytest.fixture
def hr(world, sign_in):
    return sign_in(world.hr)


@pytest.fixture
def slowly(world, monkeypatch):
    """Three sessions, one a range, and a word about how far it is before each piece."""
    monkeypatch.setattr(ranges, "RANGES", (1, 1))
    monkeypatch.setattr(taking, "EVERY", 0)
    monkeypatch.setattr(taking, "TRIES", (0, 0, 0))
    for advisor in (world.ada, world.ben, world.ada):
        make.session(world.leader, advisor)


def on_its_way(hr, **said):
    """The pieces as the server hands them on; `close()` of the answer would take the test's database along."""
    return hr.post(PAGE, ask(**said))._iterator


def test_it_says_how_far_it_is_and_of_how_many(world, hr, slowly):
    parts = on_its_way(hr)
    assert [next(parts) for _heading_and_two in range(3)]
    export = Export.objects.get()
    assert (export.state(), export.rows, export.of) == (State.UNDER_WAY, 2, 3)
    said = hr.get(reverse("export", args=[export.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "2 of 3 rows" in said
    assert '<progress max="3" value="2"' in said
    assert "<html" not in said
    assert len(list(parts)) == 1
    export.refresh_from_db()
    assert (export.state(), export.rows) == (State.COMPLETE, 3)


def test_whoever_takes_it_stops_it_before_the_next_rows(world, hr, slowly):
    parts = on_its_way(hr)
    assert [next(parts), next(parts)]
    export = Export.objects.get()
    assert hr.post(reverse("export-stop", args=[export.pk]), headers={"HX-Request": "true"}).status_code == 204
    with pytest.raises(ConnectionResetError):  # the line ends without the mark of a whole answer: a browser says it failed
        next(parts)
    export.refresh_from_db()
    assert (export.state(), export.sha256, export.finished_at) == (State.STOPPED, "", None)
    page = hr.get(reverse("export", args=[export.pk])).content.decode()
    assert "By Hana Rees, after 2 rows." in page
    assert "throw it away" in page


def test_stopping_what_has_ended_changes_nothing(world, hr):
    file(hr.post(PAGE, ask()))
    export = Export.objects.get()
    assert hr.post(reverse("export-stop", args=[export.pk])).status_code == 302
    export.refresh_from_db()
    assert (export.state(), export.stop_asked_at) == (State.COMPLETE, None)


def test_only_whoever_takes_it_stops_it(world, hr, sign_in):
    theirs = Export.objects.create(made_by=world.leader, purpose="The monthly load")
    assert hr.post(reverse("export-stop", args=[theirs.pk])).status_code == 403
    for address in ("export", "export-stop"):
        assert sign_in(world.leader).post(reverse(address, args=[theirs.pk])).status_code in (403, 405)
    assert sign_in(world.leader).get(reverse("export", args=[theirs.pk])).status_code == 403
    theirs.refresh_from_db()
    assert theirs.stop_asked_at is None


def test_what_fails_here_is_not_called_complete(world, hr, slowly, monkeypatch):
    parts = on_its_way(hr)
    assert [next(parts), next(parts)]
    monkeypatch.setattr(ranges.Rows, "_lines", lambda *_rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        next(parts)
    export = Export.objects.get()
    assert (export.state(), export.sha256) == (State.FAILED, "")
    assert "Something failed here" in hr.get(reverse("export", args=[export.pk])).content.decode()


def test_the_record_hears_of_it_after_the_database_was_away(world, hr, slowly, monkeypatch):
    parts, once, tries = on_its_way(hr), Export.stop, []

    def away(export, *said):
        tries.append(said)
        if len(tries) < 3:
            raise OperationalError("server closed the connection unexpectedly")
        once(export, *said)

    monkeypatch.setattr(Export, "stop", away)
    monkeypatch.setattr(taking, "connection", type("Line", (), {"close": lambda _self: None})())
    next(parts)
    parts.close()
    assert len(tries) == 3
    assert Export.objects.get().state() == State.LEFT


def test_a_worker_that_died_leaves_no_sign_of_life_and_those_in_it_are_told(world, hr, slowly):
    parts = on_its_way(hr)
    assert [next(parts), next(parts), next(parts)]
    export = Export.objects.get()
    assert set(export.advisors.all()) == {world.ada, world.ben}
    at = export.heard_at
    assert export.state(at + timedelta(seconds=119)) == State.UNDER_WAY
    assert export.state(at + timedelta(seconds=121)) == State.SILENT
    assert list(Export.objects.under_way(at + timedelta(seconds=119))) == [export]
    assert list(Export.objects.under_way(at + timedelta(seconds=121))) == []
    Export.objects.update(heard_at=timezone.now() - timedelta(minutes=3))
    page = hr.get(reverse("export", args=[export.pk])).content.decode()
    assert "No sign of life" in page
    assert "after 2 rows" in page


def test_a_slow_line_gets_it_in_pieces(world, hr, monkeypatch):
    monkeypatch.setattr(taking, "PIECE", 10)
    make.session(world.leader, world.ada)
    parts = list(hr.post(PAGE, ask()))
    assert max(map(len, parts)) == 10
    assert b"".join(parts) == file(hr.post(PAGE, ask()))


def test_a_page_that_waits_names_the_record_and_takes_no_others_place(world, hr):
    pk = uuid.uuid4()
    answer = hr.post(PAGE, ask(pk=str(pk)))
    assert answer["X-Export"] == str(pk)
    assert file(answer)
    first = Export.objects.get(pk=pk)
    assert hr.post(PAGE, ask(pk=str(pk)))["X-Export"] != str(pk)
    assert Export.objects.count() == 2
    nobodys = reverse("export", args=[uuid.uuid4()])
    assert (hr.get(nobodys, headers={"HX-Request": "true"}).status_code, hr.get(nobodys).status_code) == (204, 404)
    first.refresh_from_db()
    assert first.state() == State.COMPLETE
