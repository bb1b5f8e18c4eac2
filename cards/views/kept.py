"""Which pages a phone keeps for when there is no signal."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from cards.copies import copies


@require_safe
def kept(request: HttpRequest) -> JsonResponse:
    return JsonResponse(asdict(copies(request)))
