"""The API told to people and to programs: OpenAPI 3.1, and the same as a page."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularJSONAPIView

METHODS = ("get", "put")


class Schema(SpectacularJSONAPIView):
    """For whoever signed in, and for every token: it tells nothing about anybody."""

    any_token = True


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Made from the schema on our own paper: it needs no script, it prints, and it cannot say anything else than the schema."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return render(request, "api/docs.html", {"operations": operations(), "origin": request.build_absolute_uri("/").rstrip("/")})


@cache
def operations() -> list[dict[str, Any]]:
    """Every operation as the page shows it, those for systems first."""
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    found = [_shown(path, method, said) for path, ways in paths.items() for method, said in ways.items() if method in METHODS]
    return sorted(found, key=lambda shown: (not shown["systems"], shown["path"], shown["method"]))


def _shown(path: str, method: str, said: dict[str, Any]) -> dict[str, Any]:
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    about = {"path": path, "method": method.upper(), "id": said["operationId"], "summary": said["summary"]}
    return {
        **about,
        "description": _plain(said["description"]),
        "systems": {"token": []} in said["security"],
        "parameters": [_parameter(one) for one in said.get("parameters", [])],
        "examples": _examples(body),
        "answers": [_answer(status, one) for status, one in said["responses"].items()],
    }


def _plain(words: str) -> str:
    return words.replace("`", "")


def _parameter(said: dict[str, Any]) -> dict[str, Any]:
    schema, must = said["schema"], said.get("required", False)
    takes = ", ".join(map(str, schema["enum"])) if "enum" in schema else schema.get("format") or schema.get("type", "")
    return {"name": said["name"], "where": said["in"], "must": must, "takes": takes, "says": _plain(said.get("description", ""))}


def _answer(status: str, said: dict[str, Any]) -> dict[str, Any]:
    examples = [example for kind in said.get("content", {}).values() for example in _examples(kind)]
    return {"status": status, "says": _plain(said["description"]), "examples": examples}


def _examples(kind: dict[str, Any]) -> list[str]:
    return [json.dumps(example["value"], indent=2, ensure_ascii=False) for example in kind.get("examples", {}).values()]
