"""Who may open a page. Which rows they see there is `visible_to`'s to say."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Browser, Role, User
from config.htmx import HtmxRequest

View = Callable[..., HttpResponseBase]
Row = TypeVar("Row", bound=Model)


class SignedIn(HtmxRequest):
    """What a view behind `config.middleware.SignInRequired` gets: somebody is signed in."""

    user: User
    browser: Browser


def somebodys(view: View) -> View:
    """For a page about whoever asks: there is no plain copy of it. 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            raise PermissionDenied(_("This page is about a person, so no copy of it is kept."))
        return view(request, *args, **kwargs)

    return guarded


def team_leaders(view: View) -> View:
    """For people who lead a team now; 403 for anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        only_leaders(request)
        return view(request, *args, **kwargs)

    return guarded


def designers(view: View) -> View:
    """For the programme's designers; 403 for anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or Role.Name.DESIGNER not in request.user.role_names:
            raise PermissionDenied(_("This is for the programme's designers."))
        return view(request, *args, **kwargs)

    return guarded


def hr_people(view: View) -> View:
    """For HR; 403 for anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not request.user.has_role(Role.Name.HR):
            raise PermissionDenied(_("This is for HR."))
        return view(request, *args, **kwargs)

    return guarded


def inviters(view: View) -> View:
    """For HR and administrators; 403 for anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not request.user.invites:
            raise PermissionDenied(_("This is for HR and administrators."))
        return view(request, *args, **kwargs)

    return guarded


def readers_of_totals(view: View) -> View:
    """For designers, HR and sponsors; 403 for anyone else, leaders included: they see their own team in full."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not request.user.reads_totals:
            raise PermissionDenied(_("This is for the programme's designers, HR and sponsors."))
        return view(request, *args, **kwargs)

    return guarded


def bringers_of_results(view: View) -> View:
    """For designers and HR; 403 for anyone else, sponsors included."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not request.user.brings_results:
            raise PermissionDenied(_("This is for the programme's designers and HR."))
        return view(request, *args, **kwargs)

    return guarded


def hears_customers(view: View) -> View:
    """For whoever leads a team now, and for designers and HR; 403 for anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not (request.user.leads or request.user.brings_results):
            raise PermissionDenied(_("This is for team leaders, and for the programme's designers and HR."))
        return view(request, *args, **kwargs)

    return guarded


def only_leaders(request: HttpRequest) -> User:
    if not request.user.is_authenticated or not request.user.leads:
        raise PermissionDenied(_("You don't lead a team right now."))
    return request.user


def theirs(request: HttpRequest, rows: QuerySet[Row], **lookup: Any) -> Row:
    """One row of those already narrowed by `visible_to`: 404 when not visible, 403 when visible but not a leader's to open.

    Who leads one team and works in HR too sees every row, but opens those of the teams they lead and no others.
    """
    row = get_object_or_404(rows, **lookup)
    leader = only_leaders(request)
    if getattr(row, "with_team_id", getattr(row, "team_id", None)) not in {team.pk for team in leader.teams}:
        raise PermissionDenied(_("You don't lead that team right now."))
    return row
