"""The calendar that a private link opens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from accounts.models import CalendarLink
from coaching import feed


@require_safe
@login_not_required
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a token that opens nothing, whatever the reason; empty for somebody who leads no team now.

    Empty is kinder than 404, and safer: a calendar program keeps its last copy when it is told 404, names and all.
    """
    link = CalendarLink.objects.opened_by(token).select_related("user").first()
    if link is None:
        raise Http404
    at = timezone.now()
    rows = feed.rows(link.user, at)
    etag = f'"{feed.version(rows)}"'
    # Whatever compresses an answer on its way makes the tag a weak one.
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    response = HttpResponse(status=304) if known & {etag, "*"} else HttpResponse(feed.ics(rows, at, request.build_absolute_uri))
    response["Content-Type"] = "text/calendar; charset=utf-8"
    response["Content-Disposition"] = 'inline; filename="floorwalk.ics"'
    response["ETag"], response["Cache-Control"] = etag, "private, no-store"
    return response
