"""A permission story as a phone sends it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coaching.fields import LARGEST_SMALL, Moment, Truth, Whole, Words
from coaching.models.permission_story import WORDS
from coaching.tale import Tale
from config.paging import LARGEST_ID


def part(name: str) -> Words:
    return Words(required=True, allow_blank=False, default=serializers.empty, max_length=WORDS[name], breaks=True)


class TaleSerializer(serializers.Serializer[Tale]):
    """The payload, version 1, under the same rules as a session's: what is not named here has no effect."""

    usually = part("usually")
    did = part("did")
    permission = part("permission")
    said = part("said")
    told_at = Moment()
    advisor = Whole(required=False, allow_null=True, default=None, min_value=1, max_value=LARGEST_ID)
    card = serializers.SlugField(max_length=50, required=False, allow_blank=True, default="")
    details_changed = Truth(required=False, default=False)
    send_in = Truth(required=False, default=False)
    made_offline = Truth(required=False, default=False)
    payload = Whole(required=False, default=1, min_value=1, max_value=LARGEST_SMALL)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if said["send_in"] and not said["details_changed"]:
            raise serializers.ValidationError({"details_changed": [_("Say first that nobody could tell who the customer is.")]})
        return said

    def tale(self, pk: UUID) -> Tale:
        """The checked words, under the id the phone gave them."""
        return Tale(id=pk, **self.validated_data)
