"""People as the API shows them."""

from __future__ import annotations

from django.utils import timezone
from rest_framework import serializers

from accounts.models import Advisor, Site, Team


class SiteSerializer(serializers.ModelSerializer[Site]):
    class Meta:
        model = Site
        fields = ("id", "name")


class TeamSerializer(serializers.ModelSerializer[Team]):
    class Meta:
        model = Team
        fields = ("id", "name")


class AdvisorSerializer(serializers.ModelSerializer[Advisor]):
    """What a leader needs to pick somebody from a list: no e-mail address, no employee number."""

    team = TeamSerializer()

    class Meta:
        model = Advisor
        fields: tuple[str, ...] = ("id", "name", "known_as", "team")


class AdvisorForHRSerializer(AdvisorSerializer):
    """HR keeps the roster: who is who in the HR system, where, and whether they are still here."""

    site = SiteSerializer(source="team.site")
    active = serializers.SerializerMethodField()

    class Meta(AdvisorSerializer.Meta):
        fields = (*AdvisorSerializer.Meta.fields, "employee_number", "active", "site")

    def get_active(self, advisor: Advisor) -> bool:
        return advisor.left_at is None or advisor.left_at > timezone.now()
