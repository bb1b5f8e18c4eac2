"""What the rubric says to words as they are typed, for shelves that hold texts of a page's length."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from accounts.panel import panel
from cards.panel.findings import Judgement
from cards.shelves.groups import Groups
from cards.shelves.shelf import Shelf
from config.lines import Lines


class CheckedShelf(Shelf):
    """`judged` is asked for the words in the boxes, at every pause in the typing; nothing is kept by it."""

    @abstractmethod
    def judged(self, row: Any) -> Judgement:
        """What the rubric says of a row that is not kept."""

    def get_urls(self) -> list[URLPattern]:
        return [path("check/", panel.for_roles(self.judge_typed, self.roles), name=self._name()), *super().get_urls()]

    def judge_typed(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = self.get_form(request)(request.POST)
        return render(request, "admin/content/_checks.html", {"judgement": self.judged(as_typed(form))})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["check_url"] = reverse(f"admin:{self._name()}")
        context["judgement"] = self.judged(as_typed(context["adminform"].form))
        return super().render_change_form(request, context, *args, **kwargs)

    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_check"


def as_typed(form: Any) -> models.Model:
    """A row that says what stands in the boxes, whether or not it could be kept."""
    row: models.Model = form._meta.model()
    for name, field in form.fields.items():
        if name != "seen":
            setattr(row, name, _value(field, form[name].value()))
    return row


def _value(field: forms.Field, raw: Any) -> Any:
    try:
        return field.clean(raw)
    except ValidationError:
        return field.to_python(raw) if isinstance(field, Lines | Groups) else (raw or "")
