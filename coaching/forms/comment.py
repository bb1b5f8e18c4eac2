"""One customer's comment as it comes in, from a line of a file or through the API: masked, or what is wrong with it in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Site, Team, User
from coaching.customer_words import Known, masked, says_enough
from coaching.forms.reading import DAY, DAY_ERRORS
from coaching.models import Comment
from coaching.models.comment import MOST

LONGEST = 2_000  # as typed: a mask may make it shorter


class CommentForm(forms.Form):
    site: Any = forms.ModelChoiceField(
        Site.objects.all(),
        to_field_name="name",
        error_messages={"required": _("Say which site."), "invalid_choice": _("There is no such site.")},
    )
    week = forms.DateField(input_formats=DAY, error_messages=DAY_ERRORS)
    words = forms.CharField(max_length=LONGEST, error_messages={"required": _("It says nothing.")})
    tone = forms.ChoiceField(
        choices=Comment.Tone, required=False, error_messages={"invalid_choice": _("Write good, mixed, poor or nothing.")}
    )

    def __init__(self, said: dict[str, str], known: Known) -> None:
        super().__init__({**said, "tone": said.get("tone", "").lower()})
        self.known = known

    def clean_week(self) -> date:
        """Any day of it will do: the Monday is kept."""
        day: date = self.cleaned_data["week"]
        if day > timezone.localdate() or day.year < 2000:
            raise forms.ValidationError(_("That week has not begun yet, or is long past."))
        return day - timedelta(days=day.weekday())

    def clean_words(self) -> str:
        text = masked(self.cleaned_data["words"], self.known)
        if len(text) > MOST:
            raise forms.ValidationError(_("That is %(n)s characters. There is room for %(most)s."), params={"n": len(text), "most": MOST})
        if not says_enough(text):
            raise forms.ValidationError(_("Nothing is left of it once names and numbers are hidden."))
        return text


class PassForm(forms.Form):
    """To which team's leader a comment goes: one of that site, and for a leader one of their own."""

    team: Any = forms.ModelChoiceField(
        Team.objects.none(),
        error_messages={"required": _("Choose a team."), "invalid_choice": _("That team is not at this site, or not yours.")},
    )

    def __init__(self, comment: Comment, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Team.objects.filter(site=comment.site_id)
        mine = there if by.brings_results else there.filter(pk__in=Team.objects.led_by(by))
        self.fields["team"].queryset = mine.order_by("name")  # type: ignore[attr-defined]
