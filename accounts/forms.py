"""What a person may set for themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


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
