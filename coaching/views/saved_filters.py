"""Filters of the export that HR keeps under a name: kept, opened, renamed, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedIn, hr_people
from coaching.forms.saved_filter import RenameForm, SaveForm, still
from coaching.models import SavedFilter
from coaching.views.exports import FILES, about, as_asked
from config.htmx import changed, invalid


@require_POST
@hr_people
def save(request: SignedIn) -> HttpResponse:
    form = SaveForm(request.user, request.POST)
    if not form.is_valid():
        return invalid(request, *FILES, about(request, form, timezone.now()))
    saved = form.save()
    messages.success(request, _("Saved as %(name)s\nIt is in the list from now on") % {"name": saved.name})
    return changed(request, f"{reverse('exports')}?{saved.asked}")


@require_safe
@hr_people
def open_one(request: SignedIn, pk: int) -> HttpResponse:
    """To the page with the filters in its address. What is gone, or no longer theirs to take, is left out and named there."""
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    asked, gone = still(saved, request.user)
    if gone:
        asked.setlist("left", gone)
    if "new" in request.GET and (last := saved.last_load()):
        asked["since"] = str(last.pk)
    return redirect(f"{reverse('exports')}?{asked.urlencode()}")


@require_POST
@hr_people
def rename(request: SignedIn, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    form = RenameForm(saved, request.POST, auto_id=f"id_%s_{pk}")
    if not form.is_valid():
        return invalid(request, *FILES, {**about(request, as_asked(request), timezone.now()), "renaming": form})
    saved.rename(form.cleaned_data["name"])
    messages.success(request, _("It is called %(name)s now") % {"name": saved.name})
    return changed(request, _back(request))


@require_POST
@hr_people
def delete(request: SignedIn, pk: int) -> HttpResponse:
    """Only the filter goes: what was taken out with it stays on record. Twice is no harm."""
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    saved.delete()
    messages.success(request, _("%(name)s is deleted\nExports made with it stay on record") % {"name": saved.name})
    return changed(request, _back(request))


def _back(request: SignedIn) -> str:
    """With the filters that were in front of them."""
    return f"{reverse('exports')}?{request.GET.urlencode()}" if request.GET else reverse("exports")
