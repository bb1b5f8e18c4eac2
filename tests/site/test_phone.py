"""What makes it an app on a phone: the manifest, the worker, the page without a signal, and copies with nobody in them."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.test import Client

from cards.models import Card, HeardAs, Practice
from config import phone

pytestmark = pytest.mark.django_db
KEPT = "/cards/kept.json"


@pytest.fixture(autouse=True)
def anew():
    """Builds are remembered for the life of a process; a test's are its own."""
    for made in (phone.shell, phone.build):
        made.cache_clear()
    yield
    for made in (phone.shell, phone.build):
        made.cache_clear()


def text(client: Client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_manifest_makes_it_installable():
    response = Client().get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert (manifest["name"], manifest["display"], manifest["start_url"], manifest["scope"]) == ("Floorwalk", "standalone", "/", "/")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_every_page_names_it(world, sign_in):
    assert '<link rel="manifest" href="/manifest.webmanifest">' in text(sign_in(world.leader), "/")


def test_the_worker_is_looked_at_anew_each_time_and_keeps_what_a_page_is_made_of():
    response = Client().get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    found = re.search(r"SHELL = (\[.*?\])", response.content.decode())
    assert found
    shell = json.loads(found[1])
    assert shell[-1] == "/offline/"
    assert "/static/css/floorwalk.css" in shell
    assert "/static/js/finder/ranking.js" in shell
    assert not [path for path in shell if "rest_framework" in path or "paper" in path]


def test_a_worker_can_be_read_in_one_sitting():
    assert len(text(Client(), "/sw.js").splitlines()) <= 50


def test_a_new_build_comes_in_only_where_a_page_asks():
    """Read, not run: a Chromium that is driven leaves a worker waiting that would have come in by itself."""
    source = Client().get("/sw.js").content.decode()
    assert [line for line in source.splitlines() if "skipWaiting" in line] == [
        'self.addEventListener("message", (event) => event.data === "take-over" && self.skipWaiting());'
    ]


def test_the_kill_switch(world, sign_in, settings):
    settings.SERVICE_WORKER = False
    assert "manifest" not in text(sign_in(world.leader), "/")  # or every page would bring it back
    off = text(Client(), "/sw.js")
    assert "caches.delete" in off
    assert 'addEventListener("fetch"' not in off
    assert "SHELL" not in off
    assert "indexedDB" not in off


def test_another_release_is_another_build(settings):
    before = phone.build()
    phone.build.cache_clear()
    assert phone.build() == before
    phone.build.cache_clear()
    settings.BUILD = "next"
    assert phone.build() != before


def test_the_page_without_a_signal_knows_nobody(world, sign_in):
    """The same bytes for whoever asks: a phone keeps them."""
    anybody = Client().get("/offline/")
    assert anybody["X-Build"] == phone.build()
    assert anybody.content == sign_in(world.leader).get("/offline/").content
    assert "This page needs signal" in anybody.content.decode()


@pytest.mark.parametrize("path", ["/cards/", "/cards/am-i-allowed/", "/toolkit/", "/toolkit/give-permission/", "/story/"])
def test_a_plain_copy_is_the_same_whoever_asks_and_has_nobody_in_it(world, sign_in, path):
    leader, designer = (text(sign_in(user), path, **{"X-Plain": "1"}) for user in (world.leader, world.designer))
    assert leader == designer
    assert world.leader.name not in leader
    assert "csrfmiddlewaretoken" not in leader
    assert ">Team<" in leader.replace("\n", "") or path.startswith("/cards/am")  # a card has no tabs


def test_a_plain_copy_needs_a_sign_in_all_the_same():
    assert Client().get("/cards/", headers={"X-Plain": "1"}).status_code == 302


def test_a_plain_copy_leaves_the_news_for_the_person(world, sign_in):
    client = sign_in(world.leader)
    client.post("/sessions/new/", {"id": str(uuid.uuid4()), "card": "say-it-their-way", "advisor": world.ada.pk})
    assert "Logged for Ada" not in text(client, "/cards/", **{"X-Plain": "1"})
    assert "Logged for Ada" in text(client, "/")


def test_asking_plainly_opens_nothing_that_is_somebodys(world, sign_in):
    client = sign_in(world.leader)
    for path in ("/", "/me/", "/team/", f"/advisors/{world.ada.pk}/"):
        response = client.get(path, headers={"X-Plain": "1"})
        assert response.status_code in (403, 404)
        assert world.ada.name not in response.content.decode()


def test_a_plain_post_is_a_post_like_any_other(world, sign_in):
    assert sign_in(world.leader).post("/cards/looked-for/", {"words": "singing"}, headers={"X-Plain": "1"}).status_code == 204


def test_all_that_works_without_a_signal_is_on_the_list(world, sign_in):
    kept = sign_in(world.leader).get(KEPT).json()
    assert {f"/cards/{card.slug}/" for card in Card.objects.all()} | {f"/toolkit/{row.slug}/" for row in Practice.objects.all()} <= set(
        kept["pages"]
    )
    assert {"/cards/", "/toolkit/", "/story/"} <= set(kept["pages"])
    for path in kept["pages"]:
        assert sign_in(world.leader).get(path, headers={"X-Plain": "1"}).status_code == 200


def test_its_version_changes_with_what_the_pages_say(world, sign_in, settings):
    client = sign_in(world.leader)
    seen = [client.get(KEPT).json()["version"]]
    assert client.get(KEPT).json()["version"] == seen[0]

    def changed() -> None:
        seen.append(client.get(KEPT).json()["version"])
        assert len(set(seen)) == len(seen)

    Card.objects.get(number=3).retire(by=None)
    changed()
    Practice.objects.filter(number=2).update(say_it="Something else.")
    changed()
    row = HeardAs.objects.get(card__number=1)
    row.phrases += ["one more way to say it"]
    row.save()
    changed()
    client.cookies["theme"] = "dark"
    changed()
    settings.BUILD = "next"
    phone.build.cache_clear()
    changed()
