"""P07: words about somebody else are taken out of one advisor's record, with a reason; the record itself keeps them."""

from __future__ import annotations

import json
import uuid
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from coaching.models import DataPack, Opening, Redaction, Refusal, Session
from coaching.personal import retention
from coaching.personal.archive import hand_over
from coaching.personal.taken_out import TakenOut, phrases
from coaching.personal.texts import texts
from tests import make
from tests.coaching.own_record import MINE as OWN_PAGE
from tests.coaching.own_record import let_in, text
from tests.coaching.personal import MINE, seed
from tests.ladder import counted

WHY = "About a colleague"
NOTE = "Ada heard Priya  Nair's call; priya nair was off sick, (Priya Nair said so)."


@pytest.fixture
def chat(world):
    return make.session(world.leader, world.ada, note=NOTE, next_step="Ask PRIYA NAIR again")


@pytest.fixture
def hr(world, sign_in):
    """Has the right to notes, and made the file."""
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    hand_over(world.ada, world.hr, "Ada asked on 3 March")
    return sign_in(world.hr)


def bytes_of(content: bytes) -> str:
    """All there is in the archive, names and remarks of its files as well."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        about = [str((one.filename, one.comment, one.extra)) for one in archive.infolist()] + [str(archive.comment)]
        return "\n".join([*about, *(archive.read(name).decode() for name in archive.namelist())])


def address(world, row: Session, field: str = "note") -> str:
    return reverse("people-advisor-words", args=[world.ada.pk], query={"text": f"Session.{row.pk}.{field}"})


def tapped(world, row: Session, *places: int, **more):
    digest = next(one for one in texts(world.ada) if one.key == f"Session.{row.pk}.note").digest
    return {"word": [str(place) for place in places], "digest": digest, "reason": WHY, **more}


def test_hr_taps_the_words_and_they_are_nowhere_in_what_is_handed_over(world, hr, chat):
    """P07: in the page to read, in what machines read, in the manifest, and in the archive's own words."""
    page = text(hr.get(address(world, chat)))
    assert NOTE.split()[2] in page
    assert hr.post(address(world, chat), tapped(world, chat, 2, 3)).status_code == 302
    _record, content = hand_over(world.ada, world.hr, "For Ada, who sits beside Priya Nair")
    said = bytes_of(content)
    assert "priya" not in said.lower()
    assert "nair" not in said.lower()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        record = json.loads(archive.read("record.json"))
        assert "words about somebody else were left out" in archive.read("record.html").decode()
    assert record["Session"][0]["note"] == "Ada heard [taken out]'s call; [taken out] was off sick, ([taken out] said so)."
    assert record["Session"][0]["next_step"] == "Ask [taken out] again"
    assert [(row["reason"], row["by_is"], "taken_out" in row) for row in record["Redaction"]] == [(WHY, world.hr.name, False)]


def test_the_record_keeps_them_and_leaders_go_on_reading_them(world, hr, chat, sign_in):
    """P07: the original stays in the database."""
    hr.post(address(world, chat), tapped(world, chat, 2, 3))
    chat.refresh_from_db()
    assert chat.note == NOTE
    assert "priya nair was off sick" in text(sign_in(world.leader).get(chat.get_absolute_url()))


def test_the_advisor_does_not_read_them_on_their_own_page_nor_on_the_leaders_phone(world, hr, chat, sign_in):
    """P02, P07: otherwise taking them out of the file would be for nothing."""
    hr.post(address(world, chat), tapped(world, chat, 2, 3))
    for page in (let_in(world.ada).get(OWN_PAGE), sign_in(world.leader).get(reverse("session-show", args=[chat.pk]))):
        assert "[taken out] was off sick" in text(page)
        assert "nair" not in page.text.lower()
    chat.refresh_from_db()
    assert chat.note == NOTE
    taken = let_in(world.ada).post(reverse("mine-everything"))
    assert "nair" not in bytes_of(taken.content).lower()


def test_who_led_and_who_wrote_it_stays_theirs_to_know(world, hr):
    """P06: a leader's name in a note goes, the leader's name beside it stays."""
    make.session(world.leader, world.ada, note="Amir Haddad was late himself")
    Redaction.take_out(world.ada, world.hr, ["Amir Haddad"], WHY)
    with zipfile.ZipFile(BytesIO(hand_over(world.ada, None, WHY)[1])) as archive:
        [row] = json.loads(archive.read("record.json"))["Session"]
    assert (row["note"], row["leader_is"]) == ("[taken out] was late himself", "Amir Haddad")


def test_put_back_they_are_there_again_and_the_log_says_both(world, hr, chat):
    hr.post(address(world, chat), tapped(world, chat, 2, 3))
    row = Redaction.objects.get()
    for _twice in range(2):
        hr.post(reverse("people-words-put-back", args=[row.pk]))
    row.refresh_from_db()
    assert (row.by, row.put_back_by, row.reason) == (world.hr, world.hr, WHY)
    page = text(hr.get(reverse("people-advisor-words", args=[world.ada.pk])))
    assert "<s>Priya Nair</s>" in page
    assert f"{world.hr.name}: {WHY}" in page
    assert "priya nair was off sick" in bytes_of(hand_over(world.ada, None, WHY)[1])


def test_nothing_tapped_no_reason_or_other_words_by_now_takes_nothing_out(world, hr, chat):
    """What was typed and tapped is kept."""
    refused = hr.post(address(world, chat), tapped(world, chat, 2, 3, reason="HR"))
    assert refused.status_code == 422
    assert 'value="HR"' in text(refused)
    assert 'value="2" checked' in text(refused)
    assert "Tap at least one word" in text(hr.post(address(world, chat), tapped(world, chat)))
    assert "their own name" in text(hr.post(address(world, chat), tapped(world, chat, 0)))
    said = tapped(world, chat, 2, 3)
    chat.amend(by=world.leader, note="Other words by now")
    assert "changed since you read them" in text(hr.post(address(world, chat), said))
    assert hr.post(address(world, chat, "nothing"), said).status_code == 404
    assert Redaction.objects.count() == 0


