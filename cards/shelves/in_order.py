"""A list that designers put in order: by buttons, which any browser has, and by dragging where there is a script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from accounts.panel import panel
from cards.shelves.retirable import RetirableShelf


class OrderedShelf(RetirableShelf):
    """Every button holds the whole order it leads to, so that pressing it twice, or in two windows, cannot go astray."""

    change_list_template = "admin/content/in_order.html"
    ordering = ("number",)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_order"
        return [path("order/", panel.for_roles(self.put_in_order, self.roles), name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        rows = list(self.get_queryset(request))
        there = [row.pk for row in rows]
        lines = [{"row": row, "up": _swapped(there, at, at - 1), "down": _swapped(there, at, at + 1)} for at, row in enumerate(rows)]
        context = {"lines": lines, "order": _said(there), "order_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_order")}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def put_in_order(self, request: HttpRequest) -> HttpResponse:
        """`order` is the order wanted, `seen` the one it was made from."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        seen = _said([row.pk for row in self.get_queryset(request)])
        wanted = [int(one) for one in request.POST.get("order", "").split("-") if one.isascii() and one.isdigit() and len(one) < 10]
        if request.POST.get("seen") not in (seen, None) and _said(wanted) != seen:
            messages.warning(request, _("Somebody changed the order while you looked. Look again, and move it once more."))
        elif self.model.arrange(wanted, by=request.user):
            messages.success(request, _("Saved: the order"))
        else:
            messages.warning(request, _("That order is of another list. Look again."))
        return HttpResponseRedirect(reverse(self.as_section().url))


def _swapped(order: list[int], one: int, other: int) -> str:
    """The order with those two in each other's place; nothing at the ends."""
    if not 0 <= other < len(order):
        return ""
    swapped = list(order)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    return _said(swapped)


def _said(order: list[int]) -> str:
    return "-".join(map(str, order))
