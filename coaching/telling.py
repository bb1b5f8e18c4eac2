"""One round of telling leaders what is due: as often as a timer likes, and nobody hears the same twice."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import push
from accounts.models import Notice, Reminders, User
from coaching import rota
from coaching.digest import Digest

LATELY = timedelta(days=2)  # longer than any shift has begun ago
HOURS = 4 * 3600  # seconds: for so long a notification is worth delivering to a phone that is off
KEPT = timedelta(days=35)  # what was told, for whoever asks why no mail came
Way = Notice.Way
log = logging.getLogger(__name__)


@dataclass
class Tally:
    """How often each way was taken; how often there was nothing to say; how often it did not go."""

    sent: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Way.values, 0))
    quiet: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Turn:
    """One leader, the shifts they have not been told about, and by which way they want to be."""

    leader: User
    shifts: rota.Shifts
    way: str


def turns(at: datetime) -> list[Turn]:
    """All that is to be told at that moment, in four queries however many leaders there are."""
    here = rota.on_shift(at)
    chosen = {row.user_id: row for row in Reminders.objects.filter(user__in=[leader for leader, _shifts in here])}
    settled = Notice.objects.settled(at).filter(shift_on__gte=(at - LATELY).date())
    done = set(settled.values_list("leader", "team", "shift_on", "way"))
    found = []
    for leader, shifts in here:
        for way in ways(chosen.get(leader.pk) or Reminders(user=leader)):
            left = [(team, day) for team, day in shifts if (leader.pk, team.pk, day, way) not in done]
            found += [Turn(leader, left, way)] if left else []
    return found


def ways(chosen: Reminders) -> Iterator[str]:
    if chosen.digest:
        yield Way.MAIL
    if chosen.push and settings.PUSH_PRIVATE_KEY:
        yield Way.PUSH


def go(at: datetime) -> Tally:
    """Tell everyone whose turn it is. What does not go to one does not hold up the others."""
    tally = Tally()
    for turn in turns(at):
        _tell(turn, at, tally)
    Notice.objects.filter(shift_on__lt=(at - KEPT).date()).delete()
    return tally


def _tell(turn: Turn, at: datetime, tally: Tally) -> None:
    claimed = Notice.claim(turn.leader, turn.shifts, turn.way, at)
    if not claimed:
        return  # another run has it
    try:
        digest = Digest.of(turn.leader, [row.team for row in claimed], at)
        gone = SENDERS[turn.way](digest)
    except Exception as error:
        # Whatever a mail server says is no reason to tell nobody else. What it says may hold an address: its kind only.
        log.warning("A leader could not be told", extra={"leader": turn.leader.pk, "way": turn.way, "error": type(error).__name__})
        tally.failed += 1
        for row in claimed:
            row.fail()
        return
    for row in claimed:
        row.tell(at, **digest.counts(row.team) if gone else {})
    if gone:
        tally.sent[turn.way] += 1
    else:
        tally.quiet += 1


def mail(digest: Digest) -> bool:
    """One e-mail; none where there is nothing to say."""
    if digest.empty:
        return False
    context = {"digest": digest, "origin": settings.ORIGIN, "several": len(digest.teams) > 1}
    headers = {"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{settings.ORIGIN}{reverse('me')}>"}
    letter = EmailMultiAlternatives(digest.subject, render_to_string("mail/digest.txt", context), to=[digest.leader.email], headers=headers)
    letter.attach_alternative(render_to_string("mail/digest.html", context), "text/html")
    letter.send()
    return True


def notification(digest: Digest) -> bool:
    """On each of their phones, how many are due; none where nothing is, or where no phone takes any."""
    if not digest.open:
        return False
    words = {"title": digest.subject, "badge": digest.open if Reminders.of(digest.leader).badge else 0}
    gone, failed = 0, 0
    for subscription in digest.leader.subscriptions.all():
        try:
            gone += push.send(subscription, words, HOURS)
        except push.NotSent:
            failed += 1
    if failed and not gone:
        raise push.NotSent  # the next run tries again; with one phone reached they know
    return gone > 0


SENDERS: dict[str, Callable[[Digest], bool]] = {Way.MAIL: mail, Way.PUSH: notification}
