"""What people said they would try, and what leaders wrote down: by card, so that the words fit the moment.

A next step is in the advisor's own words, up to 80 characters. A note is about the contact, never the person, and is
something its reader may be shown; `{about}` becomes what the contact was about.
"""

from __future__ import annotations

# How often a card comes up. The rest of the deck has not been drawn yet: designers want to see that too.
USE: dict[str, int] = {
    "wait-one-more-beat": 10,
    "played-it-back": 10,
    "already-in-the-notes": 9,
    "who-what-by-when": 9,
    "am-i-allowed": 8,
    "the-question-that-cracked-it": 8,
    "solve-the-next-one-too": 7,
    "say-it-their-way": 6,
    "they-made-it-theirs": 6,
    "a-kind-clear-no": 6,
    "before-i-answer": 6,
    "pick-up-the-hint": 5,
    "how-is-it-going": 5,
    "told-them-early": 5,
    "behind-the-anger": 4,
    "say-what-youd-choose": 4,
    "say-the-human-thing": 4,
    "name-what-you-noticed": 3,
    "first-time-for-them": 3,
    "round-it-comes-again": 3,
    "ask-for-two-minutes": 3,
    "we-got-that-wrong": 2,
    "helping-or-selling": 2,
    "after-a-no": 2,
    "promises-due-today": 1,
}

ABOUT = [
    "a first bill",
    "a missed visit",
    "a house move",
    "a refund",
    "a double payment",
    "a late delivery",
    "a slow line",
    "a new router",
    "a price change",
    "a cancelled order",
    "a lost password",
    "a broken handset",
]

NEXT_STEPS: dict[str, list[str]] = {
    "wait-one-more-beat": [
        "Count to two before I answer",
        "Let them get to the end, then say what I heard",
        "Hands off the keyboard until they’ve finished",
    ],
    "played-it-back": [
        "Say it back in one line before I look anything up",
        "Ask ‘Have I got that right?’ on the next three calls",
        "Sum up on chat too, not just on the phone",
    ],
    "already-in-the-notes": [
        "Read the last two notes before I say hello",
        "Start with ‘I can see you rang on Monday’",
        "Use one thing from the history in my first line",
    ],
    "who-what-by-when": [
        "Finish with me, you, and a date",
        "Say the day out loud, not ‘soon’",
        "Text them the three lines after the call",
    ],
    "am-i-allowed": [
        "If it’s under twenty pounds and it’s right, do it and tell you after",
        "Decide first, then tell you what I did",
        "Ask myself ‘is it inside the safe lines?’ and go",
    ],
    "the-question-that-cracked-it": [
        "Ask ‘what were you doing when it stopped?’ first",
        "One more question before I start fixing",
        "Try the same question on the next billing one",
    ],
    "solve-the-next-one-too": [
        "Tell them what the first bill will look like",
        "Say what happens on the day before I close",
        "Check they can log in before we hang up",
    ],
    "say-it-their-way": [
        "Write ‘box on the wall’, not ‘ONT’",
        "Read my email out loud once before it goes",
        "Use the customer’s word for it all the way through",
    ],
    "they-made-it-theirs": [
        "Show the new starters how I got billing to ring back",
        "Tell the huddle how the parcel got found",
        "Write down who to ask in orders, for everyone",
    ],
    "a-kind-clear-no": [
        "No in one line, why in one line, then what I can do",
        "Say ‘I can’t’ instead of ‘the system won’t let me’",
        "One sorry, then the next thing we can try",
    ],
    "before-i-answer": [
        "Ask one more thing before I put them on hold",
        "Say what I already know before I ask for help",
        "Check the last order myself first",
    ],
    "pick-up-the-hint": [
        "When they mention working from home, ask about it",
        "Ask one thing about what they just told me",
        "Write the hint down while they talk, ask at the end",
    ],
    "how-is-it-going": [
        "Ring the lady with the new line on Thursday",
        "Pick one from yesterday and ask how it’s going",
        "Send one ‘did it work?’ text before lunch",
    ],
    "told-them-early": [
        "Say ‘you may find the price looks odd at first’",
        "Warn about the two-day wait before they ask",
    ],
    "behind-the-anger": [
        "Name the problem first, then what I’ll do now",
        "Say ‘three visits and still no line’ back to them",
        "Breathe out before I answer the first sentence",
    ],
    "say-what-youd-choose": [
        "Say ‘I’d go for the smaller one, because you’re out all day’",
        "Two options, not five, and say which one I’d take",
    ],
    "say-the-human-thing": [
        "Say ‘I’m so sorry’ and stop, before the account",
        "Congratulate them first, then the paperwork",
    ],
    "name-what-you-noticed": [
        "If they go quiet: ‘I think I’ve missed something’",
        "Notice when the replies get short, and say so",
    ],
    "first-time-for-them": [
        "Change the first line so it’s only for them",
        "Use their name and what they asked, then the reply",
    ],
    "round-it-comes-again": [
        "Send you the order number of the next one",
        "Note the time each time it drops today",
    ],
    "ask-for-two-minutes": ["Two minutes outside, then back", "Tea first, then an easy one"],
    "we-got-that-wrong": ["What happened, sorry once, what I’m doing", "Say ‘we’, not ‘they’, when it’s our slip"],
    "helping-or-selling": ["Only offer what I’d tell my mum to get", "Say ‘you don’t need that’ when they don’t"],
    "after-a-no": ["Offer once on the next one that fits", "Say it my own way and leave it with them"],
    "promises-due-today": ["Put a time by all four and shout by noon", "Ring the hardest one first"],
}

