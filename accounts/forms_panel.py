"""What an administrator writes in the panel: an account, its roles, a place, who leads a team and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.days import DaysForm, day_field
from accounts.models import Role, Site, Team, User

CHOOSABLE = 500  # people whom a browser offers while somebody types; beyond that the address does
DAYS = [(str(day + 1), name) for day, name in WEEKDAYS.items()]  # by ISO's numbers
# What each role lets somebody do, as whoever gives it has to know.
MEANS = {
    Role.Name.DESIGNER: _("Writes and publishes the programme, and sees totals. No sessions, no notes, no advisors."),
    Role.Name.HR: _("Sees every advisor and session, without notes: rosters, exports, data requests."),
    Role.Name.EXPORT_NOTES: _("HR only: notes too, in exports and data packs, each time with a written purpose."),
    Role.Name.SPONSOR: _("Sees totals, never a person."),
    Role.Name.ADMINISTRATOR: _("Looks after accounts, roles, sites, teams and who leads them. No sessions, no notes."),
}


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "email", "employee_number")
        labels = {"name": _("Name"), "email": _("Work e-mail"), "employee_number": _("Employee number")}
        help_texts = {
            "email": _("They sign in with it. The address before it gets a letter that says so."),
            "employee_number": _("As HR's systems know them. It may be empty."),
        }
        error_messages = {
            "name": {"required": _("Write their name.")},
            "email": {"required": _("Write their work e-mail.")},
            "employee_number": {"unique": _("Somebody else has this number.")},
        }
        widgets = {name: forms.TextInput({"autocomplete": "off"}) for name in ("name", "employee_number")} | {
            "email": forms.EmailInput({"autocomplete": "off"})
        }

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class RolesForm(forms.Form):
    """`rows` is each role with what it lets somebody do, as the page shows it."""

    roles = forms.MultipleChoiceField(label=_("Roles"), choices=Role.Name.choices, required=False)

    def __init__(self, held: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = set(held)

    @property
    def rows(self) -> list[dict[str, Any]]:
        ticked = set(self.data.getlist("roles")) if self.is_bound else self.held  # type: ignore[attr-defined]
        return [{"name": role.value, "label": role.label, "means": MEANS[role], "ticked": role.value in ticked} for role in Role.Name]


def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every time zone of a place, by continent."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(available_timezones()):
        where, slash, place = name.partition("/")
        if slash and where not in ("Etc", "SystemV", "US"):
            found[where].append((name, place.replace("_", " ").replace("/", ", ")))
    return sorted(found.items())


class PlaceForm(forms.ModelForm):
    """A site or a team: its time zone is chosen, not typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there, known = self.instance.time_zone, zones()
        if not any(there == name for _where, names in known for name, _place in names):
            known.insert(0, (str(_("As it is")), [(there, there)]))
        zone: Any = self.fields["time_zone"]
        zone.widget, zone.max_length = forms.Select(choices=known), None  # nothing to count in a list
        self.fields["name"].widget = forms.TextInput({"autocomplete": "off"})


class SiteForm(PlaceForm):
    class Meta:
        model = Site
        fields = ("name", "time_zone")


class TeamForm(PlaceForm):
    """Once it is there, a team stays at its site: what was counted at one would move to another."""

    days = forms.MultipleChoiceField(label=_("Works on"), choices=DAYS, error_messages={"required": _("Tick one day at least.")})

    class Meta:
        model = Team
        fields = ("site", "name", "time_zone", "shift_starts", "shift_ends")
        help_texts = {"shift_ends": _("Earlier than its start: the shift runs past midnight.")}
        error_messages = {"name": {"required": _("Give it a name.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["days"] = list(self.instance.works_on)
        self.fields["days"].widget = forms.CheckboxSelectMultiple(choices=DAYS)
        for name in ("shift_starts", "shift_ends"):
            self.fields[name].widget = forms.TimeInput({"type": "time"}, format="%H:%M")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        site, name = said.get("site") or (self.instance.site if self.instance.site_id else None), said.get("name")
        if site and name and Team.objects.filter(site=site, name=name).exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("There is a team of that name at this site already."))
        self.instance.works_on = "".join(sorted(said.get("days", []))) or self.instance.works_on
        return said


class LeaderForm(DaysForm):
    """Who leads a team, or covers there, on which days. `person` becomes the account of that address or name."""

    back = timedelta(days=366)
    person = forms.CharField(
        label=_("Who?"), max_length=254, help_text=_("Their work e-mail, or their whole name."), error_messages={"required": _("Say who.")}
    )
    cover = forms.ChoiceField(label=_("As"), choices=[("", _("Leader")), ("1", _("Cover, for some days"))], required=False)
    first = day_field(_("From"), help_text=_("The first day."))
    last = day_field(_("Until"), required=False, help_text=_("The last day. A leader may have none."))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(today, *args, **kwargs)
        self.fields["first"].initial = today
        self.fields["person"].widget.attrs |= {"list": "people", "autocomplete": "off"}

    @property
    def people(self) -> list[User]:
        return list(User.objects.filter(is_active=True).order_by("name", "pk")[:CHOOSABLE])

    def clean_person(self) -> User:
        said = self.cleaned_data["person"].strip()
        there = User.objects.filter(is_active=True)
        found = list(there.filter(email__iexact=said)[:1]) or list(there.filter(name__iexact=said)[:2])
        if len(found) > 1:
            raise ValidationError(_("More than one person is called that. Give their work e-mail."))
        if not found:
            raise ValidationError(_("Nobody with an account in use has this address or name. Invite them first."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("cover") and not said.get("last") and "last" not in self.errors:
            self.add_error("last", _("Cover ends by itself: say the last day."))
        return said

    def too_early(self) -> Any:
        return _("That is more than a year ago. A roster file can go further back.")


class LastDayForm(DaysForm):
    """Nothing written: from this moment on."""

    last = day_field(_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("last") and said["last"] < self.today:
            self.add_error("last", self.too_early())
        return said
