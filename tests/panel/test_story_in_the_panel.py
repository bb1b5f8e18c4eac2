"""The story and the placeholders in the panel: nothing is published while anything in it is to be filled in."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from django.urls import reverse

from cards.deck.files.story_file import read_story, write_story
from cards.deck.stored import story_text
from cards.models import Placeholder, Story
from tests.panel.forms import filled_in, list_of, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def designer(world, sign_in):
    return sign_in(world.designer)


# --- the story --------------------------------------------------------------------------------------------------------


def test_a_story_is_not_published_while_anything_is_to_be_filled_in(designer):
    story = Story.objects.get()
    page = text(designer.get(url(story)))
    assert "{how soon}" in page
    assert "Publish this Compelling Story" not in page
    designer.post(url(story, "publish"), {"seen": story.seen})
    assert Story.objects.current() is None


def filled_story() -> Story:
    story = Story.objects.get()
    story.objectives = [{**one, "how_we_will_know": "More say so."} for one in story.objectives]
    story.why_now, story.what_stays = "Too many have to come back.", ["Hours stay."]
    story.save()
    return story


def test_a_placeholders_value_is_as_good_as_words_in_the_text(designer, world):
    story = filled_story()
    assert "Publish this Compelling Story" not in text(designer.get(url(story)))
    Placeholder.objects.filter(words="name").update(value="Marcus")
    Placeholder.objects.filter(words="how soon").update(value="Friday")
    assert "Publish this Compelling Story" in text(designer.get(url(story)))
    designer.post(url(story, "publish"), {"seen": story.seen})
    assert (Story.objects.current(), Story.objects.current().published_by) == (story, world.designer)
    assert "hear back from Marcus by Friday" in text(designer.get("/story/"))


def test_what_breaks_a_hard_rule_is_not_published_and_says_why(designer):
    story = filled_story()
    story.you_can_ask_of_us, story.headline = "Ask.", "We drive targets and compliance."
    story.save()
    page = text(designer.get(url(story)))
    assert "is a banned word" in page
    designer.post(url(story, "publish"), {"seen": story.seen})
    assert Story.objects.current() is None


def test_a_film_is_an_https_address_and_goes_into_the_next_draft(designer, world):
    story = filled_story()
    refused = designer.post(url(story), filled_in(designer.get(url(story)), film="http://films.example.org/a"))
    assert "begins with https://" in text(refused)
    assert "http://films.example.org/a" in text(refused)
    designer.post(url(story), filled_in(designer.get(url(story)), film="https://films.example.org/a"))
    story.refresh_from_db()
    assert story.film == "https://films.example.org/a"
    story.publish(by=world.designer)
    assert "https://films.example.org/a" in text(designer.get(reverse("admin:cards_story_add")))


def test_no_more_lines_than_two_minutes_hold(designer):
    story = filled_story()
    refused = designer.post(url(story), filled_in(designer.get(url(story)), what_changes="\n".join(["A line."] * 9)))
    assert "8 lines at most" in text(refused)


def test_a_film_goes_out_and_in_with_the_storys_file(designer):
    text_of = replace(story_text(filled_story()), film="https://films.example.org/a")
    problems: list = []
    assert read_story("story.yaml", yaml.safe_load(write_story(text_of)), problems).film == text_of.film
    assert problems == []
    assert "film" not in write_story(replace(text_of, film=""))


def test_a_published_story_is_never_changed_other_words_are_a_new_draft(designer, world):
    story = filled_story()
    story.publish(by=world.designer)
    answer = designer.post(url(story), filled_in(designer.get(url(story)), headline="Another one."))
    draft = Story.objects.get(number=2)
    assert answer["Location"] == url(draft)
    assert (Story.objects.current(), draft.published_at, draft.headline) == (story, None, "Another one.")
    story.refresh_from_db()
    assert story.headline != "Another one."


def test_words_changed_since_they_were_read_are_not_published(designer):
    story = filled_story()
    story.you_can_ask_of_us = "Ask."
    story.save()
    seen = story.seen
    story.headline = "Other words, read by nobody."
    story.save()
    page = designer.post(url(story, "publish"), {"seen": seen}, follow=True)
    assert "Somebody changed it while you looked" in text(page)
    assert Story.objects.current() is None


# --- placeholders -----------------------------------------------------------------------------------------------------


def test_words_that_stand_in_a_text_and_have_no_line_yet_are_offered(designer):
    page = text(designer.get(list_of(Placeholder)))
    assert "One fact from the last three months." in page
    answer = designer.get(reverse("admin:cards_placeholder_add"), {"words": "One fact from the last three months."})
    sent = filled_in(answer, value="One call in five was a second call.")
    designer.post(reverse("admin:cards_placeholder_add"), sent)
    assert Placeholder.objects.values_by_words() == {"One fact from the last three months.": "One call in five was a second call."}
    assert "?words=One" not in text(designer.get(list_of(Placeholder)))


def test_the_words_themselves_are_not_changed(designer):
    row = Placeholder.objects.get(words="support route")
    designer.post(url(row), filled_in(designer.get(url(row)), words="another", value="the Care Desk"))
    row.refresh_from_db()
    assert (row.words, row.value) == ("support route", "the Care Desk")
