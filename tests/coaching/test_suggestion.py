"""The next card from rows: what is read, whose it is, and in how many queries."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role, User
from cards.models import Card
from coaching import progress, record
from coaching.models import CheckBack, Session
from coaching.picture import looks_at
from coaching.suggestion import known, suggest
from tests import make
from tests.ladder import counted, cover, hr_and_leader

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ago(days: float) -> datetime:
    return timezone.now() - days * DAY


def first(advisor, leader, **more) -> tuple[str, str | None]:
    found = suggest(advisor, leader, timezone.now(), **more)[0]
    return found.rule.value, found.card


# --- each part of the record comes from its rows


def test_with_nobody_new_it_starts_from_a_good_catch(world):
    found = suggest(world.ada, world.leader, timezone.now())
    assert [(one.rule.value, one.card) for one in found[:2]] == [
        ("no-history", "the-question-that-cracked-it"),
        ("no-history", "played-it-back"),
    ]
    assert found[0].reason == "Start with something they do well."


def test_a_check_back_that_is_due_leads_to_itself(world):
    promise = make.check_back(world.leader, world.ada, held_at=ago(3))
    found = suggest(world.ada, world.leader, timezone.now())[0]
    assert (found.rule.value, found.card, found.of, found.skill) == ("check-back-due", None, promise.pk, "make-it-clear")


def test_one_with_a_date_ahead_is_one_thing_at_a_time(world):
    promise = make.check_back(world.leader, world.ada)
    found = suggest(world.ada, world.leader, timezone.now())[0]
    assert (found.rule.value, found.of) == ("still-on-one-thing", promise.pk)


@pytest.mark.parametrize(
    ("outcome", "step", "said"),
    [
        ("no-chance", None, ("no-chance-yet", "say-it-their-way")),
        ("not-there-yet", 2, ("not-there-yet", "who-what-by-when")),
        ("helped", 2, ("it-helped", "say-it-their-way")),
        ("helped", 3, ("longest-without-a-look", "first-time-for-them")),  # Stay close was used once
    ],
)
def test_what_was_heard_last_says_what_comes_next(world, outcome, step, said):
    make.check_back(world.leader, world.ada, held_at=ago(3)).answer(by=world.leader, outcome=outcome, step=step)
    assert first(world.ada, world.leader) == said


def test_what_got_in_the_way_is_the_leaders_until_it_is_cleared(world):
    promise = make.check_back(world.leader, world.ada, held_at=ago(3))
    promise.answer(by=world.leader, outcome="in-the-way", barrier="rule")
    found = suggest(world.ada, world.leader, timezone.now())
    assert (found[0].rule.value, found[0].of) == ("in-the-way", promise.barrier.pk)
    assert found[1].card == "am-i-allowed"
    promise.barrier.clear(by=world.leader)
    assert first(world.ada, world.leader) == ("rule-or-unsure", "am-i-allowed")
    make.session(world.leader, world.ada, "am-i-allowed")
    assert first(world.ada, world.leader)[0] == "longest-without-a-look"


def test_something_in_the_way_for_a_year_still_is(world):
    promise = make.check_back(world.leader, world.ada, held_at=ago(300))
    promise.answer(by=world.leader, outcome="in-the-way", barrier="tool", at=ago(298))
    assert first(world.ada, world.leader) == ("in-the-way", None)


@pytest.mark.parametrize(("days", "said"), [(89, "rule-or-unsure"), (92, "longest-without-a-look")])
def test_what_was_cleared_lately_still_speaks_however_long_it_took(world, days, said):
    promise = make.check_back(world.leader, world.ada, held_at=ago(300))
    promise.answer(by=world.leader, outcome="in-the-way", barrier="rule", at=ago(298))
    promise.barrier.clear(by=world.leader, at=ago(days))
    assert first(world.ada, world.leader)[0] == said


def test_two_shortfalls_call_for_a_good_catch_of_the_strongest_skill(world):
    make.session(world.leader, world.ada, "pick-up-the-hint", held_at=ago(9))
    make.session(world.leader, world.ada, "solve-the-next-one-too", held_at=ago(8), step=3)
    assert first(world.ada, world.leader) == ("last-two-from-a-shortfall", "told-them-early")


def test_looks_at_hand_already_are_taken_as_they_are(world):
    make.session(world.leader, world.ada, "how-is-it-going", held_at=ago(9), step=4)
    looks = looks_at(world.ada, world.leader)
    with counted() as queries:
        assert first(world.ada, world.leader, looks=looks)[0] == "passing-it-on"
    assert len(queries) == 4
    assert first(world.ada, world.leader) == first(world.ada, world.leader, looks=looks)


def test_what_the_advisor_asked_for_comes_before_what_we_would_suggest(world):
    make.session(world.leader, world.ada, "how-is-it-going", held_at=ago(9), step=4)
    asked = [record.Ask(ago(1), skill="look-ahead")]
    assert first(world.ada, world.leader, asks=asked) == ("asked-for", "something-new-today")


def test_a_retired_card_is_not_suggested_and_what_was_said_about_it_still_counts(world):
    make.check_back(world.leader, world.ada, held_at=ago(3)).answer(by=world.leader, outcome="no-chance")
    Card.objects.get(slug="say-it-their-way").retire(by=world.designer)
    found = suggest(world.ada, world.leader, timezone.now())
    assert "say-it-their-way" not in {one.card for one in found}
    assert first(world.ada, world.leader)[0] == "longest-without-a-look"
    unpublished = first(world.ada, world.leader)[1]
    Card.objects.filter(slug=unpublished).update(current=None)
    assert unpublished not in {one.card for one in suggest(world.ada, world.leader, timezone.now())}


def test_ties_go_to_the_practice_this_leader_used_least_with_anybody(world):
    make.session(world.leader, world.ada, "how-is-it-going", held_at=ago(9))
    make.session(world.leader, world.ben, "say-it-their-way")
    make.session(world.leader, world.ben, "say-it-their-way").withdraw(by=world.leader)
    make.session(world.leader, world.ben, "the-awkward-question", held_at=ago(91))
    make.session(cover(world), world.ben, "helping-or-selling")
    assert known(world.ada, world.leader, timezone.now()).practices == {"come-back": 1, "stay-close": 1}
    assert first(world.ada, world.leader) == ("longest-without-a-look", "first-time-for-them")


def test_the_day_and_the_working_days_are_the_teams_own(world):
    far = make.team("Far", time_zone="Pacific/Auckland", works_on="36")
    make.leadership(world.leader, far)
    mia, at = make.advisor(far, "Mia Tane"), timezone.now()
    said = known(mia, world.leader, at)
    assert (said.on, said.works_on, said.at) == (far.today(at), "36", at)


# --- whose rows


def test_rows_of_other_people_and_other_teams_are_never_in_it(world):
    make.session(world.leader, world.ben, step=4, come_back="next-shift", held_at=ago(3))
    make.session(world.other, world.cleo, step=4, come_back="next-shift", held_at=ago(3))
    said = known(world.ada, world.leader, timezone.now())
    assert (said.looks, said.chats, said.check_backs, said.barriers) == ([], [], [], [])
    assert said.practices == {"stay-close": 1}


@pytest.mark.parametrize("who", ["other", "former", "hr", "designer", "sponsor", "nobody"])
def test_who_does_not_lead_them_learns_nothing(world, who):
    promise = make.check_back(world.leader, world.ada, step=4, held_at=ago(3))
    promise.answer(by=world.leader, outcome="in-the-way", barrier="rule")
    said = known(world.ada, getattr(world, who), timezone.now())
    assert (said.chats, said.check_backs, said.barriers, said.practices) == ([], [], [], {})


def test_cover_sees_what_the_leader_sees(world):
    make.check_back(world.leader, world.ada, held_at=ago(3))
    assert first(world.ada, cover(world)) == ("check-back-due", None)


def test_an_earlier_team_stays_behind_even_for_who_works_in_hr_too(world):
    promise = make.check_back(world.leader, world.ada, step=4, held_at=ago(3))
    promise.answer(by=world.leader, outcome="in-the-way", barrier="rule", at=ago(2))
    make.check_back(world.leader, world.ada, step=4, held_at=ago(3))
    world.ada.move(world.blue)
    both_teams = make.user("Lena Both")  # leads the earlier team as well
    make.leadership(both_teams, world.red)
    make.leadership(both_teams, world.blue)
    Role.grant(both_teams, Role.Name.HR)
    for leader in (world.other, hr_and_leader(world), both_teams):
        leader = User.objects.get(pk=leader.pk)
        said = known(world.ada, leader, timezone.now())
        assert (said.looks, said.chats, said.check_backs, said.barriers, said.practices) == ([], [], [], [], {})
        assert first(world.ada, leader)[0] == "no-history"


# --- whatever happened: withdrawn never counts, a moved advisor's history stays in its team

SLUGS = ("say-it-their-way", "solve-the-next-one-too", "told-them-early", "pick-up-the-hint", "am-i-allowed")
moments = st.lists(
    st.tuples(st.sampled_from(SLUGS), st.sampled_from(["red", "blue"]), st.integers(1, 60), st.integers(1, 4), st.booleans()), max_size=8
)


def held(world, advisor, slug, team, days, step, withdrawn) -> Session:
    """As it stands in the table, whichever team they are in now; come back to a day later."""
    card, team = Card.objects.get(slug=slug), getattr(world, team)
    leader = world.leader if team == world.red else world.other
    gone = {"withdrawn_at": timezone.now(), "withdrawn_by": leader} if withdrawn else {}
    session = Session.objects.create(
        id=uuid.uuid4(), advisor=advisor, leader=leader, team=team, card=card, edition=card.current, held_at=ago(days),
        held_on=team.today(ago(days)), step=step, sha256="0" * 64, **gone,
    )  # fmt: skip
    answered = {"answered_at": ago(days - 0.5), "answered_on": team.today(ago(days - 0.5)), "answered_by": leader, "outcome": "helped"}
    CheckBack.objects.create(
        session=session, advisor=advisor, team=team, come_back="next-shift", due_at=ago(days - 0.5), due_on=team.today(ago(days - 0.5)),
        step=step, **answered,
    )  # fmt: skip
    return session


def everything_said(advisor, leader) -> tuple:
    """All that rests on looks and on the record, in words."""
    at, looks = timezone.now(), looks_at(advisor, leader)
    today = advisor.team.today(at)
    return sorted(map(str, looks)), progress.sentence(looks, today), [str(one) for one in suggest(advisor, leader, at)]


@given(history=moments, moved=st.booleans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_withdrawn_or_held_in_another_team_changes_nothing(world, history, moved):
    """The page says the same as if those moments had never been: their rows are taken away, and it is asked again."""
    with transaction.atomic():
        sessions = [held(world, world.ada, *one) for one in history]
        team = "blue" if moved else "red"
        if moved:
            world.ada.move(world.blue)
        # The leader's own practices are theirs, wherever the advisor is now: only standing ones count.
        leader = User.objects.get(pk=(world.other if moved else world.leader).pk)
        said = everything_said(world.ada, leader)
        out = [session.pk for session, (_slug, where, _days, _step, gone) in zip(sessions, history, strict=True) if gone or where != team]
        assert len(said[0]) == 2 * (len(history) - len(out))
        CheckBack.objects.filter(session__in=out).delete()
        Session.objects.filter(pk__in=out).delete()
        assert everything_said(world.ada, leader) == said
        transaction.set_rollback(True)
    world.ada.refresh_from_db()


# --- the database


def test_thirty_moments_ask_no_more_of_the_database_than_one(world):
    def measured() -> int:
        leader = User.objects.get(pk=world.leader.pk)
        assert leader.role_names == frozenset()  # asked once a request, whoever asks first
        with counted() as queries:
            suggest(world.ada, leader, timezone.now())
        assert all(query["sql"].lstrip("(").startswith("SELECT") for query in queries)  # it writes nothing
        return len(queries)

    make.check_back(world.leader, world.ada, step=2, held_at=ago(40))
    few = measured()
    for n in range(30):
        make.check_back(world.leader, world.ada, step=3, held_at=ago(n))
        make.check_back(world.leader, world.ada).answer(by=world.leader, outcome="in-the-way", barrier="rule")
    assert measured() == few == 5


def test_an_answer_of_another_season_is_not_read(world):
    make.check_back(world.leader, world.ada, held_at=ago(120)).answer(by=world.leader, outcome="helped", at=ago(119))
    make.check_back(world.leader, world.ada, held_at=ago(90)).answer(by=world.leader, outcome="helped", at=ago(89))
    assert len(known(world.ada, world.leader, timezone.now()).check_backs) == 1


def test_a_hundred_chats_are_enough(world):
    """However long the record, the latest are read and no more."""
    card = Card.objects.get(slug="say-it-their-way")
    Session.objects.bulk_create(
        Session(
            advisor=world.ada, leader=world.leader, team=world.red, card=card, edition=card.current, held_at=ago(n),
            held_on=world.red.today(ago(n)), sha256="0" * 64,
        )
        for n in range(130)
    )  # fmt: skip
    said = known(world.ada, world.leader, timezone.now())
    assert len(said.chats) == 100
    assert max(chat.on for chat in said.chats) == world.red.today()
