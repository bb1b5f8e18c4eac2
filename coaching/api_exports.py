"""The API's exports: the same file that HR takes out by hand, and the record of each."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import IsHR, signed_in
from accounts.models import Scope, Token
from coaching.export.taking import take
from coaching.forms.export import NOTES
from coaching.models import Export
from coaching.serializers_export import ExportFilters, ExportSerializer, as_form
from config.paging import PagedFilters, page


class WithToken(BasePermission):
    """A file leaves a record, so a link that somebody is led to must not make one: people take theirs from the page, by a button."""

    message = _("This is for systems with a token. People export from the page.")

    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.auth, Token)


class WhateverTheySay(BaseContentNegotiation):
    """The address says what the file is; whatever kinds were asked for, a refusal is JSON."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class Exports(APIView):
    """Newest first: who, when, what for, how many rows, and the digest of the file."""

    permission_classes = [IsAuthenticated, IsHR]
    scopes, counted = {"GET": Scope.EXPORTS}, True

    def get(self, request: Request) -> Response:
        asked = PagedFilters.asked(request)
        rows = Export.objects.visible_to(signed_in(request)).select_related("made_by")
        return page(request, rows, ("-made_at", "-pk"), asked, lambda found: ExportSerializer(found, many=True).data)


class ExportFile(APIView):
    """The only GET that writes something down: that these rows went out, to whom and what for."""

    permission_classes = [IsAuthenticated, WithToken, IsHR]
    content_negotiation_class = WhateverTheySay
    scopes = {"GET": Scope.EXPORTS}
    kind: Export.Format

    def get(self, request: Request) -> HttpResponseBase:
        token: Any = request.auth
        asked, user = ExportFilters.asked(request), signed_in(request)
        if set(NOTES) & set(asked["columns"]) and not token.may(Scope.NOTES):
            raise PermissionDenied(_("This token is not for that: it would need %(scope)s.") % {"scope": Scope.NOTES.value})
        form = as_form(asked, user, self.kind)
        said, filters = form.cleaned_data, form.filters()
        return take(
            form.sessions(), form.columns(), by=user, purpose=said["purpose"], format=self.kind, filters=filters, follows=said["since"]
        )

    def head(self, request: Request) -> HttpResponseBase:
        """Nothing goes out, so nothing is written down."""
        return self.http_method_not_allowed(request)


class Csv(ExportFile):
    kind = Export.Format.CSV


class Xlsx(ExportFile):
    kind = Export.Format.XLSX


class JsonLines(ExportFile):
    kind = Export.Format.JSONL
