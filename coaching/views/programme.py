"""The programme page: totals for designers, HR and sponsors."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import SignedIn, readers_of_totals
from coaching.alongside import Alongside
from coaching.beside_sites import BesideSites
from coaching.headline import headlines
from coaching.programme import SPANS, Programme
from config.pages import page
from config.replica import reads_heavily

USUAL = 26
YEAR = 52
SITES_ON_A_PAGE = 8
MOST = 200  # sites that an address may name


@require_safe
@readers_of_totals
@reads_heavily
def programme(request: SignedIn) -> HttpResponse:
    asked, weeks = request.GET.get("site", ""), request.GET.get("weeks", "")
    shown = Programme(request.user, int(asked) if asked.isdecimal() and len(asked) < 9 else None, _span(weeks))
    if asked and not shown.site:
        raise Http404
    return render(request, "programme/programme.html", {"programme": shown, "spans": SPANS})


@require_safe
@readers_of_totals
@reads_heavily
def beside(request: SignedIn) -> HttpResponse:
    """One result beside the chats of the same weeks, at each site or at some; a site that is not there is passed over."""
    asked = [int(one) for one in request.GET.getlist("site")[:MOST] if one.isascii() and one.isdigit() and len(one) < 9]
    shown = Programme(request.user, None, _span(request.GET.get("weeks", "")))
    found = BesideSites(shown, request.GET.get("measure", ""), asked)
    sites = page(request, found.sites, SITES_ON_A_PAGE)
    context = {"programme": shown, "found": found, "page": sites, "lines": found.drawn(sites.rows), "spans": SPANS}
    return render(request, "programme/beside.html", context)


def _span(weeks: str) -> int:
    return next((span for span in SPANS if str(span) == weeks), USUAL)


@require_safe
@readers_of_totals
@reads_heavily
def headline(request: SignedIn) -> HttpResponse:
    """Five results on one page for the sponsor, with the coaching of the same year and what they do not show."""
    shown = Programme(request.user, None, YEAR)
    found = headlines(shown.results)
    sure = sum(one.hoped is True for one in found)
    return render(request, "programme/headline.html", {"programme": shown, "headlines": found, "sure": sure})


@require_safe
@readers_of_totals
@reads_heavily
def alongside(request: SignedIn) -> HttpResponse:
    """What was coached more where results moved more, over the last year that was counted; mostly that it is too early to tell."""
    shown = Programme(request.user, None, YEAR)
    found = Alongside(request.user, shown.ends)
    tells = any(said.tells for said in found.said)
    return render(request, "programme/alongside.html", {"programme": shown, "alongside": found, "tells": tells})
