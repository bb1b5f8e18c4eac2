"""A coaching moment as a phone sends it, as the API shows it, and what may be asked of the list."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import Advisor, User
from accounts.serializers import SiteSerializer, TeamSerializer
from cards.models import Card
from cards.serializers import SlugOf
from coaching.entry import Entry
from coaching.fields import LARGEST_SMALL, Chosen, Measured, Moment, Truth, Whole, Words
from coaching.models import Barrier, CheckBack, ComeBack, Session, Step
from coaching.models.session import LONGEST_MS
from coaching.reply import Reply
from config.paging import LARGEST_ID, PagedFilters

DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


def one_of_four() -> Whole:
    """A step, or null where it was not seen."""
    return Whole(required=False, allow_null=True, default=None, min_value=min(Step.values), max_value=max(Step.values))


class EntrySerializer(serializers.Serializer[Entry]):
    """The payload. A later version may add fields, which an older server lets pass, and never changes these: a phone may
    hold one for a year. Version 2 adds `took_ms`. What is not named here (`leader`, `team`, `received_at`) has no effect."""

    advisor = Whole(min_value=1, max_value=LARGEST_ID)
    card = serializers.SlugField(max_length=50)
    edition = Whole(required=False, allow_null=True, default=None, min_value=1, max_value=LARGEST_SMALL)
    held_at = Moment()
    step = one_of_four()
    advisor_step = one_of_four()
    next_step = Words(max_length=90)
    come_back = Chosen(choices=ComeBack.choices, required=False, default=ComeBack.NONE)
    note = Words(max_length=280, breaks=True)
    made_offline = Truth(required=False, default=False)
    payload = Whole(required=False, default=1, min_value=1, max_value=LARGEST_SMALL)
    took_ms = Measured(largest=LONGEST_MS)

    def entry(self, pk: UUID) -> Entry:
        """The checked words, under the id the phone gave them."""
        return Entry(id=pk, **self.validated_data)


class ReplySerializer(serializers.Serializer[Reply]):
    """Version 1 of an answer's payload, under the same rules. What the outcome does not ask for has no effect, as on the page."""

    outcome = Chosen(choices=CheckBack.Outcome.choices)
    answered_at = Moment()
    barrier = Chosen(choices=Barrier.Kind.choices, required=False, allow_null=True, allow_blank=True, default="")
    step = one_of_four()
    words = Words(max_length=140)
    come_back = Chosen(choices=ComeBack.choices, required=False, default=ComeBack.NONE)
    payload = Whole(required=False, default=1, min_value=1, max_value=LARGEST_SMALL)

    def validate_barrier(self, barrier: str | None) -> str:
        return barrier or ""

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if said["outcome"] == CheckBack.Outcome.IN_THE_WAY and not said["barrier"]:
            raise serializers.ValidationError({"barrier": [_("Say what it was: it goes on your list of things to clear.")]})
        return said

    def reply(self) -> Reply:
        """The checked words."""
        return Reply(**self.validated_data)


class LeaderSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ("id", "name")


class AdvisorNameSerializer(serializers.ModelSerializer[Advisor]):
    class Meta:
        model = Advisor
        fields = ("id", "name", "known_as")


class SessionSerializer(serializers.ModelSerializer[Session]):
    """`context["user"]` is who asks. What was written, `note` and with it the advisor's `own_words`, and `next_step`, is there only for
    who leads the team now, and never for a token (`context["token"]`): notes leave by an export, which says what for and whose they
    were."""

    OWN_WORDS = ("next_step", "note", "own_words")

    site = SiteSerializer(source="team.site")
    team = TeamSerializer()
    leader = LeaderSerializer()
    advisor = AdvisorNameSerializer()
    card = serializers.CharField(source="card.slug")
    card_number = serializers.IntegerField(source="card.number")
    edition = serializers.IntegerField(source="edition.number")
    title = serializers.CharField(source="edition.title")
    mindset = serializers.CharField(source="card.mindset.slug", default=None, allow_null=True)
    skill = serializers.CharField(source="card.skill.slug", default=None, allow_null=True)
    practice = serializers.CharField(source="card.practice.slug")
    kind = serializers.CharField(source="card.kind.slug")
    held_at = Moment()
    received_at = Moment()
    amended_at = Moment(allow_null=True)
    withdrawn_at = Moment(allow_null=True)
    next_step_agreed = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = (
            "id", "held_at", "held_on", "received_at", "site", "team", "leader", "advisor", "card", "card_number", "edition", "title",
            "mindset", "skill", "practice", "kind", "step", "advisor_step", "next_step_agreed", "next_step", "come_back", "note",
            "own_words", "made_offline", "flags", "amended_at", "amended_count", "withdrawn_at",
        )  # fmt: skip

    def get_next_step_agreed(self, session: Session) -> bool:
        return bool(session.next_step)

    def to_representation(self, session: Session) -> dict[str, Any]:
        shown = super().to_representation(session)
        # The rule of Session.note_for, asked once for the whole list: a test holds the two together.
        if self.context.get("token") or session.with_team_id not in {team.pk for team in self.context["user"].teams}:
            for name in self.OWN_WORDS:
                del shown[name]
        return shown


class SessionFilters(PagedFilters):
    """`held_…` are days on the team's wall, `received_…` days in UTC; both ends are included. `changed_from` is a moment: what
    arrived, was put right or taken back since."""

    held_from = serializers.DateField(required=False, validators=DAYS)
    held_to = serializers.DateField(required=False, validators=DAYS)
    received_from = serializers.DateField(required=False, validators=DAYS)
    received_to = serializers.DateField(required=False, validators=DAYS)
    site = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    team = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    advisor = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    card = SlugOf(Card)
    changed_from = Moment(required=False)
    withdrawn = serializers.ChoiceField(required=False, default="no", choices=["no", "yes", "any"])

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        for first, last in (("held_from", "held_to"), ("received_from", "received_to")):
            if first in asked and last in asked and asked[first] > asked[last]:
                raise serializers.ValidationError({last: [_("This day is before the first one.")]})
        return asked


def lookups(asked: dict[str, Any]) -> dict[str, Any]:
    """Checked filters as what a queryset of sessions is narrowed by."""
    day = timedelta(days=1)
    found: dict[str, Any] = {
        "held_on__gte": asked.get("held_from"),
        "held_on__lte": asked.get("held_to"),
        "received_at__gte": _midnight(asked["received_from"]) if "received_from" in asked else None,
        "received_at__lt": _midnight(asked["received_to"] + day) if "received_to" in asked else None,
        "team__site": asked.get("site"),
        "team": asked.get("team"),
        "advisor": asked.get("advisor"),
        "card__slug": asked.get("card"),
        "withdrawn_at__isnull": {"no": True, "yes": False}.get(asked["withdrawn"]),
    }
    return {lookup: value for lookup, value in found.items() if value is not None}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
