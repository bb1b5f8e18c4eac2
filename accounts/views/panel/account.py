"""One account in the panel: who it is, what they may do, where they lead, and everything that was done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import standing
from accounts.access import SignedIn
from accounts.forms_panel import AccountForm, RolesForm
from accounts.models import User
from accounts.panel import panel
from accounts.proof import recently_proved, typed
from accounts.told import history_of

HERE = "admin:accounts_user_change"
proved = recently_proved(HERE, "object_id")


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def account(request: SignedIn, object_id: int) -> HttpResponseBase:
    """The page; posted is who they are."""
    user = get_object_or_404(User, pk=object_id)
    if request.method != "POST":
        before = typed(request)
        part = before.get("part") if before else ""
        return _page(request, user, AccountForm(before, instance=user) if part == "account" else None,
                     RolesForm(user.role_names, before) if part == "roles" else None)  # fmt: skip
    form = AccountForm(request.POST, instance=user)
    if not form.is_valid():
        return _page(request, get_object_or_404(User, pk=object_id), form)
    standing.rename(user, form.cleaned_data, request.user)
    messages.success(request, _("Saved: %(name)s") % {"name": user})
    return _back(user)


@require_POST
@proved
def roles(request: SignedIn, object_id: int) -> HttpResponseBase:
    user = get_object_or_404(User, pk=object_id)
    form = RolesForm(user.role_names, request.POST)
    if not form.is_valid():
        return _page(request, user, roles_form=form)
    try:
        changed = standing.set_roles(user, form.cleaned_data["roles"], request.user)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _page(request, user, roles_form=form)
    if changed:
        messages.success(request, _("Saved: what %(name)s may do\nFrom their next click on") % {"name": user.first_name})
    return _back(user)


@require_POST
@proved
def switch_off(request: SignedIn, object_id: int) -> HttpResponse:
    return _decided(request, object_id, standing.switch_off, _("Switched off\nThey get in nowhere from now on"))


@require_POST
@proved
def switch_on(request: SignedIn, object_id: int) -> HttpResponse:
    return _decided(request, object_id, standing.switch_on, _("Switched on again"))


@require_POST
@proved
def sign_out(request: SignedIn, object_id: int) -> HttpResponse:
    return _decided(request, object_id, standing.sign_out, _("Signed out everywhere"))


@require_POST
@proved
def invite(request: SignedIn, object_id: int) -> HttpResponse:
    return _decided(request, object_id, standing.invite, _("Invitation on its way\nIt is good for three days"))


def _decided(request: SignedIn, pk: int, verb: Callable[[User, User], Any], says: str) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    try:
        verb(user, request.user)
        messages.success(request, says)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    return _back(user)


def _back(user: User) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(HERE, kwargs={"object_id": user.pk}))


def _page(request: SignedIn, user: User, form: AccountForm | None = None, roles_form: RolesForm | None = None) -> HttpResponse:
    refused = request.method == "POST"
    places = user.leaderships.not_over(timezone.now()).select_related("team__site").order_by("starts_at", "pk")
    shown = {
        "account": user,
        "own": user.pk == request.user.pk,
        "form": form or AccountForm(instance=user),
        "roles_form": roles_form or RolesForm(user.role_names),
        "granted": user.roles.filter(ended_at=None).select_related("granted_by").order_by("granted_at"),
        "places": places,
        "browsers": user.browsers.count(),
        "at": timezone.now(),
    }
    return render(request, "admin/accounts/account.html", {**panel.each_context(request), **shown}, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD"])
def history(request: SignedIn, object_id: int) -> HttpResponse:
    user = get_object_or_404(User, pk=object_id)
    return history_of(request, user, reverse(HERE, kwargs={"object_id": user.pk}), person=user.pk)
