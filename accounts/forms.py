"""What a person may set for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.days import DaysForm, day_field
from accounts.models import Team, User

LONGEST_ID = 19  # digits


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name",)
        labels = {"name": _("Your name")}
        help_texts = {"name": _("As your team knows you.")}
        error_messages = {"name": {"required": _("Write your name.")}}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class ThemeForm(forms.Form):
    """Kept on the phone, not in the account: the same person may want it dark on one and light on another."""

    CHOICES = (("", _("As the phone is set")), ("light", _("Light")), ("dark", _("Dark")))

    theme = forms.ChoiceField(label=_("Colours on this phone"), choices=CHOICES, required=False)


class CoverForm(DaysForm):
    """`people` may be asked to stand in: names by id. `first` and `last` are days on the team's wall, both included."""

    to = forms.CharField(label=_("Who stands in?"), error_messages={"required": _("Choose who stands in.")})
    first = day_field(_("From"))
    last = day_field(_("Until"), help_text=_("The last day. It ends by itself."))

    def __init__(self, team: Team, leader: User, people: dict[int, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(team.today(), *args, **kwargs)
        self.team, self.leader, self.people = team, leader, people
        self.fields["to"].widget = forms.Select(choices=[("", _("Choose somebody")), *people.items()])

    def clean_to(self) -> int:
        said = self.cleaned_data["to"]
        pk = int(said) if said.isdecimal() and len(said) < LONGEST_ID else 0
        if pk == self.leader.pk:
            raise forms.ValidationError(_("You can't hand a team over to yourself."))
        if pk not in self.people:
            raise forms.ValidationError(_("Choose somebody who leads a team at %(site)s."), params={"site": self.team.site.name})
        return pk
