"""One reading as it comes in, from a line of a file or through the API: what is wrong with it, in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Site
from coaching.models import Measure, Reading

DAY = ["%Y-%m-%d"]
DAY_ERRORS = {"required": _("Say the day, such as 2026-03-31."), "invalid": _("Write the day as 2026-03-31.")}


class ReadingForm(forms.Form):
    measure: Any = forms.ModelChoiceField(
        Measure.objects.in_use(),
        to_field_name="slug",
        error_messages={"required": _("Say which measure."), "invalid_choice": _("There is no such measure.")},
    )
    site: Any = forms.ModelChoiceField(
        Site.objects.all(),
        to_field_name="name",
        error_messages={"required": _("Say which site."), "invalid_choice": _("There is no such site.")},
    )
    first = forms.DateField(input_formats=DAY, error_messages=DAY_ERRORS)
    last = forms.DateField(input_formats=DAY, error_messages=DAY_ERRORS)
    value = forms.DecimalField(max_digits=14, decimal_places=2)
    n = forms.IntegerField(min_value=1, max_value=2_000_000_000, error_messages={"min_value": _("It has to be of 1 at least.")})
    low = forms.DecimalField(max_digits=14, decimal_places=2, required=False)
    high = forms.DecimalField(max_digits=14, decimal_places=2, required=False)
    baseline = forms.ChoiceField(
        choices=[("", ""), ("no", "no"), ("yes", "yes")], required=False, error_messages={"invalid_choice": _("Write yes, no or nothing.")}
    )

    def clean_baseline(self) -> bool:
        return self.cleaned_data["baseline"] == "yes"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last, value, low, high = (said.get(name) for name in ("first", "last", "value", "low", "high"))
        if first and last and first > last:
            self.add_error("last", _("The last day is before the first."))
        if (low is None) != (high is None) and not {"low", "high"} & self.errors.keys():
            self.add_error("high" if high is None else "low", _("Give both ends of the range, or neither."))
        elif value is not None and low is not None and high is not None and not low <= value <= high:
            self.add_error("value", _("This lies outside its own range."))
        self._on_its_scale(said.get("measure"), value)
        if said.get("baseline"):
            self._only_baseline(said)
        return said

    def _on_its_scale(self, measure: Measure | None, value: Any) -> None:
        if measure is None or value is None:
            return
        if (measure.low is not None and value < measure.low) or (measure.high is not None and value > measure.high):
            self.add_error("value", _("This lies outside the scale of the measure."))

    def _only_baseline(self, said: dict[str, Any]) -> None:
        if all(said.get(name) for name in ("measure", "site", "first", "last")):
            others = Reading.objects.filter(measure=said["measure"], site=said["site"], baseline=True)
            if others.exclude(first=said["first"], last=said["last"]).exists():
                self.add_error("baseline", _("This site has another baseline for it already."))
