"""The demo world: only in demo mode, the same for the same seed, and made of rows the verbs would have made."""

from __future__ import annotations

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.db.models import F

from accounts.models import Advisor, Leadership, Membership, Role, Site, Team, User
from cards.models import Card, CardOpened, Edition
from coaching import entry
from coaching.demo import names, use, words, world
from coaching.demo.hurdles import HURDLES
from coaching.models import Amendment, Barrier, CheckBack, Session

pytestmark = pytest.mark.django_db

TUESDAY_MORNING = datetime(2025, 6, 17, 10, 42, tzinfo=ZoneInfo("Europe/London"))
SATURDAY_EVENING = datetime(2025, 11, 8, 22, 0, tzinfo=ZoneInfo("Europe/London"))
MADE = [Site, Team, User, Role, Leadership, Advisor, Membership, Session, CheckBack, Barrier, Amendment]
# Set by the database or with a random salt; the digest is of an entry that names the advisor by its id.
OWN = {"id", "password", "sha256"}
# What a row is called by others, whatever id it has.
KNOWN_BY = {Site: "name", Team: "name", User: "email", Advisor: "email", Card: "slug", Edition: "title", Session: "pk", CheckBack: "pk"}


def run(**options) -> str:
    out = StringIO()
    call_command("demo_world", stdout=out, **options)
    return out.getvalue()


def everything() -> list[str]:
    """Every row in words that do not depend on ids the database gave."""
    rows = []
    for model in MADE:
        own = OWN - {"id"} if model in (Session, CheckBack) else OWN
        lookups = [name_of(field) for field in model._meta.concrete_fields if field.name not in own]
        rows += [f"{model.__name__} {row}" for row in model.objects.values_list(*lookups)]
    return sorted(rows)


def name_of(field: models.Field) -> str:
    return f"{field.name}__{KNOWN_BY[field.related_model]}" if field.related_model else field.name


def as_said(row: models.Model, but: set[str] = frozenset()) -> str:
    return repr([(field.attname, getattr(row, field.attname)) for field in row._meta.concrete_fields if field.name not in but])


# --- the command ---------------------------------------------------------------------------------------------------


def test_it_refuses_outside_demo_mode(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="only made in demo mode: set DEMO=true") as refused:
        run()
    assert refused.value.returncode == 1
    assert not User.objects.exists()


def test_it_says_what_is_missing_when_there_are_no_cards(settings):
    settings.DEMO = True
    Card.objects.update(current=None)
    with pytest.raises(CommandError, match="load_programme"):
        run()
    assert not User.objects.exists()


def test_it_wants_a_moment_with_its_offset(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="offset"):
        run(now=datetime(2025, 6, 17, 10, 42))


def test_it_says_what_it_made_and_how_to_sign_in(settings):
    settings.DEMO = True
    said = run(now=TUESDAY_MORNING)
    assert "8 teams, 96 advisors" in said
    assert all(account.email in said for account in names.ACCOUNTS)
    assert names.PASSWORD in said
    assert all(User.objects.get(email=account.email).check_password(names.PASSWORD) for account in names.ACCOUNTS)


def test_a_second_run_keeps_the_world(settings):
    settings.DEMO = True
    run(now=TUESDAY_MORNING)
    before = everything()
    assert "The demo world is already here" in run(now=SATURDAY_EVENING, seed=3)
    assert everything() == before


def test_the_same_seed_and_moment_make_the_same_rows():
    def made(seed: int) -> list[str]:
        with transaction.atomic():
            world.build(TUESDAY_MORNING, seed)
            rows = everything()
            transaction.set_rollback(True)
        return rows

    first = made(28)
    assert made(28) == first
    assert made(29) != first


