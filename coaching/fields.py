"""Fields for what a phone sends. Strict where REST framework is kind: a moment is stored as meant, or not at all.

No message repeats what was sent: it may hold half a character, which no answer could carry.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

LARGEST_SMALL = 32_767  # PositiveSmallIntegerField on PostgreSQL
# A flat battery puts a phone back to 1970; entry.log then takes the server's time. Beyond these no calendar can count.
YEARS = range(1970, 2200)


class Whole(serializers.IntegerField):
    """A JSON integer: not true, not 2.0, not "2"."""

    default_error_messages = {"invalid": _("This has to be a whole number.")}

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return data


class Measured(Whole):
    """A measurement that came along. One that cannot be right is dropped: no moment is refused for it."""

    def __init__(self, largest: int) -> None:
        self.largest = largest
        super().__init__(required=False, allow_null=True, default=None)

    def run_validation(self, data: Any = serializers.empty) -> int | None:
        return data if type(data) is int and 0 <= data <= self.largest else None


class Truth(serializers.BooleanField):
    """A JSON true or false: not 1, not "yes"."""

    default_error_messages = {"invalid": _("This has to be true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        if type(data) is not bool:
            self.fail("invalid")
        return data


class Chosen(serializers.ChoiceField):
    default_error_messages = {"invalid_choice": _("This is not one of the choices.")}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice")
        return super().to_internal_value(data)


class Words(serializers.CharField):
    """What somebody wrote: stored whole, in any script. `breaks` lets new lines and tabs through."""

    default_error_messages = {
        "invalid": _("This has to be text."),
        "control": _("This holds a character that cannot be shown. Type it again rather than pasting it."),
        "half": _("This holds half a character. Take out the last emoji and put it in again."),
    }

    def __init__(self, breaks: bool = False, **options: Any) -> None:
        self.breaks = breaks
        super().__init__(**{"required": False, "allow_blank": True, "default": "", **options})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        words = data.replace("\r\n", "\n").strip()
        kinds = {unicodedata.category(letter) for letter in words if not (self.breaks and letter in "\n\t")}
        if "Cc" in kinds:
            self.fail("control")
        if "Cs" in kinds:
            self.fail("half")
        return words


class Moment(serializers.Field[datetime, Any, str, Any]):
    """An instant: a date and a time that say how far they are from UTC, so that no server has to guess whose clock it was."""

    default_error_messages = {
        "invalid": _("This has to be a date and a time, such as 2026-03-09T14:05:00+01:00."),
        "naive": _("This has to say how far it is from UTC, such as 2026-03-09T14:05:00+01:00."),
    }

    def to_internal_value(self, data: Any) -> datetime:
        try:
            moment = parse_datetime(data) if isinstance(data, str) and len(data) <= 40 else None
        except ValueError:
            moment = None
        if moment is None or moment.year not in YEARS:
            self.fail("invalid")
        if moment.utcoffset() is None:
            self.fail("naive")
        return moment

    def to_representation(self, value: datetime) -> str:
        """In UTC, so that every answer reads the same wherever the server stands."""
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
