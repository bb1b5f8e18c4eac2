"""The rows of a release's database: every table that holds people's work, with odd text, leavers, and somebody erased."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from accounts.models import Advisor, Browser, CalendarLink, Device, Invitation, Reminders, Role, Scope, Token, User
from coaching.models import Export, Measure, Reading
from coaching.personal import retention
from coaching.personal.erasing import erase
from tests import make, world
from tests.coaching.personal import seed
from tests.ladder import ODD
from tests.world import World


def build() -> World:
    call_command("createcachetable")
    call_command("load_programme", verbosity=0)
    cast = world.build()
    seed(cast, cast.ada, "ADA", days=40)
    seed(cast, cast.ben, "BEN", days=150)
    seed(cast, cast.cleo, "CLEO", days=3)
    for n, words in enumerate(ODD):
        then = timezone.now() - timedelta(days=n)
        make.session(cast.leader, cast.ben, held_at=then, note=words, next_step=words[:60])
        make.advisor(cast.blue, words)
    for n in range(60):
        make.session(cast.leader, cast.ada, held_at=timezone.now() - timedelta(days=n), note=f"Spoke of it, {n}", come_back="none")
    for n in range(8):  # as many as a group has to have, to be shown
        person = make.advisor(cast.red, f"Person {n}")
        for days in (2, 20, 45):
            make.session(cast.leader, person, held_at=timezone.now() - timedelta(days=days), note=f"With {person.name}", step=2)
    for n, state in enumerate(("draft", "waiting", "published", "sent-back", "withdrawn")):
        make.story(cast.leader, (cast.ada, cast.ben)[n % 2], state)
    _of_people(cast)
    retention.run()  # counts as well
    return cast


def _of_people(cast: World) -> None:
    leaver, gone = make.advisor(cast.red, "Lena Gone"), make.advisor(cast.red, "Ola Erased")
    for person in (leaver, gone):
        make.session(cast.leader, person, note=f"Of {person.name}")
        person.leave()
    erase(Advisor.objects.get(pk=gone.pk), cast.hr)
    Role.grant(cast.nobody, Role.Name.ADMINISTRATOR)
    Token.make(cast.hr, "Nightly load", [Scope.SESSIONS], timezone.now() + timedelta(days=300))
    Invitation.make(make.user("Ida Invited"), cast.hr)
    Browser.begin(cast.leader, "A phone")
    CalendarLink.make(cast.leader)
    Reminders.choose(cast.leader, digest=False, badge=True, push=False)
    Device.seen(cast.leader, make.session(cast.leader, cast.ada).pk, waiting=2)
    Export.objects.create(made_by=cast.hr, purpose="Broken off", stopped_at=timezone.now(), because="left", rows=7)
    day = timezone.now().date()
    Reading.objects.create(measure=Measure.objects.all()[0], site=cast.red.site, first=day, last=day, value=1, n=9, received_by=cast.hr)
    User.objects.filter(pk=cast.former.pk).update(is_active=False)
