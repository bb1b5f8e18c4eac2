"""The leader of another team: nothing of ours is there for them, and they are not told that it exists."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rows
from tests.e2e.server import Server
from tests.e2e.watch import Watch


def hers(floor: Server) -> dict[str, str]:
    session, check_back = rows.session(floor), rows.check_back(floor)
    barrier = floor.rows(f"SELECT id FROM coaching_barrier WHERE {rows.HERS} AND cleared_at IS NULL LIMIT 1")[0][0]
    return {
        "advisor": rows.advisor(floor, "Ben Hughes"),
        "session": session,
        "amend": f"{session}amend/",
        "withdraw": f"{session}withdraw/",
        "check-back": check_back,
        "api": f"/api/v1{session}",
        "undo": f"{session}undo/",
        "move": f"{check_back}move/",
        "clear": f"/in-the-way/{barrier}/clear/",
        "put back": f"/in-the-way/{barrier}/put-back/",
    }


READ = ("advisor", "session", "amend", "withdraw", "check-back", "api")
CHANGED = ("amend", "withdraw", "check-back", "undo", "move", "clear", "put back")


def test_her_own_leader_opens_them(leader_page: Page, floor: Server):
    """Otherwise the 404s below would say nothing."""
    for what in READ:
        if what in ("amend", "withdraw"):
            continue  # only for whoever logged that one
        response = leader_page.goto(hers(floor)[what])
        assert response, what
        assert response.status == 200, what


def test_reading_is_404(page_as, floor: Server, watch: Watch):
    watch.expect(404)
    page = page_as("stranger")
    for what in READ:
        response = page.goto(hers(floor)[what])
        assert response, what
        assert response.status == 404, what
        assert "Ben" not in response.text(), what
        if what != "api":
            expect(page.get_by_role("heading", level=1, name="That page isn't here")).to_be_visible()


@pytest.mark.parametrize("what", CHANGED)
def test_changing_is_404_and_changes_nothing(page_as, floor: Server, watch: Watch, what: str):
    watch.expect(404)
    page = page_as("stranger")
    page.goto("/me/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    before = state(floor)
    form = {
        "csrfmiddlewaretoken": token,
        "because": "x",
        "what_was_done": "x",
        "come_back": "this-week",
        "outcome": "helped",
        "next_step": "x",
    }
    response = page.request.post(hers(floor)[what], form=form, headers={"Referer": floor.url, "Origin": floor.url}, max_redirects=0)
    assert response.status == 404, what
    assert state(floor) == before


def test_logging_for_somebody_elses_advisor_is_refused(page_as, floor: Server, watch: Watch):
    watch.expect(404)
    page, before = page_as("stranger"), rows.logged(floor)
    page.goto("/sessions/new/?card=say-it-their-way")
    expect(page.get_by_text("Ben")).to_have_count(0)
    ben = floor.one("SELECT id FROM accounts_advisor WHERE name = 'Ben Hughes'")
    page.get_by_role("group", name="Who was it?").get_by_role("radio").first.evaluate(
        f"(radio) => {{ radio.value = '{ben}'; radio.checked = true }}"
    )
    page.get_by_role("button", name="Save").tap()
    page.get_by_role("link", name="Needs your attention: 1").tap()
    expect(page.get_by_role("listitem").filter(has_text="that person is not in your team")).to_be_visible()
    assert rows.logged(floor) == before


def test_lists_hold_only_their_own(page_as, floor: Server):
    page = page_as("stranger")
    names = [name for (name,) in floor.rows(f"SELECT name FROM accounts_advisor WHERE {rows.HERS}")]
    for path in ("/", "/team/", "/check-backs/", "/in-the-way/"):
        page.goto(path)
        text = page.get_by_role("main").inner_text()
        assert not [name for name in names if name in text], path
    answer = page.request.get("/api/v1/advisors/").json()
    assert answer["results"], "their own are there"
    assert not {row["name"] for row in answer["results"]} & set(names)


def state(floor: Server) -> list[list[tuple]]:
    return [
        floor.rows("SELECT id, withdrawn_at, amended_count, next_step FROM coaching_session ORDER BY id"),
        floor.rows("SELECT id, outcome, due_at, moved_count FROM coaching_checkback ORDER BY id"),
        floor.rows("SELECT id, cleared_at, what_was_done FROM coaching_barrier ORDER BY id"),
    ]
