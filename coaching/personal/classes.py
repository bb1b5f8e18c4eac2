"""What every field of every model holds, by class. A new field belongs to one of them before it is merged: a test asks.

PERSON says who or what somebody is; WORDS is what people typed about a chat; STEPS is what happened with somebody; LOG is who did what
and when with data; PROGRAMME is content and totals, no person in them; TECHNICAL is what makes it work.
"""

from __future__ import annotations

from enum import StrEnum


class Class(StrEnum):
    PERSON = "person"
    WORDS = "words"
    STEPS = "steps"
    LOG = "log"
    PROGRAMME = "programme"
    TECHNICAL = "technical"


PERSON, WORDS, STEPS, LOG, PROGRAMME, TECHNICAL = Class
_TITLE = "id number loaded slug name"
RETIRED = "retired_at retired_by"
FIELDS: dict[str, dict[Class, str]] = {
    "accounts.Act": {LOG: "id what name person team site fields by at"},
    "accounts.Site": {PROGRAMME: "id name time_zone"},
    "accounts.Team": {PROGRAMME: "id site name time_zone shift_starts shift_ends works_on"},
    "accounts.Membership": {PERSON: "id advisor team starts_at ends_at"},
    "accounts.Role": {LOG: "id user name granted_at granted_by ended_at ended_by"},
    "accounts.Advisor": {PERSON: "id name known_as employee_number email team works_on left_at record_follows"},
    "accounts.Absence": {PERSON: "id advisor first_day last_day", LOG: "said_by said_at"},
    "accounts.Browser": {PERSON: "id user called", TECHNICAL: "began_at seen_at"},
    "accounts.CalendarLink": {TECHNICAL: "id user token_sha256 made_at"},
    "accounts.Device": {TECHNICAL: "id user device waiting sequence build last_contact"},
    "accounts.Invitation": {LOG: "id user made_by made_at ends_at accepted_at ended_at", TECHNICAL: "sha256"},
    "accounts.Leadership": {PERSON: "id team leader starts_at ends_at cover"},
    "accounts.Notice": {TECHNICAL: "id leader team shift_on way claimed_at told_at tries due late quiet"},
    "accounts.OneTimeLink": {LOG: "id advisor made_at ends_at opened_at", TECHNICAL: "sha256"},
    "accounts.Rate": {TECHNICAL: "id who began_at calls"},
    "accounts.Reminders": {PERSON: "id user badge digest push"},
    "accounts.Roster": {
        PERSON: "table before",
        LOG: "id brought_by brought_at sha256 full counts applied_by applied_at undone_by undone_at",
    },
    "accounts.RosterExport": {LOG: "id made_by made_at rows sha256"},
    "accounts.Subscription": {TECHNICAL: "id user endpoint p256dh auth made_at"},
    "accounts.Token": {
        LOG: "id name scopes made_by made_at expires_at revoked_by revoked_at last_used_at uses",
        TECHNICAL: "prefix sha256",
    },
    "accounts.User": {PERSON: "id email name employee_number", TECHNICAL: "password last_login is_active joined_at tour_seen_at"},
    "coaching.Amendment": {LOG: "id session at by", WORDS: "reason next_step note", STEPS: "step advisor_step"},
    "coaching.Total": {PROGRAMME: "id site week what key n"},
    "coaching.Stale": {TECHNICAL: "id week"},
    "coaching.Counted": {TECHNICAL: "first at turn who deck"},
    "coaching.CardWeek": {PROGRAMME: "id week card edition logged due kept helped in_the_way", STEPS: "due_people kept_people"},
    "coaching.Change": {TECHNICAL: "id session made"},
    "coaching.PermissionStory": {
        WORDS: "usually did permission said as_told",
        PERSON: "id teller team advisor card",
        LOG: (
            "state told_at changed_at consent asked_at asked_by answered_at answered_to details_changed_at details_changed_by"
            " published_at published_by week_of carded withdrawn_at withdrawn_by"
        ),
        TECHNICAL: "made_offline payload sha256",
    },
    "coaching.StoryAct": {LOG: "id story act by at", WORDS: "words fields"},
    "coaching.Cheer": {LOG: "id story user word at"},
    "coaching.Session": {
        STEPS: "id advisor leader team card edition held_at held_on step advisor_step come_back next_step seen_at",
        WORDS: "note own_words own_words_at own_words_with withdrawn_because",
        LOG: "amended_at amended_count withdrawn_at withdrawn_by disputed_at settled_at",
        TECHNICAL: "received_at made_offline payload sha256 took_ms flags claimed_held_at",
    },
    "coaching.Ask": {STEPS: "id advisor skill asked_at taken_back_at"},
    "coaching.Barrier": {STEPS: "id check_back team advisor kind raised_at cleared_at cleared_by", WORDS: "words what_was_done"},
    "coaching.CheckBack": {
        STEPS: "id session advisor team come_back due_at due_on moved_count after answered_at answered_on answered_by outcome step",
        TECHNICAL: "received_at sha256 claimed_answered_at",
    },
    "coaching.AuditTaking": {LOG: "id by at purpose first last format ends rows sha256"},
    "coaching.Comment": {
        WORDS: "words",
        PROGRAMME: "id site week tone",
        LOG: "file brought_at brought_by withdrawn_at withdrawn_by",
        TECHNICAL: "digest",
    },
    "coaching.CommentFile": {LOG: "id brought_by brought_at lines undone_by undone_at"},
    "coaching.ToPlayBack": {LOG: "id comment team kept_by kept_at"},
    "coaching.DataPack": {LOG: "id advisor made_by made_at purpose rows sha256"},
    "coaching.DataRequest": {
        PERSON: "id advisor name number reach",
        WORDS: "words answer extended_because",
        LOG: "kind received_on told_at told_by paused_on paused_days answered_at answered_by",
    },
    "coaching.Dispute": {LOG: "id session request at by settled_at settled_by", WORDS: "because outcome"},
    "coaching.Redaction": {LOG: "id advisor reason at by put_back_at put_back_by", WORDS: "taken_out"},
    "coaching.Export_advisors": {LOG: "id export advisor"},
    "coaching.Export": {
        LOG: "id made_by made_at as_of finished_at stopped_at format purpose filters columns notes rows sha256 saved",
        TECHNICAL: "until follows because stop_asked_at heard_at of",
    },
    "coaching.SavedFilter": {LOG: "id owner name asks made_at"},
    "coaching.Hold": {LOG: "id advisor owner reason placed_at last_day ended_at ended_by"},
    "coaching.RetentionRun": {LOG: "id at words_before steps_before log_before held went dry by"},
    "coaching.Erasure": {LOG: "id was digest at by reason went"},
    "coaching.Practising": {PERSON: "id leader practice team began_on asks_on outcome answered_on done"},
    "coaching.Commitment": {PERSON: "id leader on kept_on", WORDS: "words", LOG: "made_at"},
    "coaching.Measure": {PROGRAMME: "id loaded slug name unit kind better low high number objective", LOG: "retired_at retired_by"},
    "coaching.Reading": {PROGRAMME: "id loaded measure site first last value n low high baseline", LOG: "received_at received_by"},
    "coaching.Opening": {LOG: "id advisor reader what on at"},
    "coaching.Refusal": {
        WORDS: "body problems",
        LOG: "id session_id sender kind why received_at settled_at settled_by",
        TECHNICAL: "sha256",
    },
    "cards.Change": {PROGRAMME: "id model row name fields", LOG: "by at"},
    "cards.Mindset": {PROGRAMME: f"{_TITLE} means in_the_way sounds_like blocked_by", LOG: RETIRED},
    "cards.Skill": {PROGRAMME: f"{_TITLE} means good not_yet", LOG: RETIRED},
    "cards.Kind": {PROGRAMME: f"{_TITLE} means", LOG: RETIRED},
    "cards.Practice": {
        PROGRAMME: f"{_TITLE} one_line what_it_is on_the_floor gets_in_the_way three_small_things reflective_question say_it safe_lines",
        LOG: RETIRED,
    },
    "cards.Publication": {PROGRAMME: "id card edition before act due_at", LOG: "at by"},
    "cards.Card": {PROGRAMME: "id loaded number slug mindset skill practice kind channel care_first current retired_at", LOG: "retired_by"},
    "cards.Edition": {
        PROGRAMME: (
            "id card number title heard moment open_with minutes follow_ons listen_for try_this say_permission why_it_matters avoid"
            " check_back_when check_back_ask when_you_hear_it elsewhere safety_note search_words"
        ),
        LOG: "made_at made_by changed_at changed_by publish_at publish_by published_at published_by dropped_at dropped_by",
    },
    "cards.HeardAs": {PROGRAMME: "id loaded about card phrases changed_at"},
    "cards.NoCard": {PROGRAMME: "id week words times"},
    "cards.CardOpened": {PROGRAMME: "id week card edition times"},
    "cards.Tally": {TECHNICAL: "id week"},
    "cards.Placeholder": {PROGRAMME: "id loaded words value means changed_at"},
    "cards.Story": {
        PROGRAMME: "id loaded number headline objectives why_now what_changes what_stays you_can_ask_of_us closing_question film",
        LOG: "published_at published_by",
    },
    "cards.StoryTold": {LOG: "id story team leader on said_at", WORDS: "asked"},
    "cards.Trial": {PROGRAMME: "id card first second starts_at ends_at ended_at note", LOG: "started_by ended_by"},
}


def class_of(model: str, field: str) -> Class | None:
    """None where nobody has said yet."""
    return next((name for name, fields in FIELDS.get(model, {}).items() if field in fields.split()), None)
