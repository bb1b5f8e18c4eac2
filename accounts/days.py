"""A first and a last day, as a phone's own calendar gives them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NO_DAY = _("Write a day, such as 2026-03-09.")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Without JavaScript, and where a browser has no calendar, a plain box that takes 2026-03-09."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    errors = {"required": NO_DAY, "invalid": NO_DAY}
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"], error_messages=errors, **options)


class DaysForm(forms.Form):
    """`today` is the day on the team's wall; `back` and `ahead` say how far from it a day may lie."""

    back, ahead = timedelta(), timedelta(days=731)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        first, last = said.get("first"), said.get("last")
        for name, day in (("first", first), ("last", last)):
            if day and day > self.today + self.ahead:
                self.add_error(name, _("That is more than two years ahead."))
        if first and first < self.today - self.back:
            self.add_error("first", self.too_early())
        if first and last and last < first:
            self.add_error("last", _("This is before the first day."))
        return said

    def too_early(self) -> Any:
        return _("That day has gone. Choose today or a later one.")
