"""A roster taken back: everything as it was before it, or nothing where something newer depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import Advisor, Leadership, Membership, Site, Team, User
from accounts.roster.applying import BATCH, FIELDS, Before, batches, in_bulk, state, text

OWN = (Membership, Leadership)  # looked at by themselves


class Depends(Exception):
    """It cannot be undone; the words say why."""


def undo(before: Before, since: datetime) -> None:
    """Put back what it changed. To be called in a transaction, which Depends ends."""
    leaderships_new = _unchanged(Leadership, before["leaderships_new"])
    _nothing_led_since(leaderships_new, since)
    _zones_back(before.get("zones", {}))  # rosters of before there were any have none
    _advisors_back(before, since)
    _delete(Leadership, [row.pk for row in leaderships_new])
    _ends_back(Leadership, before["leaderships"])
    _delete(Advisor, before["advisors_new"])
    for pk, number in before["numbers"].items():
        User.objects.filter(pk=pk, employee_number=number).update(employee_number="")
    if User.objects.filter(pk__in=before["users"], last_login__isnull=False).exists():
        raise Depends(_("Somebody who was new in it has signed in since."))
    for model, name in ((User, "users"), (Team, "teams"), (Site, "sites")):
        _delete(model, before[name])


def _advisors_back(before: Before, since: datetime) -> None:
    changed = {int(pk): states for pk, states in before["advisors"].items()}
    rows = in_bulk(Advisor, list(changed))
    memberships_new = _unchanged(Membership, before["memberships_new"])
    if any(state(row) != changed[row.pk][1] for row in rows):
        raise Depends(_("Somebody in it was moved or changed since."))
    moved = [row.advisor_id for row in memberships_new if row.advisor_id in changed]
    if name := _points_at(Advisor, moved, since):
        raise Depends(_("There is something newer of somebody it moved (%(what)s).") % {"what": name})
    latest = Membership.objects.filter(starts_at__gt=since).exclude(pk__in=before["memberships_new"])
    if any(latest.filter(advisor__in=some).exists() for some in batches(list(changed))):
        raise Depends(_("Somebody in it was moved or changed since."))
    for row in rows:
        for field, value in zip(FIELDS, changed[row.pk][0], strict=True):
            setattr(row, field, moment(value) if field == "left_at" else value)
    for some in batches([row.pk for row in memberships_new]):
        Membership.objects.filter(pk__in=some).delete()
    _ends_back(Membership, before["memberships"])
    Advisor.objects.bulk_update(rows, FIELDS, BATCH)


def _zones_back(zones: dict[str, list[str]]) -> None:
    for pk, (old, new) in zones.items():
        if not Team.objects.filter(pk=pk, time_zone=new).update(time_zone=old):
            raise Depends(_("A team, a leader or cover in it was changed since."))


def _unchanged(model: Any, new: dict[str, str | None]) -> list[Any]:
    """The rows it made, which end as they did then."""
    rows = in_bulk(model, [int(pk) for pk in new])
    if len(rows) != len(new) or any(text(row.ends_at) != new[str(row.pk)] for row in rows):
        raise Depends(_("A team, a leader or cover in it was changed since."))
    return rows


def _ends_back(model: Any, ends: dict[str, list[str | None]]) -> None:
    rows = in_bulk(model, [int(pk) for pk in ends])
    if len(rows) != len(ends) or any(text(row.ends_at) != ends[str(row.pk)][1] for row in rows):
        raise Depends(_("A team, a leader or cover in it was changed since."))
    for row in rows:
        row.ends_at = moment(ends[str(row.pk)][0])
    model.objects.bulk_update(rows, ["ends_at"], BATCH)


def _delete(model: Any, pks: list[Any]) -> None:
    """Those it made, while nobody else points at them."""
    if name := _points_at(model, pks, None):
        raise Depends(_("There is something newer of somebody or some team it brought (%(what)s).") % {"what": name})
    for some in batches(pks):
        model.objects.filter(pk__in=some).delete()


def _nothing_led_since(rows: list[Leadership], since: datetime) -> None:
    """What somebody wrote as the leader it made them stands on that leadership."""
    for relation in _relations(User):
        model, born = relation.related_model, _born(relation.related_model)
        if model in OWN or not born or "team" not in {field.name for field in model._meta.fields}:
            continue
        for row in rows:
            if model._base_manager.filter(**{relation.field.name: row.leader_id, "team": row.team_id, f"{born}__gte": since}).exists():
                raise Depends(_("%(name)s has led the team since (%(what)s).") % {"name": row.leader, "what": model._meta.verbose_name})


def _points_at(model: type[Model], pks: list[Any], since: datetime | None) -> str:
    """What kind of row points at one of these: made since then, or ever. Whatever app it is of: none has to be known by name."""
    for relation in _relations(model):
        of = relation.related_model
        born = _born(of)
        if (of in OWN and (since or model is Advisor)) or (since and not born):
            continue
        newer = {f"{born}__gte": since} if since else {}
        if any(of._base_manager.filter(**{f"{relation.field.name}__in": some}, **newer).exists() for some in batches(pks)):
            return str(of._meta.verbose_name)
    return ""


def _relations(model: type[Model]) -> list[Any]:
    """Everything that points at rows of this model, hidden names ("+") too."""
    return [field for field in model._meta.get_fields(include_hidden=True) if field.auto_created and not field.concrete]


def _born(model: Any) -> str:
    """The moment a row came to be, where its model keeps one."""
    fields: Iterable[Any] = model._meta.fields
    found = (field.name for field in fields if isinstance(field, DateTimeField) and field.default is timezone.now)
    return next(found, "")


def moment(said: str | None) -> datetime | None:
    return parse_datetime(said) if said else None
