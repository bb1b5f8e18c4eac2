"""HR's people, and a roster at each of its turns."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.screen import Screen, press

HEADING = "employee number,name,e-mail,site,team,role,last day\n"
LINES = (
    "70001,Zoë Ångström,zoe@example.com,Harbourside,Emerald,,\n"
    "70002,Ravi Menon,ravi@example.com,Harborside,Emerald,,\n"
    ",Gwen Parry,gwen.parry@example.com,Harborside,Emerald,leader,\n"
)
UNCLEAR = "70003,Sam Low,sam at work,Harbourside,Emerald,,\n,Nobody,,Harbourside,Emerald,,31/02/2026\n"


def choose(page: Page, text: str, full: bool = False) -> None:
    page.get_by_label("The file", exact=True).set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()})
    if full:
        page.get_by_role("checkbox", name="This is everybody").check()
    page.get_by_role("button", name="Look at it first").click()


def looked_at(page: Page) -> None:
    choose(page, HEADING + LINES)
    expect(page.get_by_role("heading", name="What this roster would do")).to_be_visible()


def everybody_else(page: Page) -> None:
    choose(page, HEADING + LINES, full=True)
    expect(page.get_by_text("That is more than 10 % of everybody here")).to_be_visible()


def unclear(page: Page) -> None:
    choose(page, HEADING + LINES + UNCLEAR)
    expect(page.get_by_text("2 lines need another look")).to_be_visible()


def taken_in(page: Page) -> None:
    looked_at(page)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("button", name="Undo this roster")).to_be_visible()


def refused(page: Page) -> None:
    choose(page, "colour,size\nred,7\n")
    expect(page.get_by_text("Missing: employee_number, team")).to_be_visible()


PEOPLE = (
    Screen("people", "/people/", "hr"),
    Screen("people-found", "/people/?q=ben", "hr"),
    Screen("people-no-file", "/people/", "hr", steps=press("Look at it first", "Choose the file first"), expects=(422,)),
    Screen("people-refused", "/people/", "hr", steps=refused, expects=(422,)),
    Screen("people-denied", "/people/", "leader", status=403, expects=(403,)),
    Screen("roster-looked-at", "/people/", "hr", steps=looked_at),
    Screen("roster-everybody-else", "/people/", "hr", steps=everybody_else),
    Screen("roster-unclear", "/people/", "hr", steps=unclear),
    Screen("roster-taken-in", "/people/", "hr", steps=taken_in),
)
