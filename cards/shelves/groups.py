"""A list of things with parts, as labelled boxes: three small things (when, do), objectives (for, what, how we will know)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Parts = Mapping[str, tuple[Any, int]]  # what each part is called, and its most characters


class GroupsBox(forms.Widget):
    use_fieldset = True

    def __init__(self, parts: Parts, places: int) -> None:
        super().__init__()
        self.parts, self.places = parts, places

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        things = value if isinstance(value, list) else []
        css = (attrs or {}).get("class", "input")
        return render_to_string(
            "admin/content/_groups.html", {"groups": [self._boxes(name, n, things) for n in range(self.places)], "css": css}
        )

    def _boxes(self, name: str, n: int, things: list[Any]) -> list[dict[str, Any]]:
        thing = things[n] if n < len(things) else {}
        return [
            {"name": f"{name}_{n + 1}_{part}", "label": label, "most": most, "value": thing.get(part, "")}
            for part, (label, most) in self.parts.items()
        ]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        return [{part: data.get(f"{name}_{n + 1}_{part}", "") for part in self.parts} for n in range(self.places)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}_1_{next(iter(self.parts))}" not in data


class Groups(forms.Field):
    """Gives a list of mappings. Boxes that are all empty count for nothing; a thing half said is sent back."""

    def __init__(self, *, parts: Parts, places: int, **kwargs: Any) -> None:
        self.parts, self.places = parts, places
        super().__init__(widget=GroupsBox(parts, places), **kwargs)

    def to_python(self, value: Any) -> list[dict[str, str]]:
        things = [{part: " ".join(str(thing.get(part, "")).replace("\0", "").split()) for part in self.parts} for thing in value or []]
        return [thing for thing in things if any(thing.values())]

    def validate(self, value: list[dict[str, str]]) -> None:
        super().validate(value)
        for n, thing in enumerate(value, 1):
            for part, (label, most) in self.parts.items():
                if not thing[part]:
                    raise ValidationError(_("Number %(n)s has no “%(label)s”."), params={"n": n, "label": label})
                if len(thing[part]) > most:
                    said = {"n": n, "label": label, "has": len(thing[part]), "most": most}
                    raise ValidationError(_("Number %(n)s, “%(label)s”: %(has)s characters, %(most)s at most."), params=said)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)