def test_taken_out_twice_is_written_down_once(world, hr, chat):
    for _twice in range(2):
        hr.post(address(world, chat), tapped(world, chat, 2, 3))
    assert Redaction.objects.get().taken_out == "Priya Nair"


def test_only_with_the_right_to_notes_and_only_after_saying_what_for(world, chat, sign_in):
    page = reverse("people-advisor-words", args=[world.ada.pk])
    hr = sign_in(world.hr)
    assert hr.get(page).status_code == 403
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    hr = sign_in(world.hr)
    assert hr.get(page).url == reverse("people-advisor", args=[world.ada.pk])
    assert not Opening.objects.exists()
    record, _content = hand_over(world.ada, world.hr, "Ada asked on 3 March")
    assert NOTE.split()[1] in text(hr.get(page))
    assert [(row.reader, row.advisor) for row in Opening.objects.all()] == [(world.hr, world.ada)]  # P15
    DataPack.objects.filter(pk=record.pk).update(made_at=timezone.now() - timedelta(days=2))
    assert hr.get(page).status_code == 302


@pytest.mark.parametrize("who", ["leader", "other", "former", "designer", "sponsor", "nobody"])
def test_for_hr_and_nobody_else(world, sign_in, who, chat):
    row = Redaction.take_out(world.ada, world.hr, ["Priya"], WHY)[0]
    client = sign_in(getattr(world, who))
    assert client.get(reverse("people-advisor-words", args=[world.ada.pk])).status_code == 403
    assert client.post(reverse("people-words-put-back", args=[row.pk])).status_code == 403
    row.refresh_from_db()
    assert row.put_back_at is None


def test_without_the_right_to_notes_a_row_of_the_log_is_not_there(world, sign_in):
    row = Redaction.take_out(world.ada, world.hr, ["Priya"], WHY)[0]
    assert sign_in(world.hr).post(reverse("people-words-put-back", args=[row.pk])).status_code == 404


def test_words_not_taken_in_are_read_too_however_the_phone_wrote_them(world, hr):
    """A phone may write a letter as its number: what is taken out is taken out there as well."""
    body = json.dumps({"advisor": world.ada.pk, "note": "Zoë was there"}).encode()
    assert b"\\u00eb" in body
    Refusal.keep(world.leader, uuid.uuid4(), Refusal.Why.INVALID, body, "0" * 64, {"card": ["No card"]})
    assert "Zoë was there" in text(hr.get(reverse("people-advisor-words", args=[world.ada.pk])))
    Redaction.take_out(world.ada, world.hr, ["Zoe\u0308"], WHY)  # typed as two signs, sent as one
    said = bytes_of(hand_over(world.ada, None, WHY)[1])
    assert "Zo" not in said
    assert "was there" in said


def test_every_word_somebody_typed_is_among_the_texts(world, hr):
    """P07: what is in the file can be read here, and so taken out."""
    seed(world, world.ada, MINE)
    there = {one.words for one in texts(world.ada)}
    for word in ("note", "note-2", "note-3", "next", "reason", "own", "gone", "because", "words", "done", "refused", "pack", "objects"):
        assert any(f"{MINE}-{word}" in said for said in there), word


def test_the_list_is_paged_and_its_queries_do_not_grow(world, hr, chat):
    page = reverse("people-advisor-words", args=[world.ada.pk])
    with counted() as few:
        hr.get(page)
    for n in range(25):
        make.session(world.leader, world.ada, note=f"Note {n}")
    with counted() as many:
        found = hr.get(page)
    assert len(many) <= len(few)
    assert "Show more" in text(found)


def test_the_words_go_from_the_log_when_nothing_says_them_any_more(world):
    """P17: and not before, or they would come back into the file."""
    at = timezone.now()
    old = retention.months_before(at.date(), 6)
    # Half a year ago it was summer: late in the evening that day was the next.
    chat = make.session(world.leader, world.ada, note=NOTE, held_at=at - timedelta(days=(at.date() - old).days + 2))
    Redaction.take_out(world.ada, world.hr, ["Priya Nair", "off sick"], WHY, at=at - timedelta(days=250))
    kept = make.session(world.leader, world.ada, note="She was off sick")
    retention.run(at)
    assert set(Redaction.objects.values_list("taken_out", flat=True)) == {"", "off sick"}
    chat.refresh_from_db()
    kept.refresh_from_db()
    assert (chat.note, kept.note) == ("", "She was off sick")


@pytest.mark.parametrize(
    ("words", "chosen", "expected"),
    [
        ("Priya Nair's call, then Tom.", [0, 1], ["Priya Nair"]),
        ("Priya Nair's call, then Tom.", [4, 0], ["Priya", "Tom"]),
        ("(Priya)", [0], ["Priya"]),
        ("— …", [0, 1], []),
        ("One", [7, -1], []),
    ],
)
def test_words_side_by_side_go_as_one_piece(words, chosen, expected):
    assert list(phrases(words.split(), chosen)) == expected


def test_a_piece_is_whole_words_only():
    out = TakenOut(["Ann", "Ann Lee"])
    assert out.said("Ann Lee, Anna, ANN\nand ann's") == "[taken out], Anna, [taken out]\nand [taken out]'s"
    assert TakenOut([]).said("Ann") == "Ann"
