"""How a leader wants to be reminded: what is switched on, and the link to their calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import push
from accounts.access import SignedIn, team_leaders
from accounts.forms import RemindersForm, SubscriptionForm
from accounts.models import CalendarLink, Reminders, Subscription, User
from config.htmx import changed


def choices(user: User) -> dict[str, Any] | None:
    """For the part of /me/ that asks about them; nothing for somebody who leads no team."""
    if not user.leads:
        return None
    chosen = Reminders.of(user)
    link = CalendarLink.objects.visible_to(user).first()
    return {
        "form": RemindersForm(instance=chosen),
        "link": link,
        "today": user.teams[0].today(),
        "push": chosen.push,
        "push_key": push.public_key(),
    }


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


@require_POST
@team_leaders
def notifications(request: SignedIn) -> HttpResponse:
    """From this browser: take them here from now on, or no longer. The session remembers which it was, for when it ends."""
    if request.POST.get("do") == "off":
        Subscription.let_go(request.user, request.POST.get("endpoint", ""))
        messages.success(request, _("No more notifications on this phone"))
        return changed(request, reverse("me"))
    form = SubscriptionForm(request.POST)
    if push.public_key() and form.is_valid():
        request.session["push"] = Subscription.keep(request.user, **form.cleaned_data).endpoint
        messages.success(request, _("Notifications are on\nOne when your shift starts, if something is due"))
    else:
        messages.info(request, _("This phone's notifications can't be used here\nNothing was changed"))
    return changed(request, reverse("me"))
