"""Two sites in two time zones, three teams, people who moved and left, one chat of each sort; and each of them counted plainly again.

Nothing here uses the export's own columns or queries: it is what they are held against.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from accounts.models import Advisor, Leadership, Site
from coaching.models import CheckBack, Session
from tests import make
from tests.world import World

STEPS = {None: "", 1: "Talking about it", 2: "Trying it", 3: "Doing it", 4: "Passing it on"}
OUTCOMES = {
    None: "",
    "": "",
    "helped": "It helped",
    "not-there-yet": "Tried it, not there yet",
    "no-chance": "No chance yet",
    "in-the-way": "Something got in the way",
}
BARRIERS = {"tool": "A tool or system"}


def build(world: World) -> list[Session]:
    """One more site, team and leader; chats in the order in which they arrived."""
    far = make.team("Far", site=Site.objects.create(name="Faraway"), time_zone="Asia/Kolkata")
    away, dot = make.user("Fay Rana", employee_number="L-9"), make.advisor(far, "Dot Rao")
    make.leadership(away, far)
    ago = timezone.now() - timedelta(days=3)
    rows = [
        make.session(world.leader, world.ada, held_at=ago, step=1, note="CANARY Red one", next_step="Ask once more", come_back="none"),
        make.session(world.leader, world.ben, "am-i-allowed", held_at=ago, note="CANARY Red two", made_offline=True),
        make.session(world.leader, world.ben, held_at=ago, step=2, advisor_step=3, come_back="later-today"),
        make.session(world.other, world.cleo, held_at=ago, step=4, note="=CANARY Blue", come_back="later-today"),
        make.session(away, dot, "say-it-their-way", held_at=ago, note="CANARY Far", come_back="later-today"),
        make.session(away, dot, held_at=ago, note="CANARY taken back", come_back="none"),
    ]
    rows[1].add_own_words("CANARY own words")
    rows[0].amend(by=world.leader, reason="Wrong step", step=2)
    rows[2].check_backs.get().answer(by=world.leader, outcome="in-the-way", barrier="tool")
    rows[3].check_backs.get().answer(by=world.other, outcome="helped", step=4)
    rows[5].withdraw(by=away, because="Not theirs")
    world.ben.move(far)  # what was said in Red stays in Red: neither its leader nor the new one sees it
    world.cleo.leave()
    for n, row in enumerate(rows):
        Session.objects.filter(pk=row.pk).update(received_at=ago + timedelta(minutes=n))
    return list(Session.objects.order_by("received_at"))


def wall(moment: datetime | None, session: Session) -> str:
    return moment.astimezone(session.team.zone).replace(microsecond=0).isoformat() if moment else ""


def utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def yes(is_so: object) -> str:
    return "yes" if is_so else "no"


def plainly(session: Session) -> dict[str, str]:
    """One row of the file with every column there is, from what the rows themselves say."""
    edition, card = session.edition, session.edition.card
    back = CheckBack.objects.filter(session=session).first()
    barrier = getattr(back, "barrier", None) if back and back.outcome == "in-the-way" else None
    note = session.note + (f"\nThe advisor's own words: {session.own_words}" if session.own_words else "")
    year, week, _day = session.held_on.isocalendar()
    return {
        "session_id": str(session.pk),
        "held_at_local": wall(session.held_at, session),
        "held_at_utc": utc(session.held_at),
        "received_at_utc": utc(session.received_at),
        "iso_week": f"{year}-W{week:02}",
        "site": session.team.site.name,
        "team_at_the_time": session.team.name,
        "leader_employee_number": session.leader.employee_number,
        "leader_name": session.leader.name,
        "advisor_employee_number": session.advisor.employee_number,
        "advisor_name": session.advisor.name,
        "advisor_active": yes(session.advisor.left_at is None),
        "card_number": str(card.number),
        "card_title": edition.title,
        "card_edition": str(edition.number),
        "mindset": card.mindset.name if card.mindset else "",
        "skill": card.skill.name if card.skill else "",
        "practice": card.practice.name,
        "kind_of_moment": card.kind.name,
        "step": STEPS[session.step],
        "advisor_step": STEPS[session.advisor_step],
        "next_step_agreed": yes(session.next_step),
        "come_back_due": wall(back.due_at if back else None, session),
        "check_back_outcome": OUTCOMES[back.outcome if back else None],
        "check_back_answered_at": wall(back.answered_at if back else None, session),
        "barrier": BARRIERS[barrier.kind] if barrier else "",
        "logged_offline": yes(session.made_offline),
        "amended_count": str(session.amended_count),
        "withdrawn": yes(session.withdrawn_at),
        "note": f"'{note}" if note[:1] == "=" else note,
    }


def seen_by(leader: object, rows: list[Session]) -> dict[str, str]:
    """Which of these a leader sees, each with its note: of people they lead now, held in the team those are in now."""
    now = timezone.now()
    led = {
        row.team_id for row in Leadership.objects.filter(leader=leader) if row.starts_at <= now and (not row.ends_at or row.ends_at > now)
    }
    here = {person.pk: person for person in Advisor.objects.all() if person.left_at is None and person.team_id in led}
    return {str(row.pk): row.note for row in rows if row.advisor_id in here and here[row.advisor_id].team_id == row.team_id}
