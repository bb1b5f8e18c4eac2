"""What a person may set for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import push
from accounts.days import DaysForm, day_field
from accounts.models import Reminders, Team, User

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


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your work e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your work e-mail."), "invalid": _("That doesn't look like an e-mail address.")},
    )  # fmt: skip


class InviteForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "email")
        labels = {"name": _("Their name"), "email": _("Their work e-mail")}
        error_messages = {"name": {"required": _("Write their name.")}, "email": {"required": _("Write their work e-mail.")}}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"}), "email": forms.EmailInput(attrs={"autocomplete": "off"})}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class RemindersForm(forms.ModelForm):
    """`push` is only asked where a browser of theirs takes notifications: it is switched on there, and off from anywhere."""

    class Meta:
        model = Reminders
        fields = ("digest", "badge", "push")
        labels = {
            "digest": _("An e-mail when your shift starts"),
            "badge": _("A number on the app"),
            "push": _("A notification when your shift starts"),
        }
        help_texts = {
            "digest": _("Who is due, and who is late. Nothing due, no e-mail."),
            "badge": _("How many are due, where your phone can show it."),
            "push": _("How many are due, and no names."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.push:
            del self.fields["push"]


class SubscriptionForm(forms.Form):
    """What a browser says of itself: nobody types this. Its address has to be one of a push service we know."""

    endpoint = forms.CharField(max_length=500)
    p256dh = forms.RegexField(r"\AB[A-Za-z0-9_-]{86}\Z", strip=False)  # a point on the curve, uncompressed: 65 bytes that begin with 4
    auth = forms.RegexField(r"\A[A-Za-z0-9_-]{22}\Z", strip=False)  # 16 bytes

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        if push.allowed(endpoint) is None:
            raise ValidationError(_("That is not a push service we know."))
        return endpoint

    def clean_p256dh(self) -> str:
        key: str = self.cleaned_data["p256dh"]
        if not push.is_key(key):
            raise ValidationError(_("That is not a browser's key."))
        return key


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
