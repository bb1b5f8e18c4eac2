"""Which team heard the story, when, and what it asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import day_field
from accounts.models import Team, User
from cards.models import StoryTold

BACK = timedelta(days=366)


class ToldForm(forms.Form):
    """Today on the team's wall is the latest day that can be said."""

    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Your team"), empty_label=None, error_messages={"invalid_choice": _("Choose a team you lead.")}
    )
    on = day_field(_("When"))
    asked = forms.CharField(
        label=_("What did they ask?"),
        help_text=_("If you like. Say what was asked, not who asked it. Only you read it."),
        max_length=StoryTold._meta.get_field("asked").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, leader: User, data: Any = None) -> None:
        teams = leader.teams
        super().__init__(data, initial={"team": teams[0], "on": teams[0].today()} if teams else None)
        self.fields["team"].queryset = Team.objects.led_by(leader).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        team, on = said.get("team"), said.get("on")
        if team and on and (wrong := _wrong(on, team.today())):
            self.add_error("on", wrong)
        return said


def _wrong(on: date, today: date) -> Any:
    if on > today:
        return _("That day is still to come. Say it when they have heard it.")
    return _("That is more than a year ago.") if on < today - BACK else None
