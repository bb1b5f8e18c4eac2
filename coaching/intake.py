"""The door for what phones hold, whichever way it comes: sent one by one, or brought in as a file.

What cannot be taken in is kept for a person to mend, unless these bytes were taken in before: rules may grow stricter
while a phone waits for its receipt.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.models import User
from coaching import entry, reply, tale
from coaching.envelope import parsed
from coaching.models import CheckBack, PermissionStory, Refusal, Session
from coaching.serializers import EntrySerializer, ReplySerializer
from coaching.serializers_story import TaleSerializer


def session(by: User, pk: UUID, body: bytes) -> tuple[Session, bool]:
    """The session these bytes make or made, and whether it is new. Raises what `entry.log` does, and ValidationError."""
    try:
        words = EntrySerializer(data=parsed(body))
        words.is_valid(raise_exception=True)
        return entry.log(by, words.entry(pk), body)
    except entry.NoSuchCard:
        problems: Any = {"card": [_("There is no such card.")]}
    except ValidationError as refused:
        problems = refused.detail
    known = entry.logged_before(by, pk, body)
    if known:
        return known, False
    entry.only_of_the_living(_advisor_in(body))
    Refusal.keep(by, pk, Refusal.Why.INVALID, body, entry.digest(body), problems)
    raise ValidationError(problems)


def answer(by: User, pk: UUID, body: bytes) -> tuple[CheckBack, bool]:
    """The check-back these bytes answer or answered, and whether that is new. Raises what `reply.give` does, and ValidationError."""
    row = reply.asked(by, pk)
    try:
        words = ReplySerializer(data=parsed(body))
        words.is_valid(raise_exception=True)
    except ValidationError as refused:
        if reply.given_before(by, row, body):
            return row, False
        if row.advisor.is_nobody:
            raise entry.LetGo from None
        Refusal.keep(by, pk, Refusal.Why.INVALID, body, entry.digest(body), refused.detail, kind=Refusal.Kind.ANSWER)  # type: ignore[arg-type]
        raise
    return row, reply.give(by, row, words.reply(), body)


def _advisor_in(body: bytes) -> object:
    """Of whom words speak that could not be taken in, as far as they can be read."""
    try:
        return parsed(body).get("advisor")
    except ValidationError:
        return None


def story(by: User, pk: UUID, body: bytes) -> tuple[PermissionStory, bool]:
    """The story these bytes tell or told, and whether it is new. Raises what `tale.tell` does, and ValidationError."""
    try:
        words = TaleSerializer(data=parsed(body))
        words.is_valid(raise_exception=True)
        return tale.tell(by, words.tale(pk), body)
    except entry.NoSuchCard:
        problems: Any = {"card": [_("There is no such card.")]}
    except ValidationError as refused:
        problems = refused.detail
    known = tale.told_before(by, pk, body)
    if known:
        return known, False
    Refusal.keep(by, pk, Refusal.Why.INVALID, body, entry.digest(body), problems, kind=Refusal.Kind.STORY)
    raise ValidationError(problems)
