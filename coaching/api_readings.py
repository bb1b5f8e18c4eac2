"""The API's readings: designers and HR put one measure of one site and period, as often as they like."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import signed_in
from accounts.models import Scope
from coaching.envelope import opened, parsed
from coaching.forms.reading import ReadingForm
from coaching.models import Reading

WORDS = (*Reading.KEY, *Reading.VALUES)


class BringsResults(BasePermission):
    message = _("This is for the programme's designers and HR.")

    def has_permission(self, request: Request, view: Any) -> bool:
        return signed_in(request).brings_results


class Readings(APIView):
    """Which reading is said by its own words, so putting it twice makes one; other numbers put it right."""

    permission_classes = [IsAuthenticated, BringsResults]
    scopes = {"PUT": Scope.READINGS}

    def put(self, request: Request) -> Response:
        by, words = signed_in(request), parsed(opened(request))
        form = ReadingForm({name: _plain(words.get(name)) for name in WORDS})
        if not form.is_valid():
            raise ValidationError({name: [str(error) for error in errors] for name, errors in form.errors.items()})
        said = form.cleaned_data
        new = Reading.put(by, said)
        about = {"measure": said["measure"].slug, "site": said["site"].name, "first": said["first"], "last": said["last"]}
        return Response({**about, "changed": new is not None}, 201 if new else 200)


def _plain(value: Any) -> str:
    """As a line of a file would say it; what is no plain value becomes a word that no field takes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int | float) else "?"
