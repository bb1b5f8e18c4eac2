"""Permission stories in the panel: read, made nobody's, published, chosen for a week, made a card; and two at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cards.models import Card
from coaching.models import PermissionStory
from coaching.models.permission_story import monday
from tests import make
from tests.api import queries
from tests.coaching.stories import WORDS, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world, sign_in):
    return sign_in(world.designer)


def there(story, name="stories_one"):
    return reverse(f"admin:{name}", args=[story.pk])


def saved(desk, story, **words):
    return desk.post(there(story), {**WORDS, "seen": story.seen, **words})


def test_those_sent_in_wait_in_the_order_they_came(world, desk):
    for state in ("draft", "waiting", "sent-back", "withdrawn"):
        make.story(world.leader, world.ada, state, said=f"It is {state}.")
    page = text(desk.get("/admin/stories/"))
    assert "It is waiting." in page
    assert "It is draft." not in page
    assert "It is sent-back." in text(desk.get("/admin/stories/?state=sent-back"))
    assert "Permission stories" in text(desk.get("/admin/"))


def test_the_list_is_paged_and_its_queries_do_not_grow(world, desk):
    make.story(world.leader, world.ada)
    few = queries(desk, "/admin/stories/")
    for _n in range(31):
        make.story(world.leader, world.ada)
    assert queries(desk, "/admin/stories/") == few
    assert "More" in text(desk.get("/admin/stories/"))


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_nobodys_to_read_is_not_there(world, desk, state):
    story = make.story(world.leader, world.ada, state)
    for name in ("one", "send_back", "publish", "unpublish", "week", "card"):
        assert desk.post(there(story, f"stories_{name}"), {}).status_code == 404


def test_words_are_changed_with_the_difference_shown_and_kept(world, desk):
    story = make.story(world.leader, world.ada, did="Rang Mrs Jones in Leeds back.", consent="unnamed")
    assert saved(desk, story, did="Rang the customer back.").status_code == 302
    story.refresh_from_db()
    assert story.did == "Rang the customer back."
    assert story.as_told["did"] == "Rang Mrs Jones in Leeds back."
    page = text(desk.get(there(story)))
    assert "<del> Mrs Jones in Leeds</del>" in page
    assert "Changed the words" in page
    assert "Dee Designer" in page


def test_a_name_is_hidden_in_the_boxes_and_stops_the_publishing_until_it_is_out(world, desk):
    story = make.story(world.leader, world.ada, did="Ada rang them back.", consent="unnamed")
    page = text(desk.get(there(story)))
    assert "Ada" not in page
    assert "Their name is still in it" in page
    desk.post(there(story, "stories_publish"), {"seen": story.seen})
    saved(desk, story, did="[their name] rang them back.")
    story.refresh_from_db()
    assert "write something in its place" in text(desk.get(there(story)))
    saved(desk, story, did="They were rung back.")
    story.refresh_from_db()
    page = text(desk.get(there(story)))
    assert "Ada" not in page, "nor in its history"
    desk.post(there(story, "stories_publish"), {"seen": story.seen})
    story.refresh_from_db()
    assert story.state == "published"


def test_without_a_yes_nothing_is_published(world, desk):
    story = make.story(world.leader, world.ada)
    assert "has not said yes" in text(desk.get(there(story)))
    desk.post(there(story, "stories_publish"), {"seen": story.seen})
    story.refresh_from_db()
    assert story.state == "waiting"


def test_the_rubric_stops_it_too(world, desk):
    story = make.story(world.leader, usually="We leverage synergies to move the needle.")
    page = text(desk.get(there(story)))
    assert "banned word" in page
    desk.post(there(story, "stories_publish"), {"seen": story.seen})
    assert not PermissionStory.objects.published().exists()


def test_it_goes_back_with_words_and_not_without(world, desk, sign_in):
    story = make.story(world.leader)
    refused = desk.post(there(story, "stories_send_back"), {"seen": story.seen, "words": " "})
    assert refused.status_code == 422
    assert "goes back with your words" in text(refused)
    desk.post(there(story, "stories_send_back"), {"seen": story.seen, "words": "What did they say first?"})
    story.refresh_from_db()
    assert story.state == "sent-back"
    assert "What did they say first?" in text(sign_in(world.leader).get(story.get_absolute_url()))


def test_two_designers_at_once_are_told_and_lose_nothing(world, desk, sign_in):
    story = make.story(world.leader)
    seen = story.seen
    saved(desk, story, said="The first one's words.")
    second = desk.post(there(story), {**WORDS, "seen": seen, "said": "The second one's words."})
    assert second.status_code == 422
    page = text(second)
    assert "Somebody changed this while you wrote" in page
    assert "The second one's words." in page
    assert "The first one's words." in page
    for name, more in (("publish", {}), ("send_back", {"words": "Say more."})):
        desk.post(there(story, f"stories_{name}"), {"seen": seen, **more})
        story.refresh_from_db()
        assert story.state == "waiting", "it is not as it was read"
    again = second.context["form"]["seen"].value()
    assert desk.post(there(story), {**WORDS, "seen": again, "said": "The second one's words."}).status_code == 302


def test_published_twice_is_published_once_and_taken_off_the_list_it_waits(world, desk, sign_in):
    story = make.story(world.leader, said="So kind.")
    for _n in range(2):
        desk.post(there(story, "stories_publish"), {"seen": story.seen})
    assert story.acts.filter(act="published").count() == 1
    assert "So kind." in text(sign_in(world.other).get("/stories/"))
    for _n in range(2):
        desk.post(there(story, "stories_unpublish"))
    assert "So kind." not in text(sign_in(world.other).get("/stories/"))
    assert story.acts.filter(act="unpublished").count() == 1
    assert "So kind." in text(desk.get("/admin/stories/"))


def test_a_story_is_planned_for_a_week_ahead_and_never_takes_anothers(world, desk):
    one, other = make.story(world.leader, world.ada, "published"), make.story(world.leader, world.ben, "published")
    ahead = monday(timezone.localdate()) + timedelta(weeks=3)
    desk.post(there(one, "stories_week"), {"week": ahead.isoformat()})
    one.refresh_from_db()
    assert one.week_of == ahead
    refused = desk.post(there(other, "stories_week"), {"week": ahead.isoformat()})
    assert refused.status_code == 422
    assert "Another story has that week" in text(refused)
    desk.post(there(one, "stories_week"), {"week": ""})
    assert desk.post(there(other, "stories_week"), {"week": ahead.isoformat()}).status_code == 302


@pytest.mark.parametrize("week", ["2020-01-06", "x", "2026-99-99", "\0"])
def test_a_week_that_is_none_is_refused(world, desk, week):
    story = make.story(world.leader, world.ada, "published")
    assert desk.post(there(story, "stories_week"), {"week": week}).status_code == 422


def test_unpublished_it_is_of_no_week(world, desk):
    story = make.story(world.leader, world.ada, "published")
    story.choose(world.designer, monday(timezone.localdate()))
    desk.post(there(story, "stories_unpublish"))
    story.refresh_from_db()
    assert story.week_of is None


def test_a_loved_story_becomes_a_draft_card_that_fits(world, desk, sign_in):
    story = make.story(world.leader, world.ada, "published", usually="We book it again and " * 9)
    card = Card.objects.get(slug="am-i-allowed")
    answer = desk.post(there(story, "stories_card"), {"card": card.pk})
    assert answer["Location"] == reverse("admin:cards_card_change", args=[card.pk])
    draft = card.draft
    assert draft.say_permission == story.permission
    assert len(draft.moment) <= 88
    assert draft.moment.endswith("…")
    assert draft.open_with == card.current.open_with
    assert story.permission not in text(sign_in(world.other).get(f"/cards/{card.slug}/")), "leaders see the words before"
    refused = desk.post(there(story, "stories_card"), {"card": card.pk})
    assert refused.status_code == 422
    assert "waits already" in text(refused)


def test_taken_back_its_words_leave_the_draft_card_and_what_a_designer_wrote_stays(world, desk):
    story = make.story(world.leader, world.ada, "published")
    card = Card.objects.get(slug="am-i-allowed")
    draft = story.make_card(card, world.designer)
    draft.title, draft.say_permission = "Mine", "You may say yes to this, and tell me after."
    draft.save()
    story.withdraw(by=None)
    left = card.draft
    assert (left.moment, left.try_this) == (card.current.moment, card.current.try_this)
    assert (left.title, left.say_permission) == ("Mine", "You may say yes to this, and tell me after.")


def test_only_a_published_story_becomes_a_card(world, desk):
    story = make.story(world.leader)
    with pytest.raises(ValidationError, match="Only a published story"):
        story.make_card(Card.objects.get(slug="am-i-allowed"), world.designer)
    assert desk.post(there(story, "stories_card"), {"card": "x"}).status_code == 422


def test_words_that_would_run_are_words(world, desk):
    story = make.story(world.leader, said="<script>alert(1)</script>", did="<img src=x onerror=alert(1)>")
    saved(desk, story, said="<b>bold</b>")
    page = desk.get(there(story)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>bold" not in page
