"""Letting somebody in: HR and administrators write a letter, and who gets it chooses a password."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordKeyForm
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedIn, inviters
from accounts.forms import InviteForm
from accounts.models import Invitation, User
from accounts.post import send_invitation
from accounts.proof import recently_proved, typed
from config.htmx import changed, invalid, page_or_fragment
from config.pages import page

FILES = ("invitations/invitations.html", "invitations/_invite.html")
ON_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@inviters
@recently_proved(back="invitations")
def invitations(request: SignedIn) -> HttpResponseBase:
    if request.method != "POST":
        before = typed(request)
        return page_or_fragment(request, *FILES, _context(request, InviteForm(initial=before.dict() if before else None)))
    form = InviteForm(request.POST)
    if not form.is_valid():
        return invalid(request, *FILES, _context(request, form))
    with transaction.atomic():
        invited = User.objects.create_user(form.cleaned_data["email"], form.cleaned_data["name"])
        send_invitation(invited, Invitation.make(invited, by=request.user))
    messages.success(request, _("Invitation on its way\nIt is good for three days"))
    return changed(request, reverse("invitations"))


@require_POST
@inviters
@recently_proved(back="invitations")
def again(request: SignedIn, pk: int) -> HttpResponseBase:
    """With a new link; the old one opens nothing any more."""
    there = get_object_or_404(Invitation.objects.visible_to(request.user).open().select_related("user"), pk=pk)
    send_invitation(there.user, Invitation.make(there.user, by=request.user))
    messages.success(request, _("Sent again\nThe link before it opens nothing any more"))
    return changed(request, reverse("invitations"))


@require_POST
@inviters
def end(request: SignedIn, pk: int) -> HttpResponse:
    get_object_or_404(Invitation.objects.visible_to(request.user).open(), pk=pk).take_back()
    messages.success(request, _("Invitation taken back"))
    return changed(request, reverse("invitations"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """A password, and then the sign-in page like everybody else: a second step may wait there."""
    good = Invitation.good(key)
    if good is None:
        return render(request, "invitations/used_up.html", status=410)
    form = ResetPasswordKeyForm(request.POST if request.method == "POST" else None, user=good.user)
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "invitations/accept.html", {"form": form, "user_name": good.user.first_name}, status=422 if form.errors else 200
        )
    with transaction.atomic():
        if not good.accept():
            return render(request, "invitations/used_up.html", status=410)
        form.save()
    messages.success(request, _("Your password is set\nSign in with it"))
    return redirect("account_login")


def _context(request: SignedIn, form: InviteForm) -> dict[str, Any]:
    rows = Invitation.objects.visible_to(request.user).open().latest_first().select_related("user", "made_by")
    return {"form": form, "open": page(request, rows, ON_A_PAGE)}
