"""Cards with one thing wrong, and what the rubric's own script (`check_cards.py`, outside this project) said of each.

The codes were taken from a run of that script on the same changes, so that our checks give the verdicts it gives.
"""

from __future__ import annotations

# The card, what is put in its place (a dot leads into a group, None takes the field out), the codes.
BROKEN: list[tuple[int, dict[str, object], set[str]]] = [
    (7, {"kind": "great-catch"}, {"C0"}),
    (7, {"channel": "fax"}, {"C0"}),
    (7, {"minutes": 4}, {"C0"}),
    (7, {"check_back.when": "tomorrow"}, {"C0"}),
    (7, {"follow_ons": ["What had you noticed by then?"]}, {"C0"}),
    (7, {"listen_for": ["One", "Two", "Three", "Four"]}, {"C0"}),
    (10, {"avoid": None}, {"C0"}),
    (7, {"title": "Question"}, {"C1"}),
    (7, {"title": "The question that cracked it wide open"}, {"C1"}),
    (7, {"moment": "One extra question from them got to the real problem that lay under all of it there and then."}, {"C1"}),
    (7, {"when_you_hear_it": "So " * 19 + "good."}, {"C1"}),
    (17, {"open_with": "Did you think ahead?"}, {"C2"}),
    (17, {"open_with": "What might this customer need from us next"}, {"C2"}),
    (17, {"open_with": "What might they need from us next? Say more."}, {"C2"}),
    (17, {"open_with": "What? What might this customer need from us next?"}, {"C2"}),
    (17, {"open_with": "Would you say what this customer needs next?"}, {"C2"}),
    (17, {"open_with": "What was it, and why that one?"}, {"C2", "C3"}),
    (17, {"follow_ons": ["So that was it?", "What would help?"]}, {"C2"}),
    (17, {"check_back.ask": "How is it going, and did it help?"}, {"C3"}),
    (17, {"open_with": "What happened and how did it feel?"}, {"C3"}),
    (17, {"open_with": "What happened, what did they say?"}, {"C3"}),
    (17, {"open_with": "What would you say, 'Shall I ring you?'"}, set()),
    (20, {"try_this": "Mention one thing only if you'd mention it to a friend."}, {"C5"}),
    (20, {"try_this": "On the next contact, be more curious."}, {"C5"}),
    (20, {"say_permission": "Leave it out if it isn't right for them."}, {"C6"}),
    (20, {"say_permission": "Can you leave it out?"}, {"C6"}),
    (20, {"say_permission": "Take it slowly."}, set()),
    (20, {"check_back.ask": "What is happening with offers?"}, {"C8"}),
    (24, {"avoid": "Going over what they should have done."}, {"C9"}),
    (24, {"avoid": "Talking about feedback."}, {"C9"}),
    (24, {"avoid": "Asking how he feels."}, {"C9"}),
    (24, {"avoid": "Saying 'that's not good enough'."}, {"C9"}),
    (24, {"listen_for": ["Your attitude now", "What they need"]}, {"C9"}),
    (24, {"elsewhere": "Reach out in a private message."}, {"C9"}),
    (24, {"safety_note": "Use the center."}, {"C9"}),
    (24, {"avoid": "Their favourite colour, the shelf and a heart."}, set()),
    (24, {"search_words": ["must", "failed", "targets"]}, set()),
    (28, {"avoid": "Necessitating responsibility."}, {"C10"}),
    (7, {"avoid": "Information, operation, conversation, television."}, {"C10"}),
    (7, {"avoid": "Information, operation, conversation."}, set()),
    (
        28,
        {
            "listen_for": ["Important customers remembered", "Companies carefully considered"],
            "why_it_matters": "Tomorrow several important customers remember.",
            "avoid": "Yesterday's terrible memories.",
            "when_you_hear_it": "Wonderful, carefully considered decisions tomorrow.",
        },
        {"C10"},
    ),
    (28, {"avoid": "Every supervisor anticipates catastrophic misunderstandings."}, {"C10"}),
    (10, {"safety_note": "If it is late in the day and you are on your own then ask who is in and then do as they say."}, {"C1", "C10"}),
    (10, {"elsewhere": None}, {"C12"}),
    (10, {"channel": "any", "elsewhere": None}, set()),
]
