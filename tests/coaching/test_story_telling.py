"""/stories/new/ and on: a story is told, changed, sent in, mended."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coaching.models import PermissionStory, Refusal
from coaching.models.permission_story import WORDS
from tests import make
from tests.coaching.stories import put_story, text, typed
from tests.ladder import ODD, asked_to_sign_in

pytestmark = pytest.mark.django_db


def test_a_story_is_told_and_sent_in(world, sign_in):
    answer = sign_in(world.leader).post("/stories/new/", typed(advisor=world.ada.pk, card="am-i-allowed", details_changed="on", send="1"))
    story = PermissionStory.objects.get()
    assert answer["Location"] == story.get_absolute_url()
    assert (story.state, story.teller, story.advisor, story.team) == ("waiting", world.leader, world.ada, world.red)
    assert (story.card.slug, story.consent, story.words) == ("am-i-allowed", "", make.TOLD)
    assert story.details_changed_by == world.leader


def test_a_draft_is_nobody_elses_and_is_gone_on_with(world, sign_in):
    client = sign_in(world.leader)
    client.post("/stories/new/", typed(keep="1"))
    story = PermissionStory.objects.get()
    assert (story.state, story.team) == ("draft", world.red)
    assert "Yours, not published yet" in text(client.get("/stories/"))
    page = text(client.get(reverse("stories-change", args=[story.pk])))
    assert story.did in page
    client.post(reverse("stories-change", args=[story.pk]), typed(id=story.pk, said="Better words.", details_changed="on", send="1"))
    story.refresh_from_db()
    assert (story.state, story.said) == ("waiting", "Better words.")
    client.post(reverse("stories-change", args=[story.pk]), typed(id=story.pk, said="Later words.", keep="1"))
    story.refresh_from_db()
    assert story.said == "Better words.", "what was sent in is the designers' turn"


def test_the_steps_are_buttons_of_their_own(world, sign_in):
    client, story = sign_in(world.leader), make.story(world.leader, world.ada, "draft")
    client.post(reverse("stories-send-in", args=[story.pk]))
    story.refresh_from_db()
    assert story.state == "draft", "the customer comes first"
    client.post(reverse("stories-details", args=[story.pk]))
    client.post(reverse("stories-send-in", args=[story.pk]))
    story.refresh_from_db()
    assert story.state == "waiting"


def test_the_same_form_twice_is_one_story(world, sign_in):
    client = sign_in(world.leader)
    for _n in range(2):
        assert client.post("/stories/new/", typed(keep="1")).status_code == 302
    assert PermissionStory.objects.count() == 1
    again = client.post("/stories/new/", typed(keep="1", said="Something else."))
    assert again.status_code == 422
    assert "second story" in text(again)
    assert "Something else." in text(again)


@pytest.mark.parametrize("part", WORDS)
def test_what_is_missing_or_too_long_is_said_and_what_was_typed_stays(world, sign_in, part):
    client = sign_in(world.leader)
    for wrong, says in (
        ("", "needs this part"),
        (" \r\n ", "needs this part"),
        ("x" * (WORDS[part] + 1), "There is room for"),
        ("a\0b", "Null"),
    ):
        answer = client.post("/stories/new/", typed(send="1", details_changed="on", **{part: wrong}))
        assert answer.status_code == 422
        assert says in text(answer)
        assert next(words for name, words in make.TOLD.items() if name != part) in text(answer)
    assert not PermissionStory.objects.exists()


def test_it_is_not_sent_in_before_the_customer_is_changed(world, sign_in):
    answer = sign_in(world.leader).post("/stories/new/", typed(send="1"))
    assert answer.status_code == 422
    assert "who the customer is" in text(answer)
    assert not PermissionStory.objects.exists()


@pytest.mark.parametrize("advisor", ["cleo", "9999999", "x"])
def test_it_is_about_nobody_of_another_team(world, sign_in, advisor):
    pk = world.cleo.pk if advisor == "cleo" else advisor
    answer = sign_in(world.leader).post("/stories/new/", typed(keep="1", advisor=pk))
    assert answer.status_code == 422
    assert not PermissionStory.objects.exists()
    assert "not in your team" in text(answer)


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_are_words_and_nothing_runs(world, sign_in, odd):
    make.story(world.leader, world.ada, "published", said=odd, did=odd, usually=odd, permission=odd)
    client = sign_in(world.other)
    for address in ("/stories/", "/stories/wall/", PermissionStory.objects.get().get_absolute_url()):
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert odd.split("'")[0] in text(page), "shown as it was written"


@pytest.mark.parametrize("who", ["designer", "hr", "sponsor", "nobody", "former"])
def test_who_leads_no_team_tells_none(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get("/stories/new/").status_code == 403
    assert client.post("/stories/new/", typed(keep="1")).status_code == 403


def test_telling_asks_for_a_sign_in_and_has_its_methods(world, sign_in):
    assert asked_to_sign_in(Client(), "/stories/new/")
    client, story = sign_in(world.leader), make.story(world.leader)
    for name in ("ask", "answer", "details", "send-in", "withdraw", "cheer"):
        assert client.get(reverse(f"stories-{name}", args=[story.pk])).status_code == 405
    for address in ("/stories/", "/stories/wall/", story.get_absolute_url()):
        assert client.post(address).status_code == 405


def test_words_a_phone_sent_in_vain_are_mended_in_the_form(world, sign_in):
    client = sign_in(world.leader)
    assert put_story(client, world.leader, {"said": "Only this", "told_at": timezone.now().isoformat()}).status_code == 422
    row = Refusal.objects.get()
    assert "Only this" in text(client.get("/to-mend/"))
    to = client.get(reverse("to-mend-again", args=[row.pk]))["Location"]
    page = client.get(to)
    assert "Only this" in text(page)
    client.post(to, typed(id=page.context["form"]["id"].value(), said="Only this", keep="1"))
    row.refresh_from_db()
    assert row.settled_at
    assert PermissionStory.objects.get().said == "Only this"


def test_a_sent_back_story_says_why_to_its_teller_alone(world, sign_in):
    story = make.story(world.leader, state="sent-back")
    assert "Say a little more" in text(sign_in(world.leader).get(story.get_absolute_url()))
    assert "Say a little more" not in text(sign_in(world.designer).get(story.get_absolute_url()))
