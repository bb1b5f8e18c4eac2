"""The API's coaching moments: a phone logs one exactly once; leaders and HR read theirs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import LeadsOrHR, signed_in
from accounts.models import Role, Scope, User
from coaching import intake
from coaching.contract import in_words_of_the_contract, receipt
from coaching.envelope import opened
from coaching.looking import looked_at_all
from coaching.models import Session, SessionQuerySet
from coaching.serializers import SessionFilters, SessionSerializer, lookups
from config.paging import page


def _rows(user: User) -> SessionQuerySet:
    """What they may see. What is in dispute goes to nobody's systems: HR has it on its own page alone, until it is settled."""
    rows = Session.objects.visible_to(user)
    return rows.undisputed() if user.has_role(Role.Name.HR) else rows


class Sessions(APIView):
    """Newest first, by when they arrived."""

    permission_classes = [IsAuthenticated, LeadsOrHR]
    scopes, counted = {"GET": Scope.SESSIONS}, True

    def get(self, request: Request) -> Response:
        asked = SessionFilters.asked(request)
        user = signed_in(request)
        rows = _rows(user).changed_since(asked.get("changed_from")).filter(**lookups(asked)).for_list()
        rows = rows.select_related("advisor__team")  # on whose wall it is today, for who looked
        return page(request, rows, ("-received_at", "-pk"), asked, lambda found: _shown(found, request, many=True))


class OneSession(APIView):
    """Anybody signed in may knock: a moment held last week may come from somebody who leads no team now. What is not
    theirs to see is not there, for any role, as on the pages."""

    scopes = {"GET": Scope.SESSIONS}

    def get(self, request: Request, pk: UUID) -> Response:
        user = signed_in(request)
        return Response(_shown(get_object_or_404(_rows(user).for_list(), pk=pk), request))

    def put(self, request: Request, pk: UUID) -> Response:
        by, body = signed_in(request), opened(request)
        with in_words_of_the_contract():
            session, new = intake.session(by, pk, body)
        return receipt(session, session.leader_id, new)


def _shown(found: Any, request: Request, many: bool = False) -> Any:
    """Whoever is shown words that were written of somebody has looked at them, as on the pages (docs/decisions/0020)."""
    data = SessionSerializer(found, many=many, context={"user": request.user, "token": request.auth}).data
    pairs = zip(found, data, strict=True) if many else [(found, data)]
    if read := {row.advisor for row, shown in pairs if shown.get("note") or shown.get("own_words")}:
        looked_at_all(read, signed_in(request))
    return data
