"""The API's people: who is signed in, and the advisors they may see."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import census
from accounts.models import Advisor, Role, Scope, User
from accounts.serializers import AdvisorForHRSerializer, AdvisorSerializer
from config import epoch
from config.paging import PagedFilters, page


class LeadsOrHR(BasePermission):
    """Lists of people are for those who lead a team now, and for HR. Which rows they get is `visible_to`'s to say."""

    message = _("You don't lead a team right now.")

    def has_permission(self, request: Request, view: Any) -> bool:
        user = signed_in(request)
        return user.has_role(Role.Name.HR) or user.leads


class IsHR(BasePermission):
    message = _("This is for HR.")

    def has_permission(self, request: Request, view: Any) -> bool:
        return signed_in(request).has_role(Role.Name.HR)


class Leads(BasePermission):
    """What is about one's own teams is for those who lead one now, and for nobody else."""

    message = LeadsOrHR.message

    def has_permission(self, request: Request, view: Any) -> bool:
        return signed_in(request).leads


def signed_in(request: Request) -> User:
    """Who is asking, where a permission has made sure that somebody is."""
    assert isinstance(request.user, User)
    return request.user


class Whoami(APIView):
    """Who this phone is signed in as, and a fresh CSRF token: no page or cache holds one, and its cookie is HttpOnly.

    The one question that writes something down: which phone asked, and how much it still holds.
    """

    def get(self, request: Request) -> Response:
        user = signed_in(request)
        census.noted(request._request, user)
        about = {"user": user.pk, "name": user.name, "csrf": get_token(request._request), "build": settings.BUILD}
        return Response({**about, "epoch": epoch.current(), "now": timezone.now()})


class Advisors(APIView):
    permission_classes = [IsAuthenticated, LeadsOrHR]
    scopes, counted = {"GET": Scope.ROSTER}, True

    def get(self, request: Request) -> Response:
        asked = PagedFilters.asked(request)
        user = signed_in(request)
        shape = AdvisorForHRSerializer if user.has_role(Role.Name.HR) else AdvisorSerializer
        rows = Advisor.objects.visible_to(user).select_related("team__site")
        return page(request, rows, ("known_as", "name", "pk"), asked, lambda found: shape(found, many=True).data)
