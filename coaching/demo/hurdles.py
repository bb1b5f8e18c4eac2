"""What got in people's way in the demo world, and what their leader did about it: pairs, so that the answer fits."""

from __future__ import annotations

from random import Random

from coaching.models import Barrier

# How often each kind comes up.
KINDS: dict[str, int] = {
    Barrier.Kind.TOOL: 6,
    Barrier.Kind.OTHER_TEAM: 5,
    Barrier.Kind.RULE: 4,
    Barrier.Kind.TIME: 3,
    Barrier.Kind.OTHER: 2,
}

# kind: (in a few words, what was done)
HURDLES: dict[str, list[tuple[str, str]]] = {
    Barrier.Kind.TOOL: [
        ("The notes take about forty seconds to load, so I start without them", "Raised with IT. Notes now open beside the call."),
        ("The order screen logs me out when I look something up", "Time-out moved from five minutes to thirty."),
        ("No way to send a follow-up text from the chat window", "Follow-up texts switched on for the team."),
        ("The stock replies can’t be edited before they go", "Editing unlocked. Facts and legal lines stay fixed."),
        ("The diary doesn’t show call-backs I promised from chat", "Chat promises now land in the same diary."),
        ("Search only finds an order by number, and customers never have it", "Search by postcode is on. Showed everyone."),
        ("The screen freezes when two people open the same account", "Fixed overnight by IT after our third example."),
        ("Can’t see what the last person promised on chat", "Chat history now shows beside the account."),
        ("My template for refunds still has the old dates in it", "Template changed, and the old one taken away."),
    ],
    Barrier.Kind.OTHER_TEAM: [
        ("Billing take three days to answer, so I can’t give a date", "Agreed a same-day line with billing before 3 pm."),
        ("Field team close the job before the customer says it works", "Their leader now waits for our all-clear."),
        ("Passed it over twice and it came straight back", "One named person in orders for anything that bounces."),
        ("Nobody picks up in returns after four", "Returns cover until six, Monday to Friday."),
        ("The warehouse gives a week, never a day", "They send a two-day window now."),
        ("Complaints asked me to send it on and not say anything first", "Agreed with complaints: we may say what we know."),
        ("Sales had promised a date we can’t keep", "Sat down with their leader; dates come from the diary."),
        ("The other site changed the plan and the notes didn’t say so", "One line in the notes for every change, both sites."),
    ],
    Barrier.Kind.RULE: [
        ("Wasn’t sure I could waive the fee without asking", "Said it to everyone: up to £20 is yours to decide."),
        ("I thought we had to read the whole wording out", "Checked: a plain summary is fine, then the link."),
        ("Not sure I’m allowed to call back after it’s closed", "Yes, always. Said so in the huddle."),
        ("Is it OK to say we got it wrong before it’s been looked into?", "Yes to saying what happened. Cleared with complaints."),
        ("Thought I had to offer the cover on every call", "Only where it helps. Took it off the checklist."),
        ("Didn’t know if I can send a replacement before the old one is back", "Yes, up to £60. It’s on the wall now."),
        ("The form says a manager has to sign a second visit", "Old form. Second visits need nobody’s name."),
    ],
    Barrier.Kind.TIME: [
        ("Queue was red all day, no gap to ring anyone back", "Two protected half-hours a day for call-backs."),
        ("Back-to-back since lunch, couldn’t look at the notes first", "A twenty-second gap between contacts again."),
        ("Promised updates fell in my training hour", "Training moved to a quieter slot."),
        ("Six minutes a contact doesn’t leave room for one more question", "Said so in the huddle: take the time the customer needs."),
        ("Was lent to the other queue for the whole shift", "Not on days with promises to keep, from now on."),
    ],
    Barrier.Kind.OTHER: [
        ("Too loud next to the door to hear a pause", "Desk moved to the window side."),
        ("My headset cuts out when people talk quietly", "New headset, and two spares in the drawer."),
        ("The price leaflet and the website say different things", "Leaflet pulled; the website is right."),
        ("The customer asked for e-mail only, so I couldn’t ring", "A short e-mail did it. Kept the promise that way."),
    ],
}

# Still in the way for the demo leader: (days waiting, kind, in a few words). Words of their own, so that none is doubled.
STILL_OPEN: list[tuple[int, str, str]] = [
    (11, Barrier.Kind.TOOL, "Engineer slots aren’t on my screen, so I can’t give people a day"),
    (5, Barrier.Kind.OTHER_TEAM, "Asked billing twice about the double charge, no answer yet"),
    (2, Barrier.Kind.RULE, "Could see a goodwill credit was right, wasn’t sure I’m allowed"),
]

AMENDED_BECAUSE = ["Tapped the wrong step", "We talked it over again and agreed on this", "Put it in their own words", "Typo in the note"]
WITHDRAWN_BECAUSE = ["Logged against the wrong person", "Logged twice, kept the other one"]


class Hurdles:
    """What a team has not met yet: nothing gets in the way again once it was dealt with."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.left = {kind: rng.sample(pairs, len(pairs)) for kind, pairs in HURDLES.items()}

    def next(self) -> tuple[str, str, str] | None:
        """Kind, a few words, what was done; None when there is nothing left to meet."""
        kinds = [kind for kind in KINDS if self.left[kind]]
        if not kinds:
            return None
        kind = self.rng.choices(kinds, [KINDS[kind] for kind in kinds])[0]
        return kind, *self.left[kind].pop()
