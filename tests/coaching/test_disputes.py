"""P11: an entry in dispute is frozen: nobody changes it, it counts nowhere and leaves in no file; settled, it is as before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from coaching import rollup
from coaching.models import CardWeek, DataRequest, Dispute, Session, Stale, Total
from coaching.personal import retention
from coaching.personal.archive import hand_over
from coaching.personal.erasing import erase
from tests import make
from tests.api import put, results, words
from tests.coaching.export.test_exports_page import PAGE, ask, lines
from tests.coaching.own_record import MINE as OWN_PAGE
from tests.coaching.own_record import let_in, text
from tests.coaching.test_redactions import bytes_of
from tests.ladder import counted

WHY, HOW = "Ada says it was not her call", "Both say it stands"


@pytest.fixture
def chat(world):
    return make.session(world.leader, world.ada, step=2, note="As it was", come_back="next-shift")


@pytest.fixture
def hr(world, sign_in, settings):
    settings.EXPORTS_A_MINUTE = settings.EXPORTS_AT_ONCE = 100
    return sign_in(world.hr)


@pytest.fixture
def frozen(hr, chat):
    assert hr.post(reverse("people-session-dispute", args=[chat.pk]), {"words": WHY}).status_code == 302
    chat.refresh_from_db()
    return chat


def settled(hr, chat) -> None:
    assert hr.post(reverse("people-session-settle", args=[chat.pk]), {"words": HOW}).status_code == 302
    chat.refresh_from_db()


def exported(hr, **said) -> tuple[list[str], str]:
    answer = hr.post(PAGE, ask(column=["session_id"], **said))
    return [row["session_id"] for row in lines(answer)], answer["X-Export"]


def test_nobody_changes_it_until_it_is_settled(world, hr, frozen, sign_in):
    """P11: by the model, by a page, or by a phone that sends other words."""
    leader = sign_in(world.leader)
    assert frozen.amend(by=world.leader, note="Other words") is False
    frozen.withdraw(by=world.leader, because="Undone")
    for name, said in (
        ("session-amend", {"step": 4, "reason": "A slip"}),
        ("session-withdraw", {"because": "A slip"}),
        ("session-undo", {}),
    ):
        assert leader.post(reverse(name, args=[frozen.pk]), said).url == frozen.get_absolute_url(), name
    assert put(leader, world.leader, words(world.ada, note="Other words"), frozen.pk).status_code == 409
    frozen.refresh_from_db()
    assert (frozen.note, frozen.step, frozen.amended_count, frozen.withdrawn_at) == ("As it was", 2, 0, None)
    settled(hr, frozen)
    assert frozen.amend(by=world.leader, note="Other words") is True


def test_it_is_in_no_total_and_the_totals_agree_with_the_rows(world):
    """P11: chats, steps, promises and what cards are used for; `rollup check` is equal before, meanwhile and after."""
    people = [make.advisor(world.red, at=timezone.now() - timedelta(days=200)) for _n in range(9)]
    rows = [
        make.session(world.leader, one, held_at=timezone.now() - timedelta(days=30, hours=n), step=2, come_back="later-today")
        for one in people
        for n in range(3)
    ]
    rollup.rebuild()
    before = set(Total.objects.values_list("site", "week", "what", "key", "n"))
    weeks = set(CardWeek.objects.values_list("week", "card", "edition", "logged", "due"))
    assert ("chats", 27) in {(what, n) for _site, _week, what, _key, n in before}
    disputes = Dispute.begin(rows[:2], WHY, by=world.hr)
    assert Stale.objects.exists()
    rollup.run()
    assert rollup.check() == {}
    meanwhile = set(Total.objects.values_list("what", "n"))
    assert {("chats", 25), ("due", 25), ("step", 25)} <= meanwhile
    assert not {("chats", 27), ("due", 27), ("step", 27)} & meanwhile
    assert sum(CardWeek.objects.values_list("logged", flat=True)) == 25
    for dispute in disputes:
        dispute.settle(world.hr, HOW)
    rollup.run()
    assert rollup.check() == {}
    assert set(Total.objects.values_list("site", "week", "what", "key", "n")) == before
    assert set(CardWeek.objects.values_list("week", "card", "edition", "logged", "due")) == weeks


def test_it_leaves_in_no_file_and_comes_in_the_next_one_when_settled(world, hr, chat):
    """P11: neither in a whole file, nor in one of what is new; nor to a system at the API."""
    other = make.session(world.leader, world.ben)
    both, first = exported(hr)
    assert set(both) == {str(chat.pk), str(other.pk)}
    hr.post(reverse("people-session-dispute", args=[chat.pk]), {"words": WHY})
    assert exported(hr, withdrawn="on")[0] == [str(other.pk)]
    new, second = exported(hr, since=first)
    assert new == []
    assert [row["id"] for row in results(hr.get("/api/v1/sessions/"))] == [str(other.pk)]
    assert hr.get(f"/api/v1/sessions/{chat.pk}/").status_code == 404
    before = timezone.now()
    settled(hr, chat)
    assert exported(hr, since=second)[0] == [str(chat.pk)]
    changed = results(hr.get("/api/v1/sessions/", {"changed_from": before.isoformat()}))
    assert [row["id"] for row in changed] == [str(chat.pk)]


def test_whoever_sees_it_sees_that_it_is_in_dispute_and_no_more(world, frozen, sign_in):
    """P11: the leader, the advisor, HR; why is for HR and the advisor."""
    leader = sign_in(world.leader)
    page = text(leader.get(frozen.get_absolute_url()))
    assert "In dispute since today" in page
    assert reverse("session-amend", args=[frozen.pk]) not in page
    assert WHY not in page
    assert "In dispute" in text(leader.get(reverse("advisor", args=[world.ada.pk])))
    assert "In dispute" in text(let_in(world.ada).get(OWN_PAGE))
    assert WHY in text(sign_in(world.hr).get(reverse("people-advisor", args=[world.ada.pk])))
    assert WHY in bytes_of(hand_over(world.ada, None, "Taken from their own page")[1])


def test_nothing_is_said_of_steps_by_it_and_nobody_is_asked_to_come_back_to_it(world, frozen, hr, sign_in):
    """P11: the blueprint, the suggestion, the promises. It is still in the list of chats."""
    leader = sign_in(world.leader)
    page = reverse("advisor", args=[world.ada.pk])
    assert "Trying it" not in text(leader.get(page)).split('id="page"')[0]
    assert frozen.check_backs.get() not in frozen.check_backs.model.objects.visible_to(world.leader).open()
    settled(hr, frozen)
    assert frozen.check_backs.get() in frozen.check_backs.model.objects.visible_to(world.leader).open()


def test_an_answer_that_a_phone_sends_meanwhile_is_kept_and_not_counted(world, frozen):
    """Nothing that was heard is lost: what is frozen is the entry."""
    promise = frozen.check_backs.get()
    assert promise.answer(by=world.leader, outcome="helped", step=3) is True
    assert promise not in type(promise).objects.standing()


def test_the_advisor_says_so_on_their_own_page_and_hr_finds_it_with_its_clock(world, chat, hr):
    """P11, P12."""
    own = let_in(world.ada)
    address = reverse("mine-session-dispute", args=[chat.pk])
    refused = own.post(address, {"words": "No"})
    assert refused.status_code == 422
    assert ">No</textarea>" in text(refused)
    for _twice in range(2):
        assert own.post(address, {"words": "It was Ben who took that call"}).status_code == 302
    chat.refresh_from_db()
    request, dispute = DataRequest.objects.get(), Dispute.objects.get()
    assert (request.kind, request.advisor, dispute.request, dispute.by) == ("correction", world.ada, request, None)
    assert chat.disputed_at == dispute.at
    page = reverse("people-request", args=[request.pk])
    assert "One chat is in dispute" in text(hr.get(page))
    assert hr.post(reverse("people-request-act", args=[request.pk, "settle"]), {"words": "x"}).status_code == 422
    hr.post(reverse("people-request-act", args=[request.pk, "settle"]), {"words": HOW})
    chat.refresh_from_db()
    dispute.refresh_from_db()
    assert (chat.disputed_at, dispute.outcome, dispute.settled_by) == (None, HOW, world.hr)


def test_somebody_elses_chat_is_not_there_to_dispute(world, chat):
    assert let_in(world.ben).post(reverse("mine-session-dispute", args=[chat.pk]), {"words": WHY}).status_code == 404
    assert not Dispute.objects.exists()


def test_an_objection_freezes_all_their_chats_and_nobody_elses(world, chat, hr):
    """P12, P11: an objection stops a chat from being counted while it is looked into."""
    second, other = make.session(world.leader, world.ada), make.session(world.leader, world.ben)
    said = {"name": world.ada.name, "number": world.ada.employee_number, "reach": "by letter", "words": "I object to all of it"}
    request = DataRequest.objects.create(kind="objection", advisor=world.ada, **said)
    act = reverse("people-request-act", args=[request.pk, "freeze"])
    for _twice in range(2):
        assert hr.post(act).status_code == 302
    assert set(Session.objects.standing()) == {other}
    assert set(Dispute.objects.values_list("session", "request")) == {(chat.pk, request.pk), (second.pk, request.pk)}
    assert "2 chats are in dispute" in text(hr.get(reverse("people-request", args=[request.pk])))
    hr.post(reverse("people-request-act", args=[request.pk, "answer"]), {"words": "We looked into it with you"})
    hr.post(reverse("people-request-act", args=[request.pk, "settle"]), {"words": HOW})
    assert Session.objects.standing().count() == 3


def test_where_nobody_knows_who_asks_there_is_nothing_to_freeze(hr, world):
    request = DataRequest.objects.create(kind="objection", name="Gone Person", reach="gone@example.com", words="No more of it")
    assert "Freeze" not in text(hr.get(reverse("people-request", args=[request.pk])))
    assert hr.post(reverse("people-request-act", args=[request.pk, "freeze"])).status_code == 404


@pytest.mark.parametrize("name", ["people-session-dispute", "people-session-settle"])
@pytest.mark.parametrize("who", ["leader", "other", "former", "designer", "sponsor", "nobody"])
def test_for_hr_and_nobody_else(world, sign_in, chat, name, who):
    assert sign_in(getattr(world, who)).post(reverse(name, args=[chat.pk]), {"words": WHY}).status_code == 403
    assert not Dispute.objects.exists()


def test_a_reason_is_needed_and_what_was_typed_is_kept(hr, chat):
    refused = hr.post(reverse("people-session-dispute", args=[chat.pk]), {"words": "HR"})
    assert refused.status_code == 422
    assert 'value="HR"' in text(refused)
    assert not Dispute.objects.exists()


def test_settling_twice_says_it_once_and_there_is_one_open_at_a_time(world, hr, frozen):
    for _twice in range(2):
        settled(hr, frozen)
    assert Dispute.objects.get().outcome == HOW
    Dispute.begin([frozen], WHY, by=world.hr)
    assert Dispute.begin([frozen], WHY, by=world.hr) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.create(session=frozen, because=WHY, by=world.hr)


def test_withdrawn_it_is_nothing_to_dispute(world, chat):
    chat.withdraw(by=world.leader, because="A slip")
    assert Dispute.begin([chat], WHY, by=world.hr) == []


def test_the_words_of_it_go_with_those_of_the_chat(world):
    """P17: why and how, and not who and when."""
    at = timezone.now()
    # Half a year ago it was summer: late in the evening that day was the next.
    held = at - timedelta(days=(at.date() - retention.months_before(at.date(), 6)).days + 2)
    row = make.session(world.leader, world.ada, held_at=held)
    Dispute.begin([row], WHY, by=world.hr)[0].settle(world.hr, HOW)
    retention.run(at)
    assert Dispute.objects.values_list("because", "outcome", "by", "settled_by").get() == ("", "", world.hr.pk, world.hr.pk)


def test_erased_they_take_it_along_and_what_did_not_count_does_not_begin_to(world, frozen):
    """P19."""
    make.session(world.leader, world.ada)
    before = Session.objects.standing().count()
    world.ada.leave()
    erase(world.ada, world.hr)
    assert not Dispute.objects.exclude(because="").exists()
    assert Session.objects.standing().count() == before
    assert rollup.check() == {}


def test_hrs_page_asks_no_more_where_many_are_in_dispute(world, hr, frozen):
    page = reverse("people-advisor", args=[world.ada.pk])
    with counted() as few:
        hr.get(page)
    Dispute.begin([make.session(world.leader, world.ada) for _n in range(8)], WHY, by=world.hr)
    with counted() as many:
        hr.get(page)
    assert len(many) <= len(few)
