"""A draft thrown away: it waits no longer, and nothing is lost. And a trial of two wordings, told in the card's history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cards.models import Edition, Trial
from cards.panel.due import publish_due
from coaching.forms.trial import TrialForm
from tests.panel.wording import ANOTHER, acts, address, card, form, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.designer)


def test_a_draft_is_thrown_away_and_its_words_stay_in_the_history(world, client, draft):
    client.post(address("throw-away"), {"seen": draft.seen})
    assert (card().draft, card().current.number) == (None, 1)
    assert Edition.objects.get(pk=draft.pk).try_this == ANOTHER
    assert told(world.designer)[0] == ("thrown-away", 2)
    assert "Threw a draft away: edition 2" in client.get(address("history")).text
    assert "Draft waiting" not in client.get("/admin/cards/card/").text
    assert ANOTHER in client.get(address("preview") + "?edition=2").text


def test_what_nobody_has_read_is_not_thrown_away_and_twice_changes_nothing(world, client, draft):
    client.post(address(), form(try_this="Next time, other words."))
    client.post(address("throw-away"), {"seen": draft.seen})
    assert "Not thrown away" in client.get(address("history")).text
    now = card().draft
    client.post(address("throw-away"), {"seen": now.seen})
    client.post(address("throw-away"), {"seen": now.seen})
    now.throw_away(by=world.designer)
    assert acts().count("thrown-away") == 1


def test_after_throwing_away_the_next_draft_begins_with_the_words_in_use(client, draft):
    client.post(address("throw-away"), {"seen": draft.seen})
    client.post(address(), form(avoid="Leave out the long answer."))
    now = card().draft
    assert (now.number, now.try_this) == (3, card().current.try_this)


def test_a_plan_ends_when_its_draft_is_thrown_away(client, draft):
    due_at = timezone.now() + timedelta(days=30)
    draft.plan(by=draft.made_by, due_at=due_at)
    client.post(address("throw-away"), {"seen": card().draft.seen})
    assert "called-off" in acts()
    assert publish_due(due_at) == []
    assert card().current.number == 1


def test_a_thrown_away_draft_stops_no_file_and_no_trial(world, client, draft):
    client.post(address("throw-away"), {"seen": draft.seen})
    with pytest.raises(ValidationError):
        Trial.start(Edition.objects.get(pk=draft.pk), timezone.now() + timedelta(weeks=4), by=world.designer)
    assert list(TrialForm(card()).fields["second"].queryset) == []


def test_a_trial_is_told_in_the_cards_history(world, client, draft):
    trial = Trial.start(draft, timezone.now() + timedelta(weeks=4), by=world.designer)
    trial.end(by=world.designer, note="Too early to tell.")
    trial.end(by=world.designer, note="Twice.")
    assert told(world.designer)[:2] == [("trial-ended", 2), ("trial-begun", 2)]
    page = client.get(address("history")).text
    assert "Began a trial of two wordings: edition 2" in page
    assert "Closed the trial of two wordings: edition 2" in page
