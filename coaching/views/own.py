"""What is somebody's alone, as a file for them."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedIn, somebodys
from coaching.personal.own import own


@require_safe
@somebodys
def file(request: SignedIn) -> HttpResponse:
    """For machines and for reading. Whoever asks gets their own, whether they lead now or not."""
    answer = JsonResponse(own(request.user), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="floorwalk-own.json"'
    return answer
