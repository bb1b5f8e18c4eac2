"""How a leader wants to be reminded: what is switched on, and the link to their calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, team_leaders
from accounts.forms import RemindersForm
from accounts.models import CalendarLink, Reminders, User
from config.htmx import changed


def choices(user: User) -> dict[str, Any] | None:
    """For the part of /me/ that asks about them; nothing for somebody who leads no team."""
    if not user.leads:
        return None
    chosen = Reminders.of(user)
    return {"form": RemindersForm(instance=chosen), "link": CalendarLink.objects.visible_to(user).first(), "today": user.teams[0].today()}


@require_POST
@team_leaders
def reminders(request: SignedIn) -> HttpResponse:
    """A box that is not ticked is a no: there is nothing to get wrong."""
    form = RemindersForm(request.POST, instance=Reminders.of(request.user))
    form.full_clean()
    said = form.cleaned_data
    Reminders.choose(request.user, digest=said["digest"], badge=said["badge"], push=said.get("push", False))
    messages.success(request, _("Reminders set"))
    return changed(request, reverse("me"))


@require_http_methods(["GET", "HEAD", "POST"])
@team_leaders
def calendar(request: SignedIn) -> HttpResponse:
    """A new link is shown in the answer itself, once: it is kept nowhere that it could be shown from again."""
    do = request.POST.get("do")
    if do == "revoke":
        CalendarLink.revoke(request.user)
        messages.success(request, _("Calendar link switched off\nIt opens nothing any more"))
        return changed(request, reverse("me"))
    if do != "make":
        return HttpResponseRedirect(reverse("me"))
    address = request.build_absolute_uri(reverse("calendar", args=[CalendarLink.make(request.user)]))
    return render(request, "me/calendar.html", {"address": address, "phone": "webcal:" + address.split(":", 1)[1]})
