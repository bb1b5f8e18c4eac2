"""Where somebody is signed in, and ending that from elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import SignedIn
from accounts.models import Browser
from config.htmx import changed


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    """One of their other browsers: what it asks next leads to sign-in."""
    others = Browser.objects.visible_to(request.user).exclude(pk=request.browser.pk)
    get_object_or_404(others, pk=pk).delete()
    messages.success(request, _("Signed out there"))
    return changed(request, reverse("me"))


@require_POST
def end_others(request: SignedIn) -> HttpResponse:
    """All but the one they ask with."""
    Browser.end_others(request.user, but=request.browser)
    messages.success(request, _("Signed out everywhere else"))
    return changed(request, reverse("me"))
