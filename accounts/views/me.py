"""A person's own settings. Everyone who signs in has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, somebodys
from accounts.cover import handed_over
from accounts.forms import NameForm, ThemeForm
from accounts.models import Browser, Device, Leadership, Role, Team, User
from accounts.own_record import advisor_of
from accounts.views.reminders import choices
from config.htmx import changed, invalid, page_or_fragment

PAGE = "me/me.html"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Led:
    """`first` and `last` are days on the team's wall, both included."""

    team: Team
    cover: bool
    first: date
    last: date | None

    @classmethod
    def of(cls, row: Leadership) -> Led:
        return cls(row.team, row.cover, row.first_day, row.last_day)


@dataclass(frozen=True)
class Phone:
    """Days on the wall of the leader's first team."""

    pk: int
    waiting: int
    last_contact: date
    today: date


@require_http_methods(["GET", "HEAD", "POST"])
@somebodys
def me(request: SignedIn) -> HttpResponse:
    if "theme" in request.POST:
        return _colours(request, ThemeForm(request.POST))
    if request.method == "POST":
        return _name(request, NameForm(request.POST, instance=User.objects.get(pk=request.user.pk)))
    return page_or_fragment(request, PAGE, "me/_name.html", _context(request))


def _colours(request: SignedIn, form: ThemeForm) -> HttpResponse:
    if not form.is_valid():
        return invalid(request, PAGE, "me/_theme.html", _context(request, theme=form))
    messages.success(request, _("Colours set on this phone"))
    response = changed(request, reverse("me"))
    response.set_cookie("theme", form.cleaned_data["theme"], max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response


def _name(request: SignedIn, form: NameForm) -> HttpResponse:
    """On a row of its own, so that a refused name is not shown in the menu as if it were theirs."""
    if not form.is_valid():
        return invalid(request, PAGE, "me/_name.html", _context(request, name=form))
    form.save()
    messages.success(request, _("Name changed"))
    return changed(request, reverse("me"))


@require_POST
def forget_phone(request: SignedIn, pk: int) -> HttpResponse:
    """A phone that is gone, or was cleared: what it held is lost, and need not be said any longer. Should it call again, it is back."""
    get_object_or_404(Device.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, _("That phone is off your list"))
    return changed(request, reverse("me"))


def led(user: User) -> list[Led]:
    """The teams they lead now or are to cover, as days on each team's wall."""
    now = timezone.now()
    rows = user.leaderships.not_over(now).filter(Q(cover=True) | Q(starts_at__lte=now))
    rows = rows.select_related("team__site").order_by("team__site__name", "team__name", "starts_at", "pk")
    return [Led.of(row) for row in rows]


def phones(user: User) -> list[Phone]:
    """A leader's own phones. Of somebody who leads no team now only those that still hold something."""
    today = user.teams[0].today if user.leads else localdate
    rows = Device.objects.visible_to(user).latest_first()
    return [Phone(row.pk, row.waiting, today(row.last_contact), today()) for row in rows if user.leads or row.waiting]


def _context(request: SignedIn, name: NameForm | None = None, theme: ThemeForm | None = None) -> dict[str, Any]:
    user = request.user
    labels = dict(Role.Name.choices)
    return {
        "name_form": name or NameForm(instance=user),
        "theme_form": theme or ThemeForm(initial={"theme": request.COOKIES.get("theme", "")}),
        "led": led(user),
        "handed_over": handed_over(user, timezone.now()),
        "phones": phones(user),
        "browsers": Browser.objects.visible_to(user).latest_first(),
        "today": localdate(),
        "own_record": advisor_of(request),
        "reminders": choices(user),
        "roles": [labels[role] for role in sorted(user.role_names)],
    }
