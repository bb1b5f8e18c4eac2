"""Lists of the API: what may be asked of them, and pages that stay right while rows arrive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

PAGE = 100
LARGEST_PAGE = 200
LARGEST_ID = 2**63 - 1

Show = Callable[[Sequence[Any]], Any]


class Filters(serializers.Serializer[Any]):
    """What may stand behind the question mark. Anything else is refused: a mistyped filter must never read as "all"."""

    @classmethod
    def asked(cls, request: Request) -> dict[str, Any]:
        """The values, checked. Raises ValidationError by the names of the filters; an empty one narrows nothing."""
        filters = cls(data=request.query_params)
        wrong: dict[str, Any] = {}
        for name, values in request.query_params.lists():
            if name not in filters.fields:
                wrong[name] = [_("There is no such filter here.")]
            elif len(values) > 1:
                wrong[name] = [_("Give this filter once.")]
        if not filters.is_valid():
            wrong = {**filters.errors, **wrong}
        if wrong:
            raise serializers.ValidationError(wrong)
        return dict(filters.validated_data)


class PagedFilters(Filters):
    cursor = serializers.CharField(required=False, max_length=300)
    page_size = serializers.IntegerField(required=False, default=PAGE, min_value=1, max_value=LARGEST_PAGE)


def whole(results: Any) -> Response:
    """A list short enough for one page, in the same envelope as the others."""
    return Response({"next": None, "results": results})


def page(request: Request, rows: QuerySet[Any], by: tuple[str, ...], asked: dict[str, Any], show: Show) -> Response:
    """One page of rows in the order `by`, whose last key is unique, and the address of the next.

    Not REST framework's CursorPagination: it seeks by the first key alone and counts its way through equal ones, which
    ends in a circle when a thousand rows carry the same moment, as a bulk import may make them. The cursor names the
    last row seen and is signed: a made-up one could ask where somebody else's advisor stands in the alphabet.
    """
    rows = rows.order_by(*by)
    if asked.get("cursor"):
        rows = rows.filter(_beyond(by, _place_of(rows, by, asked["cursor"])))
    found = list(rows[: asked["page_size"] + 1])
    shown = found[: asked["page_size"]]
    return Response({"next": _address(request, shown[-1]) if len(found) > len(shown) else None, "results": show(shown)})


def _address(request: Request, last: Any) -> str:
    cursor = signing.dumps(str(last.pk), salt=last._meta.label)
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor)


def _place_of(rows: QuerySet[Any], by: tuple[str, ...], cursor: str) -> tuple[Any, ...]:
    """Where the row that the cursor names stands. It may have left the list meanwhile; its place still counts."""
    try:
        pk = signing.loads(cursor, salt=rows.model._meta.label)
    except signing.BadSignature:
        pk = None
    place = pk and rows.model._base_manager.filter(pk=pk).values_list(*(key.lstrip("-") for key in by)).first()
    if not place:
        raise serializers.ValidationError({"cursor": [_("This page is not known any more. Start again without it.")]})
    return place


def _beyond(by: tuple[str, ...], place: tuple[Any, ...]) -> Q:
    """Rows after that place. The first key is bounded on its own too, so that an index on it is used."""
    beyond, same = Q(), Q()
    for key, value in zip(by, place, strict=True):
        name, side = key.lstrip("-"), "lt" if key.startswith("-") else "gt"
        beyond |= same & Q((f"{name}__{side}", value))
        same &= Q((name, value))
    first = by[0]
    return Q((f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}", place[0])) & beyond
