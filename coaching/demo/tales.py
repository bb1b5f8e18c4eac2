"""What the demo's leaders tell. The people and events are made up; each holds the rubric's rules for a permission story."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """`week` counts from this one; `answer` is what the person it is about said, `asked` where they have not answered yet."""

    about: str
    card: str
    usually: str
    did: str
    permission: str
    said: str
    days_ago: int
    becomes: str = "published"
    answer: str = "named"
    week: int | None = None
    would: int = 0
    did_too: int = 0


TALES = (
    Told(
        "Jamal Carter", "say-the-human-thing",
        "We send a form for the account of somebody who has died, and wait for it to come back.",
        "The account was in a customer's late mum's name. Jamal put the script down, said he was sorry, and closed it in one call. "
        "He filled in the form himself and read it back to her.",
        "I'd said, 'When somebody has lost someone, you can take all the time it takes.'",
        "It feels like I'm talking to a person at last.",
        6, week=0, would=9, did_too=3,
    ),
    Told(
        "Ewa Nowak", "solve-the-next-one-too",
        "Once the line is booked for repair, the case is closed and the café rings again if it goes down.",
        "Ewa rang the café when their line was due back, and stayed on while they took one card payment to be sure.",
        "On Monday I'd told the team, 'If you want to ring somebody back, ring them back.'",
        "You rang me. Nobody rings back.",
        9, would=8, did_too=8,
    ),
    Told(
        "Liam Byrne", "am-i-allowed",
        "A month's credit goes to a manager, and the customer hears in three to five days.",
        "The outage was ours. Liam could see it, said so, and put the month back while the customer was still on the line. "
        "It took forty seconds. Then he came over and told me.",
        "'Inside our safe lines it's your call. I'd rather you did what was right and told me after.'",
        "I'd already written the email to leave.",
        13, would=4,
    ),
    Told(
        "Callum Fraser", "who-what-by-when",
        "We say that the other team will be in touch.",
        "They found out who in billing would ring, wrote the name and the hour down for the customer, and asked billing for a word too "
        "when it was done.",
        "I'd told everyone, 'You can promise a time for somebody else, once they've said yes to it.'",
        "So I know who to ask for. That's all I wanted.",
        17, answer="unnamed", would=2,
    ),
    Told(
        "Hollie Baxter", "told-them-early",
        "When a delivery slips, the customer finds out on the day.",
        "Hollie saw the van was full the evening before, rang all four customers, and moved two of them to the morning run.",
        "We'd agreed, 'If you see it coming, you can be the one who says it.'",
        "Thank you for telling me before I took the day off.",
        24, week=1, would=3, did_too=2,
    ),
    Told(
        "Amara Okafor", "after-a-no",
        "We say no six times in six ways, and the call ends badly.",
        "Amara said no once, gave the reason in one line, and then spent ten minutes on what she could do: a call-back in the evening and "
        "the name of the person who decides.",
        "'When no is the right answer you can say it plainly. I'll stand by you.'",
        "You said no and I still came away with a plan.",
        31,
    ),
    Told(
        "Chloe Martin", "pick-up-the-hint",
        "The customer asks for a meter reading, gets one, and the call is over.",
        "He said he'd be glad when his wife was home. Chloe asked, and heard that she comes out of hospital on Friday. She put him on our "
        "list for extra care before he knew there was one.",
        "I'd said, 'You can stop and ask when you hear something. Nobody is watching the clock on those.'",
        "I didn't know anyone would ask me that.",
        2, becomes="waiting",
    ),
    Told(
        "Elif Yıldırım", "say-it-their-way",
        "We read out the name of the tariff and wait for the customer to work it out.",
        "Elif drew it as two columns in the chat, what you pay now and what you'd pay, and left the tariff's name out of it.",
        "I'd told Elif, 'You can leave our words at the door.'",
        "Oh. Is that all it is?",
        3, becomes="waiting", answer="asked",
    ),
    Told(
        "Grace Liu", "",
        "We send the standard letter.",
        "Grace wrote two lines of her own and signed them with her name.",
        "I'd said letters can sound like us.",
        "I've kept it.",
        5, becomes="sent-back",
    ),
    Told(
        "Ben Hughes", "the-question-that-cracked-it",
        "We walk through the reset steps, in order, however many times the customer has done them.",
        "Ben asked, 'What were you doing just before it stopped?' It was the new fish tank, on the same plug as the router.",
        "I'd told Ben, 'You can leave the list when you've a better question.'",
        "Twelve calls, and it was the fish.",
        1, becomes="draft", answer="asked",
    ),
)  # fmt: skip