NOTES: dict[str, list[str]] = {
    "wait-one-more-beat": [
        "The call about {about}: the real worry came out right at the end, after the pause.",
        "Two breaths on the next one and the customer added the bit that mattered.",
    ],
    "played-it-back": [
        "You could hear the shoulders drop after the one-line summary about {about}.",
        "‘Yes, exactly that.’ The customer’s words, and it was half the length of the last one.",
    ],
    "already-in-the-notes": [
        "Third contact about {about}. It was all in there; it just opens too slowly.",
        "The next call started with ‘I can see we promised you Tuesday’ and stayed calm all the way.",
    ],
    "who-what-by-when": [
        "Ended on {about} with a day and a name. The customer repeated it back.",
        "A good fix, then ‘someone will be in touch’. We worked out the last line together.",
    ],
    "am-i-allowed": [
        "A credit over {about} felt right and it was inside our lines. I said so there and then.",
        "We went through the safe lines again. This one was yours to decide.",
    ],
    "the-question-that-cracked-it": [
        "‘What changed that week?’ It wasn’t about {about} at all.",
        "One more question saved a visit. Told the huddle about it.",
    ],
    "solve-the-next-one-too": [
        "The question about {about} was sorted well. The first bill is where it will pinch.",
        "We looked at what happens on day two and found one thing to say up front.",
    ],
    "say-it-their-way": [
        "The reply about {about} was right, but two of our own words got in the way.",
        "Their word was ‘hub’, ours was ‘gateway’. We went with theirs.",
    ],
    "they-made-it-theirs": [
        "Stayed with {about} through three teams and rang back with the answer.",
        "It wasn’t ours to fix, and it got fixed. The customer wrote in to say so.",
    ],
    "a-kind-clear-no": [
        "Four sorries before the no on {about}. The second try took one line.",
        "A hard no, said kindly, and then what we could do. It ended with a thank-you.",
    ],
    "before-i-answer": [
        "The answer about {about} was there already. One question to the customer confirmed it.",
        "One more question first, and there was nothing left to look up.",
    ],
    "pick-up-the-hint": [
        "‘Now that I’m home all day’ came up twice in the call about {about}. Worth a question next time.",
        "The move was mentioned in passing. We thought of one thing to ask.",
    ],
    "how-is-it-going": [
        "Rang back about {about} before they had to. Thirty seconds, and they were delighted.",
        "The new line still drops in the evening. We only know because you asked.",
    ],
    "told-them-early": [
        "A heads-up on {about} before it was asked for. No second call this time.",
        "‘You may find it looks higher at first.’ The customer wrote it down.",
    ],
    "behind-the-anger": [
        "Three calls about {about} sat behind that first sentence. Naming it took the heat out.",
        "A rough start. We talked about what the customer was scared of losing.",
    ],
    "say-what-youd-choose": ["Five options for {about} and a long silence. We tried it with one, and a because."],
    "say-the-human-thing": [
        "News of a new baby in the middle of {about}. The next answer began with that.",
        "Some sad news in the first line. We talked about what you’d have liked to say.",
    ],
    "name-what-you-noticed": ["Replies went down to one word after {about} came up. ‘What have I missed?’ opened it again."],
    "first-time-for-them": ["Sixth chat about {about} this morning; first time for that customer. One changed line did it."],
    "round-it-comes-again": ["That’s the fourth one on {about}. I have taken the example and will say what I hear."],
    "ask-for-two-minutes": ["A really hard call. Two minutes away and a cup of tea; I took the next one."],
    "we-got-that-wrong": ["‘We got that wrong’ on {about}, said once and straight. The customer thanked us for it."],
    "helping-or-selling": ["We talked about offers that feel like help. The back-up one over {about} was useful."],
    "after-a-no": ["One no over {about}, and it stung. The next offer was in your own words."],
    "promises-due-today": ["Four promises, one to hand over. I took {about}."],
}
