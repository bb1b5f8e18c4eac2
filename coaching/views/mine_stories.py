"""Permission stories about the person whose own page this is: said yes to, or taken back at once."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.own_record import OwnRecord, own_record
from coaching.forms.tale import AnswerForm
from coaching.models import PermissionStory
from config.htmx import changed


@require_POST
@own_record
def answer(request: OwnRecord, story: uuid.UUID) -> HttpResponse:
    row, form = _theirs(request, story), AnswerForm(request.POST)
    if form.is_valid():
        row.answer(form.cleaned_data["answer"], by=None)
        messages.success(
            request, _("Taken back\nIt is gone from everywhere") if row.withdrawn_at else _("Thank you\nYou can take it back at any time")
        )
    else:
        messages.warning(request, _("Choose one of the three"))
    return changed(request, reverse("mine") + "#stories")


@require_POST
@own_record
def withdraw(request: OwnRecord, story: uuid.UUID) -> HttpResponse:
    _theirs(request, story).withdraw(by=None)
    messages.success(request, _("Taken back\nIt is gone from everywhere"))
    return changed(request, reverse("mine") + "#stories")


def _theirs(request: OwnRecord, story: uuid.UUID) -> PermissionStory:
    return get_object_or_404(PermissionStory.objects.about(request.advisor), pk=story)
