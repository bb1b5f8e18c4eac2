"""What a person may set for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Reminders, User


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
