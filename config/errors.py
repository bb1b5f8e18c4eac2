"""Error pages: what happened, what is safe, what to do next. 500 uses no database and no user."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def problem(status: int, code: str, title: str, **more: object) -> JsonResponse:
    """An RFC 9457 problem document, never cached."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code, **more}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    response["Cache-Control"] = "no-store"
    return response


def for_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(400, "bad_request", "That request made no sense") if for_api(request) else render(request, "errors/400.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if for_api(request):
        return problem(403, "forbidden", "Not yours to do")
    return render(request, "errors/403.html", {"why": str(exception or "")}, status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(404, "not_found", "Not found") if for_api(request) else render(request, "errors/404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    if for_api(request):
        return problem(500, "server_error", "The fault is ours")
    return HttpResponse(render_to_string("errors/500.html"), status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if for_api(request):
        return problem(403, "csrf", "The security token is missing or old")
    return render(request, "errors/csrf.html", status=403)
