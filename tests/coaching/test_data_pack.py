"""One advisor's whole record: every row that is about them is in it, nobody else's is, and who gets it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Advisor, Role
from coaching.models import DataPack, Opening
from coaching.personal.archive import hand_over
from tests import make
from tests.coaching.own_record import MINE as OWN_PAGE
from tests.coaching.own_record import let_in, text
from tests.coaching.personal import MINE, THEIRS, seed

WHY = "Ada asked for her data on 3 March"


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_that_point_at(person: Advisor) -> dict[str, set[str]]:
    """By a walk of its own over every key of every model, until nothing new is found."""
    found: dict[object, set] = {Advisor: {person.pk}}
    grown = True
    while grown:
        grown = False
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.concrete_fields:
                if field.is_relation and field.related_model in found:
                    keys = set(model._base_manager.filter(**{f"{field.name}__in": found[field.related_model]}).values_list("pk", flat=True))
                    new = keys - found.get(model, set())
                    if new:
                        found.setdefault(model, set()).update(new)
                        grown = True
    return {model._meta.object_name: {str(pk) for pk in keys} for model, keys in found.items()}


def test_every_row_that_points_at_them_is_in_the_file_and_nothing_of_others(world):
    """P06."""
    seed(world, world.ada, MINE)
    seed(world, world.ben, THEIRS)
    seed(world, world.cleo, THEIRS)
    expected = rows_that_point_at(world.ada)
    record, content = hand_over(world.ada, world.hr, WHY)
    said = json.loads(opened(content)["record.json"])
    assert len(expected) >= 12
    for model, keys in expected.items():
        assert {str(row["id"]) for row in said[model]} == keys, model
    words = opened(content)["record.json"].decode()
    for word in (
        "note",
        "note-2",
        "note-3",
        "next",
        "reason",
        "own",
        "gone",
        "because",
        "words",
        "done",
        "refused",
        "pack",
        "export",
        "hold",
    ):
        assert f"{MINE}-{word}" in words, word
    assert world.leader.name in words  # the leader's identity
    assert len(said["Export"]) == len(said["Leadership"]) - 1 == 1  # Amir, and Cara who led before
    for other in (THEIRS, world.ben.name, world.ben.employee_number, world.cleo.name):
        assert other not in b"".join(opened(content).values()).decode()
    assert record.rows == sum(len(rows) for rows in said.values())


def test_the_page_in_it_says_the_same_words(world):
    seed(world, world.ada, MINE)
    files = opened(hand_over(world.ada, world.hr, WHY)[1])
    page = files["record.html"].decode()
    for word in ("note-3", "own", "because", "words", "refused", "pack"):
        assert f"{MINE}-{word}" in page, word
    assert "Trying it" in page
    assert "<script" not in page


def test_the_manifest_has_a_digest_of_each_file_and_the_record_of_the_whole(world):
    record, content = hand_over(world.ada, world.hr, WHY)
    files = opened(content)
    manifest = json.loads(files["manifest.json"])
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
        name: hashlib.sha256(files[name]).hexdigest() for name in ("record.json", "record.html")
    }
    assert (manifest["purpose"], manifest["made_by"], manifest["for"]) == (WHY, world.hr.name, world.ada.name)
    assert record.sha256 == hashlib.sha256(content).hexdigest()


def test_odd_words_come_through_whole(world):
    make.session(world.leader, world.ada, note='<script>alert("é 👩🏽‍💻")</script>')
    files = opened(hand_over(world.ada, None, WHY)[1])
    assert json.loads(files["record.json"])["Session"][0]["note"] == '<script>alert("é 👩🏽‍💻")</script>'
    assert "<script>" not in files["record.html"].decode()


@pytest.mark.parametrize("who", ["leader", "other", "former", "designer", "sponsor", "nobody"])
def test_for_hr_and_nobody_else(world, sign_in, who):
    client = sign_in(getattr(world, who))
    for name in ("people-advisor", "people-advisor-erase"):
        assert client.get(reverse(name, args=[world.ada.pk])).status_code == 403
    assert client.get(reverse("people-data")).status_code == 403
    for name in ("people-advisor-pack", "people-advisor-link", "people-advisor-hold", "people-advisor-erase"):
        assert client.post(reverse(name, args=[world.ada.pk])).status_code == 403
    assert Advisor.objects.filter(pk=world.ada.pk).exists()


def test_hr_finds_somebody_by_part_of_a_name_or_the_whole_number(world, sign_in):
    hr = sign_in(world.hr)
    for asked in ("ada", world.ada.employee_number):
        page = text(hr.get(reverse("people-data"), {"q": asked}))
        assert world.ada.name in page
        assert world.ben.name not in page
    assert "Nobody here goes by “Zed”" in text(hr.get(reverse("people-data"), {"q": "Zed"}))


def test_hr_reads_no_word_on_the_page(world, sign_in):
    seed(world, world.ada, MINE)
    page = text(sign_in(world.hr).get(reverse("people-advisor", args=[world.ada.pk])))
    for word in ("note", "next", "own", "reason", "because", "words", "done", "refused"):
        assert f"{MINE}-{word}" not in page, word
    assert "A note is kept" in page


def test_the_page_is_as_quick_with_many_chats(world, sign_in, django_assert_max_num_queries):
    hr, address = sign_in(world.hr), reverse("people-advisor", args=[world.ada.pk])
    hr.get(address)
    for _n in range(12):
        make.session(world.leader, world.ada, come_back="next-shift")
    with django_assert_max_num_queries(20):
        hr.get(address)


def test_without_the_right_to_notes_hr_hands_nothing_over_but_a_link(world, sign_in, mailoutbox):
    Advisor.objects.filter(pk=world.ada.pk).update(email="ada@example.com")
    hr = sign_in(world.hr)
    assert hr.post(reverse("people-advisor-pack", args=[world.ada.pk]), {"purpose": WHY}).status_code == 403
    assert DataPack.objects.count() == 0
    assert hr.post(reverse("people-advisor-link", args=[world.ada.pk])).status_code == 302


def test_with_it_hr_makes_the_file_and_says_what_for(world, sign_in):
    seed(world, world.ben, MINE)
    DataPack.objects.all().delete()
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    hr, address = sign_in(world.hr), reverse("people-advisor-pack", args=[world.ben.pk])
    refused = hr.post(address, {"purpose": "HR"})
    assert (refused.status_code, DataPack.objects.count()) == (422, 0)
    assert 'value="HR"' in text(refused)
    answer = hr.post(address, {"purpose": WHY})
    assert answer["Content-Type"] == "application/zip"
    record = DataPack.objects.get()
    assert (record.made_by, record.purpose, record.sha256) == (world.hr, WHY, hashlib.sha256(answer.content).hexdigest())
    assert WHY in text(let_in(world.ben).get(OWN_PAGE))


def test_an_advisor_takes_all_of_their_own_and_nobody_elses(world, client):
    """P02."""
    seed(world, world.ada, MINE)
    seed(world, world.ben, THEIRS)
    everything = reverse("mine-everything")
    assert client.post(everything).status_code == 302
    content = b"".join(opened(let_in(world.ada).post(everything).content).values()).decode()
    assert f"{MINE}-note-3" in content
    assert THEIRS not in content
    assert DataPack.objects.filter(made_by=None).get().advisor == world.ada


def test_each_reader_is_written_down_once_a_day_without_a_word_of_what_they_read(world, sign_in):
    """P15."""
    chat = make.session(world.leader, world.ada, note=MINE)
    leader, hr = sign_in(world.leader), sign_in(world.hr)
    for _n in range(2):
        leader.get(reverse("advisor", args=[world.ada.pk]))
        leader.get(chat.get_absolute_url())
        hr.get(reverse("people-advisor", args=[world.ada.pk]))
    assert set(Opening.objects.values_list("reader", "what", "advisor")) == {
        (world.leader.pk, "page", world.ada.pk), (world.hr.pk, "data", world.ada.pk),
    }  # fmt: skip
    assert {field.name for field in Opening._meta.fields} == {"id", "advisor", "reader", "what", "on", "at"}
    sign_in(world.other).get(reverse("advisor", args=[world.ada.pk]))  # 404: nothing was opened
    assert Opening.objects.count() == 2


@pytest.mark.parametrize("name", ["advisor", "session", "session-show", "session-amend"])
def test_every_page_that_shows_a_leader_a_note_is_one_that_is_written_down(world, sign_in, name):
    """P15."""
    chat = make.session(world.leader, world.ada, note=MINE)
    page = sign_in(world.leader).get(reverse(name, args=[world.ada.pk if name == "advisor" else chat.pk]))
    assert MINE in page.text
    assert [(row.reader, row.advisor) for row in Opening.objects.all()] == [(world.leader, world.ada)]


@pytest.mark.parametrize("one", [False, True])
def test_reading_a_note_at_the_api_is_looking_too(world, sign_in, one):
    """P15: whoever is shown the words, at each address that has them; those who are not shown any have not looked."""
    chat = make.session(world.leader, world.ada, note=MINE)
    make.session(world.leader, world.ben)
    address = f"/api/v1/sessions/{chat.pk}/" if one else "/api/v1/sessions/"
    for reader, reads in ((world.leader, True), (world.hr, False)):
        for _twice in range(2):
            assert (MINE in sign_in(reader).get(address).text) is reads
    assert [(row.reader, row.advisor, row.what) for row in Opening.objects.all()] == [(world.leader, world.ada, "page")]


def test_where_it_cannot_be_written_down_the_page_still_shows(world, sign_in, monkeypatch, caplog):
    """R07: a full disk does not stop coaching; the log of errors says so."""

    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Opening, "note_all", full)
    assert sign_in(world.leader).get(reverse("advisor", args=[world.ada.pk])).status_code == 200
    assert "not written down" in caplog.text


def test_the_advisor_reads_who_looked_in_plain_words(world):
    """P15."""
    at = timezone.now()
    for days in range(3):
        Opening.note(world.ada, world.leader, at=at - timedelta(days=days))
    Opening.note(world.ada, world.hr, Opening.What.DATA)
    Opening.note(world.ben, world.other)
    page = text(let_in(world.ada).get(OWN_PAGE))
    assert "Amir Haddad, who leads your team, opened your page or a chat on 3 days, the last today." in page
    assert "Hana Rees, HR, looked at what is held of you, without notes, today." in page
    assert "Beth Owen" not in page