def test_all_of_it_or_nothing(monkeypatch):
    def stumble(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(world, "mend", stumble)
    with pytest.raises(RuntimeError), transaction.atomic():
        world.build(TUESDAY_MORNING)
    assert not User.objects.exists()


def test_the_words_fit_the_deck_and_the_form():
    slugs = set(Card.objects.values_list("slug", flat=True))
    assert set(words.USE) == set(words.NEXT_STEPS) == set(words.NOTES) <= slugs
    assert all(len(text) <= 80 for texts in words.NEXT_STEPS.values() for text in texts)
    assert all(len(text) + 20 <= 280 for texts in words.NOTES.values() for text in texts)
    assert all(len(text) <= 140 for pairs in HURDLES.values() for pair in pairs for text in pair)


# --- as the verbs would have done it ---------------------------------------------------------------------------------


def replay(session: Session) -> Session:
    """Log the same moment through the door the form uses, then everything that followed."""
    promises = in_order(list(session.check_backs.all()))
    amendments = list(session.amendments.all())
    barriers = {barrier.check_back_id: barrier for barrier in Barrier.objects.filter(check_back__session=session)}
    first = amendments[0] if amendments else session
    Barrier.objects.filter(check_back__session=session).delete()
    for promise in reversed(promises):
        CheckBack.objects.filter(pk=promise.pk).delete()
    session.amendments.all().delete()
    Session.objects.filter(pk=session.pk).delete()
    logged = entry.Entry(
        id=session.pk, advisor=session.advisor_id, card=session.card.slug, edition=session.edition.number, held_at=session.held_at,
        step=first.step, advisor_step=first.advisor_step, next_step=first.next_step, come_back=session.come_back, note=first.note,
        made_offline=session.made_offline, payload=session.payload, took_ms=session.took_ms,
    )  # fmt: skip
    again, new = entry.log(session.leader, logged, logged.as_bytes(), at=session.received_at)
    assert new
    answer(promises, barriers)
    for amendment in amendments:
        changed = {name: getattr(session, name) for name in Amendment.FIELDS}
        assert again.amend(amendment.by, amendment.reason, at=amendment.at, **changed)
    if session.seen_at:
        again.mark_seen(session.seen_at)
    if session.own_words:
        assert again.add_own_words(session.own_words, session.own_words_with, at=session.own_words_at)
    if session.withdrawn_at:
        again.withdraw(session.withdrawn_by, session.withdrawn_because, at=session.withdrawn_at)
    return Session.objects.get(pk=session.pk)


def in_order(promises: list[CheckBack]) -> list[CheckBack]:
    """A chain from the first promise on."""
    then = {promise.after_id: promise for promise in promises}
    chain, after = [], None
    while after in then:
        chain.append(then[after])
        after = chain[-1].id
    return chain


def answer(promises: list[CheckBack], barriers: dict) -> None:
    thens = [*(promise.come_back for promise in promises), "none"][1:]
    for promise, then in zip(promises, thens, strict=True):
        if promise.answered_at:
            barrier = barriers.get(promise.id)
            heard = {"barrier": barrier.kind, "words": barrier.words} if barrier else {}
            fresh = CheckBack.objects.get(pk=promise.id)
            assert fresh.answer(promise.answered_by, promise.outcome, step=promise.step, come_back=then, at=promise.answered_at, **heard)
            if barrier and barrier.cleared_at:
                Barrier.objects.get(check_back=promise.id).clear(barrier.cleared_by, barrier.what_was_done, at=barrier.cleared_at)


def rows_of(session: Session) -> list[str]:
    """The session and all that hangs on it. When an answer was received is read from a clock by the verb: left out."""
    rows = [as_said(session)]
    for promise in session.check_backs.order_by("pk"):
        rows.append(as_said(promise, {"received_at"}))
        rows += [as_said(barrier, {"id"}) for barrier in Barrier.objects.filter(check_back=promise)]
    return rows + [as_said(amendment, {"id"}) for amendment in session.amendments.all()]


def test_rows_made_in_bulk_are_those_the_verbs_make():
    world.build(TUESDAY_MORNING)
    sessions = Session.objects.select_related("card", "edition", "leader", "team", "advisor").order_by("pk")
    sessions = sessions.filter(edition=F("card__current"))  # an older wording is flagged when it arrives today
    sample = [*sessions[:60], *sessions.filter(amended_count=1), *sessions.filter(withdrawn_at__isnull=False)]
    sample += [*sessions.filter(check_backs__barrier__isnull=False).distinct()[:20], *sessions.filter(made_offline=True)[:10]]
    sample += [
        *sessions.filter(card__care_first=True)[:5],
        *sessions.filter(check_backs__come_back="later-today", team__name="Nightline")[:5],
    ]
    sample += [*sessions.filter(leader__name=names.FORMER)[:5]]
    for session in {session.pk: session for session in sample}.values():
        made = rows_of(session)
        assert rows_of(replay(session)) == made


def test_a_card_has_two_wordings_and_each_was_used_in_its_time():
    world.build(TUESDAY_MORNING)
    card = Card.objects.get(slug=use.REWORDED)
    first, second = card.editions.order_by("number")
    assert card.current == second
    assert (first.open_with, first.try_this) != (second.open_with, second.try_this)
    for edition, before in ((first, True), (second, False)):
        held = list(edition.sessions.values_list("held_at", flat=True))
        assert held
        assert all((at < TUESDAY_MORNING - use.SINCE) is before for at in held)


def test_phones_counted_every_card_that_was_logged_at_least_twice_as_often():
    world.build(TUESDAY_MORNING)
    logged = dict(Session.objects.values_list("edition").annotate(models.Count("pk")))
    opened = dict(CardOpened.objects.values_list("edition").annotate(models.Sum("times")))
    assert all(opened[edition] >= 2 * times for edition, times in logged.items())
    assert all(row.week.isoweekday() == 1 for row in CardOpened.objects.all())
