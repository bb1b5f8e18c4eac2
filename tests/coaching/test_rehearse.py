"""Practice with a made-up team writes nothing, sends nothing, and cannot be taken for the real thing (docs/decisions/0030)."""

from __future__ import annotations

import ast
import re
from html import unescape

import pytest
from django.apps import apps

from accounts.models import Advisor
from cards.models import Card
from coaching.models import Session
from coaching.rehearsal import TEAM, hand
from tests.api import put
from tests.architecture.source import ROOT
from tests.ladder import asked_to_sign_in

pytestmark = pytest.mark.django_db
CARD = "/rehearse/cards/say-it-their-way/"
LOG = f"{CARD}log/"
TYPED = {"advisor": "-2", "card": "say-it-their-way", "step": "2", "come_back": "this-week", "next_step": "Ask", "note": "A long note"}


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def everything() -> dict[str, int]:
    """How many rows there are of everything."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models(include_auto_created=True)}


def said(answer) -> str:
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def test_what_is_logged_in_practice_is_answered_and_forgotten(leader):
    leader.get(LOG)  # the first request of a browser may write whose it is
    before = everything()
    answer = leader.post(LOG, TYPED)
    assert answer.status_code == 200
    assert "Practised with Sasha" in said(answer)
    assert "Nothing was kept and nothing was sent" in said(answer)
    assert everything() == before


def test_every_screen_of_practice_says_so_and_shows_the_way_out(leader):
    for answer in (leader.get("/rehearse/"), leader.get(CARD), leader.get(LOG), leader.post(LOG, TYPED), leader.post(LOG, {})):
        assert "Practice: nothing here is real" in said(answer)
        assert 'href="/">Leave practice<' in said(answer)


def test_no_screen_of_practice_leads_to_where_things_are_kept(leader, world):
    """No real form, no real sheet, no fw-save, no counting of cards, and nobody's name."""
    for answer in (leader.get("/rehearse/"), leader.get(CARD), leader.get(LOG), leader.post(LOG, TYPED), leader.post(LOG, {})):
        page = answer.content.decode()
        for word in ("/sessions/", "fw-save", "fw-log", "fw-hand", "save.js", "log.js", "data-log ", "/check-backs/", "/advisors/"):
            assert word not in page, word
        for person in Advisor.objects.all():
            assert person.name not in page
        assert set(re.findall(r'action="([^"]*)"', page)) <= {LOG}


def test_a_form_that_lacks_something_comes_back_with_what_was_typed(leader):
    answer = leader.post(LOG, {**TYPED, "advisor": ""})
    assert answer.status_code == 422
    assert "Who was it? Tap a name." in said(answer)
    assert "A long note" in said(answer)
    assert leader.post(LOG, {**TYPED, "advisor": "7"}).status_code == 422
    assert leader.post(LOG, {**TYPED, "note": "x" * 281}).status_code == 422


def test_made_up_people_are_nobody_for_the_real_forms(world, leader):
    """Should a practice form ever come to a real address, it is refused there too."""
    answer = leader.post("/sessions/new/", {**TYPED, "id": "5b0c4a3e-7a3c-4f0f-9c2e-0d3c1a2b4e5f"})
    assert answer.status_code == 422
    sent = put(leader, world.leader, {"advisor": -2, "card": "say-it-their-way", "held_at": "2026-03-09T13:05:00+00:00", "payload": 2})
    assert sent.status_code in (404, 422)
    assert not Session.objects.exists()
    assert all(one.pk < 0 for one in TEAM)


def test_real_people_are_nobody_in_practice(world, leader):
    assert leader.post(LOG, {**TYPED, "advisor": str(world.ada.pk)}).status_code == 422


def test_a_card_for_each_kind_of_moment(leader):
    kinds = [card.kind.slug for card in hand()]
    assert len(kinds) == len(set(kinds)) == 6
    assert len(re.findall(r'href="/rehearse/cards/[\w-]+/"', leader.get("/rehearse/").content.decode())) == 6
    assert leader.get("/rehearse/cards/no-such-card/").status_code == 404


def test_a_phone_keeps_it_with_nobody_in_it(world, leader):
    pages = [page for page in leader.get("/cards/kept.json").json()["pages"] if page.startswith("/rehearse/")]
    assert len(pages) == 1 + 2 * 6
    for page in pages:
        copy = leader.get(page, headers={"X-Plain": "1"}).content.decode()
        assert "Practice: nothing here is real" in unescape(copy)
        for word in ("csrfmiddlewaretoken", world.leader.name, "data-user"):
            assert word not in copy


def test_care_comes_first_in_practice_too(leader):
    card = Card.objects.get(care_first=True)
    page = said(leader.get(f"/rehearse/cards/{card.slug}/log/"))
    assert "Care comes first" in page
    assert "Where are you with this?" not in page


def test_its_script_knows_nothing_of_the_outbox():
    """What it takes in, and what that takes in: words on the page, and no more."""
    seen, todo = set(), ["static/js/elements/rehearse.js"]
    while todo:
        path = ROOT / todo.pop()
        seen.add(path.name)
        text = path.read_text()
        assert not re.search(r"\b(fetch|indexedDB|localStorage|sessionStorage|sendBeacon|caches|location)\b\s*[.(]", text), path
        todo += [str((path.parent / name).resolve().relative_to(ROOT.resolve())) for name in re.findall(r'(?:from|import) "([^"]+)"', text)]
    assert seen == {"rehearse.js", "fill.js", "missing.js"}


def test_its_pages_know_no_table_that_could_be_written():
    """Of what is stored they are given cards to read, and the words for choices."""
    for name in ("coaching/rehearsal.py", "coaching/views/rehearse.py"):
        tree = ast.parse((ROOT / name).read_text())
        brought = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "models" in str(node.module)]
        taken = {alias.name for node in brought for alias in node.names}
        assert taken <= {"Card", "Edition", "ComeBack", "Step"}, name
        verbs = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not verbs & {"save", "create", "update", "delete", "get_or_create", "bulk_create", "session"}, name


def test_signed_out(client):
    assert asked_to_sign_in(client, "/rehearse/")
    assert asked_to_sign_in(client, LOG, "post")
