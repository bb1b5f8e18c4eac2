"""The API's pack: what a leader's phone keeps for when there is no signal."""

from __future__ import annotations

from django.utils import timezone
from django.utils.http import parse_etags
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import Leads, signed_in
from cards.copies import HEADER, copies
from cards.models import Trial
from cards.trials import remember
from coaching.pack import pack
from config.paging import Filters


class Pack(APIView):
    """No cache keeps it, it is about people; the phone says which version it has, and is told when nothing changed.

    A header says which copies of the library it should have by now: with others it fetches them at once, and not half an hour later.
    """

    permission_classes = [IsAuthenticated, Leads]

    def get(self, request: Request) -> Response:
        Filters.asked(request)
        words = pack(signed_in(request), timezone.now())
        etag = f'"{words["version"]}"'
        # Whatever compresses an answer on its way makes the tag a weak one.
        known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
        trials = Trial.seen_by(signed_in(request))
        headers = {"ETag": etag, "Cache-Control": "no-store", HEADER: copies(request._request, trials).version}
        response = Response(status=304, headers=headers) if known & {etag, "*"} else Response(words, headers=headers)
        remember(request, response, trials)
        return response
