"""Every screen there is: one list, for the accessibility tests and for the screenshots.

A screen is a person, an address and what they do there. `more` marks states of a screen shown before.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e import screens_own_record as mine
from tests.e2e.person import heard, log, log_it, pick, save, sheet, toast
from tests.e2e.screen import Screen, press
from tests.e2e.screens_administrators import ADMINISTRATORS
from tests.e2e.screens_away import gone_away, handed_over, on_today, refused_days
from tests.e2e.screens_content import CONTENT
from tests.e2e.screens_culture import CULTURE
from tests.e2e.screens_data import DATA
from tests.e2e.screens_exports import EXPORTS
from tests.e2e.screens_panel import PANEL
from tests.e2e.screens_people import PEOPLE
from tests.e2e.screens_signin import SIGN_IN
from tests.e2e.screens_stories import STORIES
from tests.e2e.screens_totals import TOTALS
from tests.e2e.screens_unsent import (
    leaving_with_unsent,
    leaving_without_a_signal,
    offered,
    refused_rows,
    unsaved_sheet,
    unsent,
    unsent_card,
)
from tests.e2e.screens_voice import BEGINNING, VOICE


def open_sheet(page: Page) -> None:
    log_it(page).click()
    expect(sheet(page)).to_be_visible()


def open_everybody(page: Page) -> None:
    open_sheet(page)
    sheet(page).get_by_role("checkbox", name=re.compile("^Show all")).check()


def filled_in_sheet(page: Page) -> None:
    open_sheet(page)
    form = sheet(page)
    pick(form, "Ben")
    form.get_by_role("radio", name=re.compile("^Trying it")).first.check()
    form.get_by_text("We see it differently").click()
    form.locator("summary").filter(has_text="Note").click()
    form.get_by_label("Note", exact=True).fill("She laughed, and tried it at once. " * 6)


def refused_sheet(page: Page) -> None:
    open_sheet(page)
    save(sheet(page)).click()
    expect(sheet(page).get_by_text("Who was it? Tap a name.")).to_be_visible()


def turned(page: Page) -> None:
    page.get_by_role("link", name="Turn over").first.click()
    expect(page.get_by_role("heading", name="Try this").first).to_be_visible()


def just_logged(page: Page) -> None:
    log(page, "Ben")


def searched(page: Page) -> None:
    page.get_by_role("searchbox").fill("sorry")
    expect(page.get_by_role("heading", level=1)).to_contain_text("sorry")


def in_the_way(page: Page) -> None:
    page.get_by_role("radio", name="Something got in the way").check()
    expect(page.get_by_label("In a few words")).to_be_visible()


def refused_hurdle(page: Page) -> None:
    in_the_way(page)
    save(page).click()
    expect(page.get_by_text("Tap what it was")).to_be_visible()


def helped(page: Page) -> None:
    page.get_by_role("radio", name="It helped").check()


def helped_and_saved(page: Page) -> None:
    helped(page)
    where = page.url
    save(page).click()
    expect(toast(page, "it helped")).to_be_visible()
    page.goto(where)


def moving(page: Page) -> None:
    page.get_by_text("Not now: move it").click()


def clearing(page: Page) -> None:
    page.get_by_text("Clear it").first.click()
    expect(page.get_by_label("What was done?").first).to_be_visible()


def refused_clearing(page: Page) -> None:
    clearing(page)
    page.get_by_role("button", name="Cleared").first.click()
    expect(page.get_by_text("Say what was done in a few words")).to_be_visible()


def refused_sign_in(page: Page) -> None:
    page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill("leader@example.com")
    page.get_by_label(re.compile("^Password")).fill("not the one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()


def asked_for_a_password(page: Page) -> None:
    page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill("leader@example.com")
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(re.compile("done"))


def made_a_calendar_link(page: Page) -> None:
    press("Make a calendar link", "It is shown this once")(page)
    page.goto("/me/")
    page.get_by_role("heading", name="Reminders").scroll_into_view_if_needed()


def stale_token(page: Page) -> None:
    page.locator("[name=csrfmiddlewaretoken]").first.evaluate("(field) => { field.value = 'x'.repeat(64) }")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="This page had been open too long")).to_be_visible()


def from_today(page: Page) -> None:
    heard(page).first.click()
    expect(log_it(page)).to_be_visible()


LOG = "/sessions/new/?card=say-it-their-way"
CARD = "/cards/say-it-their-way/"

SCREENS = (
    Screen("today", "/"),
    Screen("today-just-logged", "/", steps=just_logged),
    Screen("today-two-teams", "/", "two-teams"),
    Screen("today-beginner", "/", "beginner"),
    Screen("today-empty", "/", "newcomer"),
    Screen("home-designer", "/", "designer"),
    Screen("home-hr", "/", "hr"),
    Screen("home-sponsor", "/", "sponsor"),
    Screen("cards", "/cards/"),
    Screen("cards-kind", lambda server: f"/cards/?kind={server.rows('SELECT slug FROM cards_kind ORDER BY number LIMIT 1')[0][0]}"),
    Screen("cards-mindset", "/cards/?mindset=brave"),
    Screen("cards-skill", lambda server: f"/cards/?skill={server.rows('SELECT slug FROM cards_skill ORDER BY number LIMIT 1')[0][0]}"),
    Screen("cards-search", "/cards/", steps=searched),
    Screen("cards-search-nothing", "/cards/?q=xylophone"),
    Screen("cards-search-harm", "/cards/?q=she+said+she+wants+to+end+it+all"),
    Screen("offline", "/offline/", role=None),
    Screen("to-mend", "/to-mend/"),
    Screen("no-card", "/cards/no-card/", role="designer"),
    Screen("cards-draw", "/cards/draw/"),
    Screen("cards-print", "/cards/print/"),
    Screen("card-from-today", "/", steps=from_today),
    Screen("card-curious", lambda server: rows.card(server, "curious")),
    Screen("card-accountable", lambda server: rows.card(server, "accountable")),
    Screen("card-brave", lambda server: rows.card(server, "brave")),
    Screen("card-permission", lambda server: rows.card(server, "permission")),
    Screen("card-care", lambda server: rows.card(server, "care")),
    Screen("card-curious-back", lambda server: rows.card(server, "curious"), steps=turned),
    Screen("card-accountable-back", lambda server: rows.card(server, "accountable"), steps=turned),
    Screen("card-brave-back", lambda server: rows.card(server, "brave"), steps=turned),
    Screen("card-permission-back", lambda server: rows.card(server, "permission"), steps=turned),
    Screen("card-care-back", lambda server: rows.card(server, "care"), steps=turned),
    Screen("sheet", CARD, steps=open_sheet),
    Screen("sheet-everybody", CARD, steps=open_everybody),
    Screen("sheet-filled-in", CARD, steps=filled_in_sheet),
    Screen("sheet-refused", CARD, steps=refused_sheet),
    Screen("sheet-not-saved", CARD, steps=unsaved_sheet),
    Screen("waiting", CARD, steps=unsent, expects=("ERR_FAILED",)),
    Screen("waiting-on-a-card", CARD, steps=unsent_card, expects=("ERR_FAILED",)),
    Screen("waiting-attention", CARD, steps=refused_rows, expects=(404,)),
    Screen("waiting-empty", "/waiting/"),
    Screen("waiting-bring", "/waiting/bring/"),
    Screen("sign-out-unsent", CARD, steps=leaving_with_unsent, expects=("ERR_FAILED",)),
    Screen("sign-out-away", "/me/", steps=leaving_without_a_signal, expects=("ERR_FAILED",)),
    Screen("phone-today", "/offline/today/"),
    Screen("install", "/", steps=offered),
    Screen("sheet-accountable", lambda server: rows.card(server, "accountable"), steps=open_sheet),
    Screen("sheet-care", lambda server: rows.card(server, "care"), steps=open_sheet),
    Screen("sheet-two-teams", CARD, "two-teams", steps=open_everybody),
    Screen("sheet-nobody", CARD, "newcomer", steps=open_sheet),
    Screen("log", LOG),
    Screen("log-refused", LOG, steps=press("Save", "Who was it? Tap a name.")),
    Screen("session", lambda server: rows.session(server, "note <> '' AND withdrawn_at IS NULL")),
    Screen("session-show", lambda server: f"{rows.session(server, hers())}show/"),
    Screen("session-show-words", lambda server: f"{rows.session(server, hers())}show/", steps=mine.words_on_the_leaders_phone),
    Screen("mine-link", "/mine/link/", None),
    Screen("mine-link-refused", "/mine/link/", None, steps=mine.refused_address, expects=(422,)),
    Screen("mine-link-sent", "/mine/link/sent/", None),
    Screen("mine-link-used-up", "/mine/open/long-gone/", None, status=410, expects=(410,)),
    Screen("mine-enter", "/mine/link/", None, steps=mine.link_opened),
    Screen("mine", "/mine/link/", None, steps=mine.own_page),
    Screen("mine-words", "/mine/link/", None, steps=mine.adding_words),
    Screen("mine-asks", "/mine/link/", None, steps=mine.asked_for_three),
    Screen("mine-empty", "/mine/link/", None, steps=mine.own_page_of_nothing),
    Screen("mine-story", "/mine/link/", None, steps=mine.own_story),
    Screen("session-differently", lambda server: rows.session(server, "advisor_step IS NOT NULL AND withdrawn_at IS NULL")),
    Screen("session-amended", lambda server: rows.session(server, "amended_count > 0")),
    Screen("session-withdrawn", lambda server: rows.session(server, "withdrawn_at IS NOT NULL")),
    Screen("session-amend", lambda server: f"{rows.session(server, hers())}amend/"),
    Screen("session-withdraw", lambda server: f"{rows.session(server, hers())}withdraw/"),
    Screen(
        "session-withdraw-refused",
        lambda server: f"{rows.session(server, hers())}withdraw/",
        steps=press("Withdraw", "Say why"),
        expects=(422,),
    ),
    Screen("check-backs", "/check-backs/"),
    Screen("check-backs-empty", "/check-backs/", "beginner"),
    Screen("check-back", rows.check_back),
    Screen("check-back-helped", rows.check_back, steps=helped),
    Screen("check-back-in-the-way", rows.check_back, steps=in_the_way),
    Screen("check-back-refused", rows.check_back, steps=refused_hurdle, expects=(422,)),
    Screen("check-back-moving", rows.check_back, steps=moving),
    Screen("check-back-answered", rows.check_back, steps=helped_and_saved),
    Screen("in-the-way", "/in-the-way/"),
    Screen("in-the-way-clearing", "/in-the-way/", steps=clearing),
    Screen("in-the-way-refused", "/in-the-way/", steps=refused_clearing, expects=(422,)),
    Screen("in-the-way-empty", "/in-the-way/", "beginner"),
    Screen("team", "/team/"),
    Screen("team-two", "/team/", "two-teams"),
    Screen("team-empty", "/team/", "newcomer"),
    Screen("advisor", lambda server: rows.advisor(server, "Ben Hughes")),
    Screen("advisor-quiet", lambda server: rows.advisor(server, "Jamal Carter")),
    Screen(
        "advisor-long-name", lambda server: rows.advisor(server, "Maximiliana Alexandrina Konstantopoulou-Featherstonehaugh"), "two-teams"
    ),
    Screen("advisor-nothing-yet", lambda server: rows.advisor(server, "Una First"), "beginner"),
    Screen("advisor-away", lambda server: rows.advisor(server, "Ben Hughes"), steps=gone_away),
    Screen("advisor-away-refused", lambda server: rows.advisor(server, "Ben Hughes"), steps=refused_days, expects=(422,)),
    Screen("today-somebody-away", lambda server: rows.advisor(server, "Ben Hughes"), steps=on_today(gone_away)),
    Screen("toolkit", "/toolkit/"),
    Screen("practice-first", lambda server: f"/toolkit/{server.rows('SELECT slug FROM cards_practice ORDER BY number LIMIT 1')[0][0]}/"),
    Screen("practice-permission", "/toolkit/give-permission/"),
    Screen("story", "/story/"),
    Screen("me", "/me/"),
    Screen("report", "/me/report/"),
    Screen("report-empty", "/me/report/", "beginner"),
    Screen("me-named", "/me/", steps=press("Change your name", "Name changed")),
    Screen("me-calendar-made", "/me/", steps=made_a_calendar_link),
    Screen("me-calendar", "/me/", steps=press("Make a calendar link", "It is shown this once")),
    Screen("me-reminders-set", "/me/", steps=press("Set your reminders", "Reminders set")),
    Screen("cover", lambda server: rows.hand_over(server)),
    Screen("cover-refused", lambda server: rows.hand_over(server), steps=press("Hand it over", "Choose who stands in."), expects=(422,)),
    Screen("me-covered", lambda server: rows.hand_over(server), steps=handed_over),
    Screen("sign-in", "/accounts/login/", None),
    Screen("sign-in-refused", "/accounts/login/", None, steps=refused_sign_in),
    Screen("password-forgotten", "/accounts/password/reset/", None),
    Screen("password-sent", "/accounts/password/reset/", None, steps=asked_for_a_password),
    Screen("password-link-old", "/accounts/password/reset/key/1-set-password/", None),
    Screen("password-change", "/accounts/password/change/"),
    Screen("password-change-refused", "/accounts/password/change/", steps=press("Change it", "required")),
    Screen("password-changed", "/accounts/password/reset/key/done/", None),
    Screen("sign-out", "/accounts/logout/"),
    Screen("account-closed", "/accounts/inactive/", None),
    Screen("not-found", "/no/such/page/", status=404, expects=(404,)),
    Screen("not-allowed", "/team/", "designer", status=403, expects=(403,)),
    Screen("too-old", "/accounts/login/", None, steps=stale_token, expects=(403,)),
    *PANEL,
    *CONTENT,
    *STORIES,
    *CULTURE,
    *TOTALS,
    *EXPORTS,
    *DATA,
    *SIGN_IN,
    *PEOPLE,
    *VOICE,
    *BEGINNING,
    *ADMINISTRATORS,
)


def hers() -> str:
    """Logged by the demo's leader herself, so that she may put it right."""
    return "withdrawn_at IS NULL AND leader_id = (SELECT id FROM accounts_user WHERE email = 'leader@example.com')"


def by_name(name: str) -> Screen:
    return next(screen for screen in SCREENS if screen.name == name)
