"""What an administrator decides about somebody's account: who they are, what they may do, whether they get in at all.

Each is in the trail (`Act`) and takes effect on the next request: roles, leaderships and browsers are read anew at each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Act, Browser, Invitation, Role, User
from accounts.post import send_address_changed, send_invitation

SAYS = ("name", "email", "employee_number")


def says(user: User) -> dict[str, Any]:
    """What an account says of its person."""
    return {name: getattr(user, name) for name in SAYS}


@transaction.atomic
def rename(user: User, now: dict[str, str], by: User) -> None:
    """Another name, address or number. Whoever had the address before is told, there."""
    was = says(User.objects.select_for_update().get(pk=user.pk))
    for name in SAYS:
        setattr(user, name, now[name])
    user.save(update_fields=[*SAYS])
    Act.changed(by, was, says(user), person=user)
    if was["email"] != user.email:
        send_address_changed(user, was["email"])


@transaction.atomic
def set_roles(user: User, wanted: Iterable[str], by: User) -> bool:
    """These roles and no others; whether anything changed. Nobody sets their own, and the last administrator stays one."""
    _alone(by)
    held, wanted = {role.name: role for role in user.roles.filter(ended_at=None)}, set(wanted)
    if wanted == set(held):
        return False
    if user.pk == by.pk:
        raise ValidationError(_("Another administrator has to change your own roles."))
    if Role.Name.EXPORT_NOTES in wanted and Role.Name.HR not in wanted:
        raise ValidationError(_("The right to export notes goes with HR: tick both, or neither."))
    if Role.Name.ADMINISTRATOR in held and Role.Name.ADMINISTRATOR not in wanted:
        _others(user)
    for name in sorted(wanted - set(held)):
        Role.grant(user, Role.Name(name), by)
    for name in sorted(set(held) - wanted):
        held[name].end(by)
    user.__dict__.pop("role_names", None)
    return True


@transaction.atomic
def switch_off(user: User, by: User) -> None:
    """They get in nowhere any more, from the next request on; what they logged stays. Twice changes nothing."""
    _alone(by)
    if user.pk == by.pk:
        raise ValidationError(_("Another administrator has to switch off your account."))
    if not user.is_active:
        return
    if user.has_role(Role.Name.ADMINISTRATOR):
        _others(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    Browser.end_others(user)
    for open_one in Invitation.objects.open().filter(user=user):
        open_one.take_back()
    Act.note(Act.What.SWITCHED_OFF, by, person=user)


@transaction.atomic
def switch_on(user: User, by: User) -> None:
    """They may sign in again, with what they had. What is on stays on."""
    _alone(by)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        Act.note(Act.What.SWITCHED_ON, by, person=user)


@transaction.atomic
def sign_out(user: User, by: User) -> int:
    """Out of every browser, from the next request on. How many those were."""
    _alone(by)
    ended = Browser.end_others(user)
    Act.note(Act.What.SIGNED_OUT, by, {"browsers": [ended, 0]}, person=user)
    return ended


@transaction.atomic
def invite(user: User, by: User) -> None:
    """A letter with a link to choose a password, for whoever has none yet; the link before it opens nothing any more."""
    _alone(by)
    if not user.is_active or user.has_usable_password():
        raise ValidationError(_("They have a password already, or their account is switched off."))
    send_invitation(user, Invitation.make(user, by=by))


def _alone(by: User) -> None:
    """Until this is written no other administrator decides: of two who take each other's role away, the second is none any more."""
    list(Role.objects.select_for_update().filter(name=Role.Name.ADMINISTRATOR, ended_at=None))
    if not User.objects.filter(pk=by.pk, is_active=True, roles__name=Role.Name.ADMINISTRATOR, roles__ended_at=None).exists():
        raise PermissionDenied


def _others(user: User) -> None:
    there = Role.objects.filter(name=Role.Name.ADMINISTRATOR, ended_at=None, user__is_active=True)
    if not there.exclude(user=user).exists():
        raise ValidationError(_("This is the last administrator. Make somebody else one first."))
