"""A draft side by side with the words in use, and on a phone; and nowhere else, for nobody else."""

from __future__ import annotations

import json
import re

import pytest

from cards.models import Card, Edition
from cards.panel.difference import differences, word_by_word
from cards.panel.fullest import fullest
from tests.panel.wording import SLUG, address, card, form

pytestmark = pytest.mark.django_db
SECRET = "Next time, quokka."
WORDS = {
    "title": "Quokka quokka",
    "heard": "quokka heard",
    "moment": "quokka moment",
    "open_with": "What quokka?",
    "try_this": SECRET,
    "search_words": "quokka",
}


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.designer)


@pytest.fixture
def draft(client) -> Edition:
    client.post(address(), form(**WORDS))
    found = card().draft
    assert found
    return found


def test_the_difference_is_shown_word_by_word(client):
    before = card().current.avoid
    client.post(address(), form(avoid=f"{before} Twice."))
    page = client.get(address("difference")).text
    assert "<ins> Twice.</ins>" in page
    assert page.count('<th scope="row">') == 1


def test_words_that_stay_are_not_marked():
    assert word_by_word("Say it now, please", "Say it first, please") == (
        [(False, "Say it"), (True, " now,"), (False, " please")],
        [(False, "Say it"), (True, " first,"), (False, " please")],
    )


def test_lists_and_choices_are_compared_as_well():
    before, after = card().current, card().current
    after.follow_ons, after.check_back_when = [*before.follow_ons, "What next?"], "this-week"
    assert [one.label for one in differences(card().current, after)] == ["Then ask", "Come back"]


def test_without_a_draft_it_says_so(client):
    assert "Nothing waits" in client.get(address("difference")).text


def test_the_preview_is_the_card_as_leaders_see_it_with_the_drafts_words(client, draft):
    page = client.get(address("preview")).text
    assert "quokka moment" in page
    assert "What quokka?" in page
    assert "<script" not in page
    assert 'class="turn"' in page
    assert 'class="turn turned"' in client.get(address("preview") + "?side=back").text


def test_the_preview_is_made_of_the_same_parts_as_the_card(client):
    theirs, real = client.get(address("preview")), client.get(f"/cards/{SLUG}/")
    used = {template.name for template in theirs.templates}
    parts = {template.name for template in real.templates if template.name.startswith("cards/_")}
    assert parts - used == set()
    assert {"cards/_face_words.html", "cards/_back_words.html"} <= used


def test_nothing_in_the_preview_leads_away_or_logs(client, draft):
    page = client.get(address("preview")).text
    assert "/sessions/new/" not in page
    links = re.findall(r'<a [^>]*href="([^"]*)"', page.split("<main")[1].split("</main>")[0])
    assert links == [f"#{SLUG}-back", f"#{SLUG}"]


def test_our_own_page_alone_may_frame_it(client, draft):
    preview, phone = client.get(address("preview")), client.get(address("phone"))
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert "script-src 'none'" in preview["Content-Security-Policy"]
    assert phone["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in phone["Content-Security-Policy"]
    assert "frame-src" not in client.get(address("history"))["Content-Security-Policy"]


def test_the_scheme_is_chosen_whatever_the_designer_uses(client):
    client.cookies["theme"] = "light"
    assert 'data-theme="dark"' in client.get(address("preview") + "?scheme=dark").text
    assert 'data-theme="light"' in client.get(address("preview") + "?scheme=neon").text


def test_a_small_phone_has_a_small_frame(client):
    assert 'width="320" height="568"' in client.get(address("phone") + "?size=small").text
    assert 'width="390" height="844"' in client.get(address("phone") + "?size=huge").text


def test_every_field_full_is_as_long_as_it_may_be_and_kept_nowhere(client):
    full = fullest(card().current)
    for name in ("title", "moment", "open_with", "try_this", "safety_note"):
        most = Edition._meta.get_field(name).max_length
        assert most - 14 < len(getattr(full, name)) <= most
    assert len(full.follow_ons) == 3
    assert full.open_with.split()[0] in client.get(address("preview") + "?words=full").text
    assert card().current.open_with != full.open_with


@pytest.mark.parametrize("asked", ["?edition=99", "?edition=0"])
def test_an_edition_nobody_wrote_is_not_there(client, asked):
    assert client.get(address("phone") + asked).status_code == 404
    assert client.get(address("preview") + asked).status_code == 404


# --- drafts stay here -------------------------------------------------------------------------------------------------


def leaders_pages(client) -> dict[str, str]:
    """Everything that could carry a card's words to a phone."""
    kept = client.get("/cards/kept.json").json()
    pages = ["/", "/cards/", f"/cards/{SLUG}/", "/cards/?q=quokka", "/cards/print/", "/cards/draw/", f"/sessions/new/?card={SLUG}"]
    pages += ["/toolkit/", "/team/", "/api/v1/cards/", "/api/v1/cards/?q=quokka", "/api/v1/pack/", *kept["pages"]]
    return {"/cards/kept.json": json.dumps(kept), **{page: client.get(page, follow=True).text for page in dict.fromkeys(pages)}}


def test_a_draft_reaches_no_leader_by_any_way(world, sign_in, draft):
    for page, words in leaders_pages(sign_in(world.leader)).items():
        said = words.replace("q=quokka", "").replace('value="quokka"', "").replace("quokka</bdi>", "").replace("“quokka”", "")
        assert "quokka" not in said.lower(), page


def test_a_planned_draft_reaches_none_either(world, sign_in, client, draft):
    version = sign_in(world.leader).get("/cards/kept.json").json()["version"]
    draft.plan(by=world.designer, due_at=draft.changed_at.replace(year=2099))
    for page, words in leaders_pages(sign_in(world.leader)).items():
        assert SECRET not in words, page
    assert sign_in(world.leader).get("/cards/kept.json").json()["version"] == version


def test_published_words_reach_phones_at_their_next_contact(world, sign_in, draft):
    leader = sign_in(world.leader)
    version, page = leader.get("/cards/kept.json").json()["version"], leader.get(f"/cards/{SLUG}/").text
    assert "quokka moment" not in page
    draft.publish(by=world.designer)
    assert leader.get("/cards/kept.json").json()["version"] != version
    assert "quokka moment" in leader.get(f"/cards/{SLUG}/").text
    assert "quokka" in leader.get("/api/v1/cards/?q=quokka").text
    Card.objects.get(slug=SLUG).undo_publishing(world.designer, draft)
    assert leader.get("/cards/kept.json").json()["version"] == version
    assert "quokka moment" not in leader.get(f"/cards/{SLUG}/").text
