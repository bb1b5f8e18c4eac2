"""/mine/: an advisor's own record, in the words their leader sees, and who can read it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from coaching.models import CheckBack, Export, Session
from tests import make
from tests.coaching.own_record import MINE, let_in, text
from tests.ladder import counted, cover

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(world) -> Client:
    return let_in(world.ada)


@pytest.fixture
def session(world) -> Session:
    return make.session(world.leader, world.ada, step=2, note="You took a breath first", next_step="Try their word", come_back="next-shift")


# P02
def test_they_read_the_words_their_leader_reads_notes_included(world, ada, session, sign_in):
    own, leaders = text(ada.get(MINE)), text(sign_in(world.leader).get(f"/advisors/{world.ada.pk}/"))
    for words in ("You took a breath first", "Try their word", "Trying it", session.edition.title):
        assert words in own
        assert words in leaders


def test_nothing_of_anybody_else_is_there(world, ada):
    make.session(world.leader, world.ben, note="About Ben only")
    assert "About Ben only" not in text(ada.get(MINE))
    assert world.ben.name not in text(ada.get(MINE))


def test_what_was_withdrawn_stays_seen_and_says_why(world, ada, session):
    session.withdraw(by=world.leader, because="It was Ben")
    own = text(ada.get(MINE))
    assert "Withdrawn" in own
    assert "It was Ben" in own


def test_both_answers_where_they_see_it_differently(world, ada):
    make.session(world.leader, world.ada, step=2, advisor_step=3)
    own = text(ada.get(MINE))
    assert "You: " in own
    assert "Amir: " in own


def test_an_empty_page_says_what_will_come(ada):
    own = text(ada.get(MINE))
    assert "Nothing written down yet" in own
    assert "Nothing yet." in own


def test_links_lead_nowhere_that_is_not_theirs(world, ada, session):
    own = ada.get(MINE).text
    for there in ('href="/sessions/', 'href="/check-backs/', 'href="/cards/', 'href="/team/', 'href="/"'):
        assert there not in own


def test_a_dip_asks_the_leader_and_is_no_message_to_the_advisor(world, ada, sign_in):
    for days, step in enumerate((1, 2, 1, 3, 3, 3)):
        make.session(world.leader, world.ada, step=step, held_at=timezone.now() - timedelta(days=days))
    asked = "A question for you: What has changed around them?"
    assert asked in " ".join(text(sign_in(world.leader).get(f"/advisors/{world.ada.pk}/")).replace("<b>", "").replace("</b>", "").split())
    assert "What has changed" not in text(ada.get(MINE))


# --- who can read it


def test_it_names_who_can_read_it(world, ada):
    cover(world)
    own = text(ada.get(MINE))
    assert "Amir Haddad, who leads your team" in own
    assert "Dev Cover, standing in until" in own
    assert "Cara Doyle" not in own
    assert "Beth Owen" not in own


def test_it_says_how_often_hr_took_a_file_with_theirs_in_it(world, ada):
    assert "HR has taken no file with chats of yours" in text(ada.get(MINE))
    mine = exported(world.hr, finished=True)
    mine.advisors.add(world.ada)
    exported(world.hr, finished=True).advisors.add(world.ben)
    exported(world.hr, finished=False).advisors.add(world.ada)
    assert "in one file HR took, today" in text(ada.get(MINE))
    exported(world.hr, finished=True).advisors.add(world.ada)
    assert "in 2 files HR took" in text(ada.get(MINE))


def exported(by: User, finished: bool) -> Export:
    done = {"finished_at": timezone.now(), "rows": 1, "sha256": "0" * 64} if finished else {}
    return Export.objects.create(made_by=by, purpose="Monthly report", **done)


def test_exports_are_seen_by_hr_and_by_whoever_is_in_them(world):
    row = exported(world.hr, finished=True)
    row.advisors.add(world.ada)
    assert [Export.objects.visible_to(who).count() for who in (world.hr, world.ada, world.ben, world.leader, world.sponsor)] == [
        1,
        1,
        0,
        0,
        0,
    ]


# --- as a page


def test_many_entries_are_paged_and_ask_no_more_of_the_database(world, ada):
    def measured() -> int:
        with counted() as queries:
            assert ada.get(MINE).status_code == 200
        return len(queries)

    for _turn in range(3):
        make.check_back(world.leader, world.ada, step=2)
    few = measured()
    for _turn in range(30):
        make.check_back(world.leader, world.ada, step=2).answer(by=world.leader, outcome=CheckBack.Outcome.HELPED, step=3)
    Session.objects.update(own_words="Mine", own_words_at=timezone.now(), own_words_with=world.leader)
    assert measured() == few <= 17
    assert ada.get(MINE).text.count('id="e-') == 10
    assert ada.get(f"{MINE}?page=4").text.count('id="e-') == 3
    assert "That is all of them" in ada.get(f"{MINE}?page=9").text


def test_an_answer_leads_back_to_the_page_they_were_on(world, ada, session):
    where = f"{reverse('mine-seen', args=[session.pk])}?page=2"
    assert ada.post(where)["Location"] == f"/mine/?page=2#e-{session.pk}"


def test_wrong_methods_are_405(ada):
    assert {getattr(ada, method)(MINE).status_code for method in ("post", "put", "delete")} == {405}
