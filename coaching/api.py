"""The API's coaching moments: a phone logs one exactly once; leaders and HR read theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import LeadsOrHR, signed_in
from accounts.models import User
from coaching import entry
from coaching.envelope import opened, parsed
from coaching.models import Refusal, Session
from coaching.serializers import EntrySerializer, SessionFilters, SessionSerializer, lookups
from config.paging import page


class KeptBoth(APIException):
    status_code = 409
    default_detail = "This id was logged before, with other words. Both are kept"
    default_code = "different"


class TakenBack(APIException):
    status_code = 410
    default_detail = "This one was logged and taken back"
    default_code = "withdrawn"


class Sessions(APIView):
    """Newest first, by when they arrived."""

    permission_classes = [IsAuthenticated, LeadsOrHR]

    def get(self, request: Request) -> Response:
        asked = SessionFilters.asked(request)
        user = signed_in(request)
        rows = Session.objects.visible_to(user).filter(**lookups(asked)).for_list()
        return page(request, rows, ("-received_at", "-pk"), asked, lambda found: _shown(found, user, many=True))


class OneSession(APIView):
    """Anybody signed in may knock: a moment held last week may come from somebody who leads no team now. What is not
    theirs to see is not there, for any role, as on the pages."""

    def get(self, request: Request, pk: UUID) -> Response:
        user = signed_in(request)
        return Response(_shown(get_object_or_404(Session.objects.visible_to(user).for_list(), pk=pk), user))

    def put(self, request: Request, pk: UUID) -> Response:
        by, body = signed_in(request), opened(request)
        with _in_words_of_the_contract():
            session, new = _log(by, pk, body)
        receipt = {"id": str(session.pk), "sha256": session.sha256, "owner": session.leader_id}
        return Response(receipt, 201 if new else 200)


def _log(by: User, pk: UUID, body: bytes) -> tuple[Session, bool]:
    """Log it. What cannot be taken in is kept for a person to mend, unless these bytes made a session before:
    rules may grow stricter while a phone waits for its receipt."""
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
    Refusal.keep(by, pk, Refusal.Why.INVALID, body, entry.digest(body), problems)
    raise ValidationError(problems)


@contextmanager
def _in_words_of_the_contract() -> Iterator[None]:
    try:
        yield
    except entry.NotYours:
        raise Http404 from None
    except entry.Different:
        raise KeptBoth from None
    except entry.Withdrawn:
        raise TakenBack from None


def _shown(found: Any, user: User, many: bool = False) -> Any:
    return SessionSerializer(found, many=many, context={"user": user}).data
