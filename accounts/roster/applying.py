"""A plan written down: all of it in one transaction, and what is needed to take it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import Advisor, Leadership, Membership, Site, Team, User
from accounts.roster.change import Change, Kind, Lead
from accounts.roster.plan import Plan

BATCH = 500
FIELDS = ("name", "known_as", "email", "team_id", "left_at", "record_follows")
Before = dict[str, Any]


def apply(plan: Plan, at: datetime) -> Before:
    """Write it. To be called in a transaction; what it returns is for `undoing`. Instants in it are ISO texts."""
    before: Before = {}
    _places(plan, before)
    _advisors([one for one in plan.changes if one.kind not in (Kind.UNCHANGED, Kind.LATER)], at, before)
    _leaders([one for one in plan.leads if one.kind is Kind.LEADS], at, before)
    return before


def _places(plan: Plan, before: Before) -> None:
    sites = {site.name: site for site in Site.objects.all()}
    before["sites"], before["teams"] = [], []
    for place in plan.places:
        if place.site not in sites:
            sites[place.site] = Site.objects.create(name=place.site)
            before["sites"].append(sites[place.site].pk)
        same = {name: getattr(place.like, name) for name in ("time_zone", "shift_starts", "shift_ends", "works_on")} if place.like else {}
        same |= {"time_zone": place.zone} if place.zone else {}
        place.team = Team.objects.create(site=sites[place.site], name=place.name, **same)
        before["teams"].append(place.team.pk)
    before["zones"] = {}
    for zone in plan.zones:
        if team := zone.place.team:
            before["zones"][team.pk] = [team.time_zone, zone.place.zone]
            Team.objects.filter(pk=team.pk).update(time_zone=zone.place.zone)


def _advisors(changes: list[Change], at: datetime, before: Before) -> None:
    """Those who are new, then those who were here: who, where to, until when."""
    new = [(one, Advisor(employee_number=one.employee_number, **_known_as(one.fields))) for one in changes if one.kind is Kind.NEW]
    rows = Advisor.objects.in_bulk([one.here.pk for one in changes if one.here])
    old = [(one, rows[one.here.pk]) for one in changes if one.here]
    was = {row.pk: state(row) for _one, row in old}
    opened: list[tuple[Advisor, Membership]] = []
    ended: dict[datetime | None, list[int]] = defaultdict(list)
    for one, row in [*new, *old]:
        _names(one, row)
        _moves(one, row, at, opened, ended)
    Advisor.objects.bulk_create([row for _one, row in new], BATCH)
    Advisor.objects.bulk_update([row for _one, row in old], FIELDS, BATCH)
    before["advisors_new"] = [row.pk for _one, row in new]
    before["advisors"] = {row.pk: [was[row.pk], state(row)] for _one, row in old}
    _memberships(opened, ended, before)


def _known_as(fields: dict[str, str]) -> dict[str, str]:
    """As `Advisor.save` does, which a bulk of rows passes by."""
    return {**fields, "known_as": fields["known_as"] or fields["name"].split(" ")[0][:60]}


def _names(one: Change, row: Advisor) -> None:
    """Somebody called by the first word of their name is so by the new one, unless the file says otherwise."""
    if "name" in one.fields and row.pk and row.known_as == row.name.split(" ")[0][:60]:
        row.known_as = one.fields["name"].split(" ")[0][:60]
    for name, value in one.fields.items():
        setattr(row, name, value or getattr(row, name))


def _moves(one: Change, row: Advisor, at: datetime, opened: list[Any], ended: dict[Any, list[int]]) -> None:
    place = one.to or (one.here.place if one.here else None)
    if place is None or place.team is None:
        raise ValueError("A change of nobody, to nowhere.")
    before = row.left_at
    if one.leaves:
        row.left_at = place.after(one.last) if one.last else at if one.kind is Kind.LEFT else None
    if one.to:
        begins = place.begins(one.first, at)
        row.team, row.record_follows = place.team, False
        opened.append((row, Membership(team=place.team, starts_at=begins, ends_at=row.left_at)))
        if one.here and one.here.membership and not (before and before <= begins):
            ended[begins].append(one.here.membership)
    elif one.leaves and one.here and one.here.membership:
        ended[row.left_at].append(one.here.membership)


def _memberships(opened: list[tuple[Advisor, Membership]], ended: dict[datetime | None, list[int]], before: Before) -> None:
    """Ended first: one open team at a time is the database's own rule."""
    pks = [pk for group in ended.values() for pk in group]
    was = {row.pk: row.ends_at for row in in_bulk(Membership, pks)}
    for ends_at, group in ended.items():
        for some in batches(group):
            Membership.objects.filter(pk__in=some).update(ends_at=ends_at)
    before["memberships"] = {pk: [text(was[pk]), text(ends_at)] for ends_at, group in ended.items() for pk in group}
    for advisor, row in opened:
        row.advisor = advisor
    made = Membership.objects.bulk_create([row for _advisor, row in opened], BATCH)
    before["memberships_new"] = {row.pk: text(row.ends_at) for row in made}


def _leaders(leads: list[Lead], at: datetime, before: Before) -> None:
    """Accounts first; then who stops, then who begins."""
    people = {id(lead.person): lead.person for lead in leads if lead.person}
    before |= {"users": [], "numbers": {}, "leaderships": {}, "leaderships_new": {}}
    for person in people.values():
        if person.user is None:
            person.user = User.objects.create_user(person.email, person.name, employee_number=person.employee_number)
            before["users"].append(person.user.pk)
        elif person.employee_number and not person.user.employee_number:
            person.user.employee_number = person.employee_number
            person.user.save(update_fields=["employee_number"])
            before["numbers"][person.user.pk] = person.employee_number
    for lead in sorted(leads, key=lambda one: one.person is not None):
        _lead(lead, at, before)


def _lead(lead: Lead, at: datetime, before: Before) -> None:
    place = lead.place
    ends_at = place.after(lead.last) if lead.last else None
    if lead.row is None and lead.person and lead.person.user and place.team:
        made = Leadership.objects.create(
            team=place.team, leader=lead.person.user, starts_at=place.begins(lead.first, at), ends_at=ends_at, cover=lead.cover
        )  # fmt: skip
        before["leaderships_new"][made.pk] = text(made.ends_at)
    elif lead.row and lead.ends:
        was = lead.row.ends_at
        if lead.person is None:
            ends_at = max(place.begins(lead.instead.first, at), at) if lead.instead else at
        lead.row.ends_at = ends_at
        lead.row.save(update_fields=["ends_at"])
        before["leaderships"][lead.row.pk] = [text(was), text(ends_at)]


def state(row: Advisor) -> list[Any]:
    """The fields a roster may change, as JSON takes them."""
    return [text(getattr(row, name)) if name == "left_at" else getattr(row, name) for name in FIELDS]


def text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def batches(pks: list[Any]) -> Iterable[list[Any]]:
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))


def in_bulk(model: Any, pks: list[Any]) -> list[Any]:
    return [row for some in batches(pks) for row in model.objects.filter(pk__in=some)]
