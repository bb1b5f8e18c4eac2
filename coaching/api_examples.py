"""Examples for the API's schema: made-up people, true shapes."""

from __future__ import annotations

from typing import Any

from config.problems import CODES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PK, NEXT = "0b1c7c0e-6c1b-4a53-9c3e-0d5f2f6a7b11", "https://floorwalk.example.com/api/v1/{}/?cursor=IjQyIg%3A1s"
SITE, TEAM = {"id": 1, "name": "Harbourside"}, {"id": 4, "name": "Red"}
LEADER = {"id": 7, "name": "Amir Haddad"}
SESSION = {
    "id": PK, "held_at": "2026-03-09T13:05:00Z", "held_on": "2026-03-09", "received_at": "2026-03-09T13:06:12.480000Z", "site": SITE,
    "team": TEAM, "leader": LEADER, "advisor": {"id": 31, "name": "Ada Price", "known_as": "Ada"}, "card": "say-it-their-way",
    "card_number": 12, "edition": 1, "title": "Say it their way", "mindset": "curious", "skill": "look-ahead",
    "practice": "give-permission",
    "kind": "live-moment", "step": 2, "advisor_step": None, "next_step_agreed": True, "come_back": "next-shift", "made_offline": False,
    "flags": [], "amended_at": None, "amended_count": 0, "withdrawn_at": None,
}  # fmt: skip
SESSIONS = {"next": NEXT.format("sessions"), "results": [SESSION]}
ADVISOR = {"id": 31, "name": "Ada Price", "known_as": "Ada", "team": TEAM, "employee_number": "E00031", "active": True, "site": SITE}
ADVISORS = {"next": None, "results": [ADVISOR]}
EXPORT = {
    "id": PK, "made_by": LEADER, "made_at": "2026-03-10T02:00:00Z", "as_of": "2026-03-10T02:00:00Z", "finished_at": "2026-03-10T02:00:09Z",
    "stopped_at": None, "state": "complete", "format": "csv", "purpose": "The nightly load into the HR system",
    "filters": {"by": "received", "first": "2026-03-09"}, "columns": ["session_id", "held_at_utc"], "notes": False, "rows": 412,
    "follows": None,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}  # fmt: skip
EXPORTS = {"next": None, "results": [EXPORT]}
RECEIPT = {"id": PK, "sha256": EXPORT["sha256"], "owner": 7}
READING_PUT = {
    "measure": "interaction-nps", "site": "Harbourside", "first": "2026-01-01", "last": "2026-01-31", "value": 14.5, "n": 420, "low": 9.5,
    "high": 19, "baseline": True,
}  # fmt: skip
READING = {"measure": "interaction-nps", "site": "Harbourside", "first": "2026-01-01", "last": "2026-01-31", "changed": True}
COMMENT_PUT = {"site": "Harbourside", "week": "2026-01-07", "words": "Ada rang back, as she said. Ring me on 07700 900123.", "tone": "good"}
COMMENT = {
    "site": "Harbourside",
    "week": "2026-01-05",
    "words": "[name] rang back, as she said. Ring me on [number].",
    "tone": "good",
    "changed": True,
}
WHOAMI = {"user": 7, "name": "Amir Haddad", "csrf": "…", "build": "1.4", "epoch": "b1f3", "now": "2026-03-09T13:05:00Z"}
SESSION_PUT = {
    "advisor": 31, "card": "say-it-their-way", "edition": 1, "held_at": "2026-03-09T13:05:00+00:00", "step": 2, "advisor_step": None,
    "next_step": "Ask once more before the answer", "come_back": "next-shift", "note": "", "made_offline": True, "payload": 2,
}  # fmt: skip
ANSWER_PUT = {"outcome": "helped", "answered_at": "2026-03-10T09:00:00+00:00", "step": 3, "payload": 1}
STORY_PUT = {
    "usually": "A second delivery costs four pounds.", "did": "She waived it before he asked.",
    "permission": "Up to ten pounds is ours to give.", "said": "That is the first good news today.",
    "told_at": "2026-03-09T13:05:00+00:00", "advisor": 31, "card": "give-permission",
    "details_changed": True, "send_in": True, "made_offline": True, "payload": 1,
}  # fmt: skip
EXPORTED = (
    "The same file as on the page for HR, and each call leaves a record: `purpose` is a must (10 to 140 characters). Days by `held_…` or "
    "by `received_…`, not both; the latter begin at midnight where the server is. Token scope: `exports:make`, and `notes` for the column "
    "`note`. How long it is nobody knows beforehand: a transfer that breaks off is no complete file. `X-Export` names its record, which "
    "says in the list of exports how it ended, with the `sha256` of the whole. `since`: the id of an earlier export that is complete; then "
    "only what came or changed after it comes, each session once, and those taken back as well."
)
# By the operation's id: what it is called, and what there is to know.
SAYS = {
    "sessions": (
        "Sessions",
        "Days are `YYYY-MM-DD`, both ends included: `held_…` on the clock of the team's wall, `received_…` in UTC. `changed_from` is a "
        "moment, such as `2026-03-09T02:00:00Z`: what arrived, was put right or taken back since. Token scope: `sessions:read`. What "
        "leaders wrote is never in it for a token.",
    ),
    "session": ("One session", "By its id. Token scope: `sessions:read`."),
    "advisors": ("Advisors", "By the name they go by. Token scope: `roster:read`."),
    "exports": ("Past exports", "By hand or by a system: who, when, what for, how many rows. Token scope: `exports:make`."),
    "export-csv": ("Export sessions as CSV", EXPORTED),
    "export-xlsx": ("Export sessions as a workbook", EXPORTED),
    "export-jsonl": ("Export sessions as JSON Lines", EXPORTED),
    "reading-put": (
        "Put a reading",
        "One measure of one site and period. Put again with other numbers it is put right. Token scope: `readings:write`.",
    ),
    "comment-put": (
        "Put a customer's comment",
        "Of one site and week (any day of it). Names, numbers and addresses in it are hidden before it is kept. Token scope: "
        "`readings:write`.",
    ),
    "whoami": ("Who is signed in", "For a browser or a phone."),
    "pack": ("What a phone keeps", "Own advisors, open check-backs and the cards, for when there is no signal."),
    "cards": ("Cards in play", "In deck order; best first where `q` says words."),
    "practices": ("Practices", "The nine things leaders do."),
    "session-put": (
        "Log a session",
        "The phone makes the id when the form opens, and sends exactly once however often it has to try. Fields that are not known are "
        "let pass.",
    ),
    "answer-put": ("Say what was heard", "To a check-back, once, under the same rules as a session."),
    "story-put": ("Tell a permission story", "Once, under the same rules as a session. It is published only after the person's yes."),
}


def problem(status: int) -> dict[str, Any]:
    """A refusal as it comes."""
    body = {"type": "about:blank", "title": "Why, in a sentence", "status": status, "code": "invalid" if status == 422 else CODES[status]}
    return {**body, "fields": {"held_from": ["Write a day, such as 2026-03-09."]}} if status == 422 else body
