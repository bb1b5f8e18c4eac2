"""What was done about something in the way."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ClearForm(forms.Form):
    what_was_done = forms.CharField(
        label=_("What was done?"),
        max_length=140,
        error_messages={"required": _("Say what was done in a few words, so that you can tell them.")},
    )
