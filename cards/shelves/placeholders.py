"""What the texts leave to the organisation, in the panel: filled in once, shown wherever the words stand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.panel import panel
from cards.deck.standing import standing
from cards.models import Placeholder
from cards.models.placeholder import key_of
from cards.shelves.shelf import Shelf


@admin.register(Placeholder, site=panel)
class Placeholders(Shelf):
    says = gettext_lazy("Words in curly brackets that your organisation fills in")
    icon, order = "edit", 15
    change_list_template = "admin/content/placeholders.html"
    list_display = ("words", "value_or_not", "means")
    fields = ("words", "value", "means")
    search_fields = ("words", "value")
    search_help_text = gettext_lazy("A word of it")
    ordering = ("words",)

    @admin.display(description=gettext_lazy("what we say instead"))
    def value_or_not(self, row: Placeholder) -> str:
        return row.value or _("Not filled in")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The texts say the words: under others they would be found nowhere."""
        return ("words",) if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"words": request.GET.get("words", "")[:100]}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """With the words that stand in a text and have no line here yet."""
        listed = {key_of(words) for words in Placeholder.objects.values_list("words", flat=True)}
        unlisted = {words: where for words, where in sorted(standing().items()) if words not in listed}
        return super().changelist_view(request, {"unlisted": unlisted, **(extra_context or {})})
