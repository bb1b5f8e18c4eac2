"""A list whose rows are added, retired and brought back; never deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.panel import panel
from cards.shelves.shelf import Shelf


class RetirableShelf(Shelf):
    """A new row has a slug made of its name, for good, and the last place of the list."""

    change_form_template = "admin/content/retirable.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        acts: list[tuple[str, Callable[..., HttpResponse]]] = [("retire", self.retire), ("bring-back", self.bring_back)]
        ours = [path(f"<int:object_id>/{act}/", panel.for_roles(view, self.roles), name=f"{name}_{act}") for act, view in acts]
        return [*ours, *super().get_urls()]

    def retire(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._act(request, object_id, lambda row: row.retire(request.user), _("Retired\nWhat used it keeps it"))

    def bring_back(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._act(request, object_id, lambda row: row.bring_back(request.user), _("In use again"))

    def _act(self, request: HttpRequest, object_id: int, verb: Callable[[Any], None], says: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = get_object_or_404(self.model, pk=object_id)
        try:
            verb(row)
            messages.success(request, says)
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id]))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.number = obj.free_number()
            obj.slug = self._slug(obj.name)
        super().save_model(request, obj, form, change)

    def _slug(self, name: str) -> str:
        """Of its name, with a number after it where another has that."""
        start = slugify(name)[:40] or "new"
        taken = set(self.model._default_manager.filter(slug__startswith=start).values_list("slug", flat=True))
        return next(slug for n in range(1, len(taken) + 3) if (slug := start if n == 1 else f"{start}-{n}") not in taken)
