"""The deck and the nine things leaders do, as the API shows them: published words only."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty

from cards.blanks import filled
from cards.models import Card, Kind, Mindset, Practice, Skill
from config.paging import Filters

Row = TypeVar("Row", bound=Model)


class SlugOf(serializers.SlugField):
    """The slug of a row that is there. All of the blueprint may be seen by anybody: saying what is not there gives nothing away.

    Not a validator: REST framework runs all of those even after one has refused, and PostgreSQL must not be asked for a NUL.
    """

    def __init__(self, model: type[Model], **options: Any) -> None:
        self.model = model
        super().__init__(**{"required": False, "max_length": 50, **options})

    def run_validation(self, data: Any = empty) -> Any:
        slug = super().run_validation(data)
        if slug is not empty and not self.model._default_manager.filter(**{"slug": slug}).exists():
            raise serializers.ValidationError(_("There is nothing of that name."))
        return slug


class CardFilters(Filters):
    """The finder's: a few words, or where a card stands in the blueprint."""

    q = serializers.CharField(required=False, max_length=500)
    kind = SlugOf(Kind)
    mindset = SlugOf(Mindset)
    skill = SlugOf(Skill)


class FilledIn(serializers.ModelSerializer[Row]):
    """With what the organisation put in place of words in curly brackets."""

    def to_representation(self, instance: Row) -> dict[str, Any]:
        said: dict[str, Any] = filled(super().to_representation(instance))
        return said


class CardSerializer(FilledIn[Card]):
    """A card in play with its current wording: face, back, and what stands below the fold."""

    mindset = serializers.SlugRelatedField[Mindset](slug_field="slug", read_only=True, allow_null=True)
    skill = serializers.SlugRelatedField[Skill](slug_field="slug", read_only=True, allow_null=True)
    practice = serializers.SlugRelatedField[Practice](slug_field="slug", read_only=True)
    kind = serializers.SlugRelatedField[Kind](slug_field="slug", read_only=True)
    edition = serializers.IntegerField(source="current.number")
    title = serializers.CharField(source="current.title")
    heard = serializers.CharField(source="current.heard")
    moment = serializers.CharField(source="current.moment")
    open_with = serializers.CharField(source="current.open_with")
    minutes = serializers.IntegerField(source="current.minutes")
    follow_ons = serializers.ListField(source="current.follow_ons", child=serializers.CharField())
    listen_for = serializers.ListField(source="current.listen_for", child=serializers.CharField())
    try_this = serializers.CharField(source="current.try_this")
    say_permission = serializers.CharField(source="current.say_permission")
    why_it_matters = serializers.CharField(source="current.why_it_matters")
    avoid = serializers.CharField(source="current.avoid")
    check_back_when = serializers.CharField(source="current.check_back_when")
    check_back_ask = serializers.CharField(source="current.check_back_ask")
    when_you_hear_it = serializers.CharField(source="current.when_you_hear_it")
    elsewhere = serializers.CharField(source="current.elsewhere")
    safety_note = serializers.CharField(source="current.safety_note")

    class Meta:
        model = Card
        fields = (
            "number", "slug", "mindset", "skill", "practice", "kind", "channel", "care_first", "edition",
            "title", "heard", "moment", "open_with", "minutes", "follow_ons", "listen_for", "try_this", "say_permission",
            "why_it_matters", "avoid", "check_back_when", "check_back_ask", "when_you_hear_it", "elsewhere", "safety_note",
        )  # fmt: skip


class PracticeSerializer(FilledIn[Practice]):
    class Meta:
        model = Practice
        fields = (
            "number", "slug", "name", "one_line", "what_it_is", "on_the_floor", "gets_in_the_way", "three_small_things",
            "reflective_question", "say_it", "safe_lines",
        )  # fmt: skip
