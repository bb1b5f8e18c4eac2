"""The way in to one's own record: ask for a link, open it, leave again. Nothing here tells who is known and who is not."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import own_record
from accounts.forms import AddressForm
from accounts.models import Advisor, OneTimeLink
from accounts.post import send_link

ASK = "mine/link.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def link(request: HttpRequest) -> HttpResponse:
    """Whatever the address, the answer is the same, and so is the time it takes: the letter is written behind it."""
    form = AddressForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method != "POST":
        return render(request, ASK, {"form": form})
    if not form.is_valid():
        return render(request, ASK, {"form": form}, status=422)
    if not consume(request, action="own_record_link"):
        form.add_error(None, _("That was a few tries too many. Wait five minutes, then try again."))
        return render(request, ASK, {"form": form}, status=429)
    advisor = Advisor.objects.of_address(form.cleaned_data["email"])
    sent = send_link(request, advisor) if advisor else None
    return HttpResponseRedirect(sent) if sent and settings.DEMO else redirect("mine-link-sent")


@require_safe
@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "mine/sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """A page with a button: mail programs look at every link in a letter, and must not use it up."""
    good = OneTimeLink.good(key)
    if good is None:
        return render(request, "mine/used_up.html", status=410)
    somebody_else = request.user.is_authenticated and own_record.advisor_of(request) != good.advisor
    if request.method != "POST" or somebody_else:
        return render(request, "mine/enter.html", {"advisor": good.advisor, "somebody_else": somebody_else})
    if not good.open():
        return render(request, "mine/used_up.html", status=410)
    if not request.user.is_authenticated:
        own_record.enter(request, good.advisor)
    return redirect("mine")


@require_POST
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    own_record.leave(request)
    return redirect("mine-link")
