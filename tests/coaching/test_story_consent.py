"""A permission story is its person's: nothing is published without their yes, and no or "take it back" is the end of it at once."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from coaching.models import Cheer, PermissionStory, Refusal, StoryAct, StoryChanged
from coaching.models.permission_story import WORDS, monday
from coaching.personal import tombstones
from tests import make
from tests.coaching.own_record import let_in
from tests.coaching.stories import put_story, text

pytestmark = pytest.mark.django_db
SECRET = "Nobody else would have rung at nine."


def withdrawn(story):
    story.refresh_from_db()
    return story.state == "withdrawn" and not any(story.words.values()) and story.as_told == {} and story.week_of is None


@pytest.mark.parametrize("consent", ["", "asked"])
def test_nothing_about_a_person_is_published_before_their_yes(world, consent):
    story = make.story(world.leader, world.ada, consent=consent)
    with pytest.raises(ValidationError, match="has not said yes"):
        story.publish(world.designer, story.seen)
    assert not PermissionStory.objects.published().exists()


@pytest.mark.parametrize(
    "fields", [{"consent": ""}, {"consent": "asked"}, {"consent": "no"}, {"published_at": None}, {"details_changed_at": None}]
)
def test_the_database_holds_that_promise_too(world, fields):
    story = make.story(world.leader, world.ada, "published")
    with pytest.raises(IntegrityError), transaction.atomic():
        PermissionStory.objects.filter(pk=story.pk).update(**fields)


def test_a_story_taken_back_cannot_be_given_words_again(world):
    story = make.story(world.leader, state="withdrawn")
    for words in ({"said": "x"}, {"as_told": {"said": "x"}}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PermissionStory.objects.filter(pk=story.pk).update(**words)


def test_asking_and_the_answer_are_kept_with_who_and_when(world, sign_in):
    story = make.story(world.leader, world.ada)
    client = sign_in(world.leader)
    client.post(reverse("stories-ask", args=[story.pk]))
    story.refresh_from_db()
    assert (story.consent, story.asked_by, bool(story.asked_at)) == ("asked", world.leader, True)
    client.post(reverse("stories-answer", args=[story.pk]), {"answer": "unnamed"})
    story.refresh_from_db()
    assert (story.consent, story.answered_to, bool(story.answered_at)) == ("unnamed", world.leader, True)
    assert [act.act for act in story.acts.all()][:2] == ["answered", "asked"]


def test_the_advisor_answers_on_their_own_page_and_it_says_so(world):
    story = make.story(world.leader, world.ada, consent="asked")
    let_in(world.ada).post(reverse("mine-stories-answer", args=[story.pk]), {"answer": "named"})
    story.refresh_from_db()
    assert (story.consent, story.answered_to, story.asked_by) == ("named", None, world.leader)
    assert story.acts.first().by is None


@pytest.mark.parametrize("answer", ["", "maybe", "asked", "\0"])
def test_an_answer_that_is_none_changes_nothing(world, sign_in, answer):
    story = make.story(world.leader, world.ada, consent="asked")
    sign_in(world.leader).post(reverse("stories-answer", args=[story.pk]), {"answer": answer})
    let_in(world.ada).post(reverse("mine-stories-answer", args=[story.pk]), {"answer": answer})
    story.refresh_from_db()
    assert story.consent == "asked"


def test_no_is_the_end_of_it(world):
    story = make.story(world.leader, world.ada, "published")
    let_in(world.ada).post(reverse("mine-stories-answer", args=[story.pk]), {"answer": "no"})
    assert withdrawn(story)


@pytest.mark.parametrize("state", ["draft", "waiting", "sent-back", "published"])
def test_the_advisor_takes_it_back_at_once_whatever_became_of_it(world, state):
    story = make.story(world.leader, world.ada, state)
    assert let_in(world.ada).post(reverse("mine-stories-withdraw", args=[story.pk])).status_code == 302
    assert withdrawn(story)
    assert story.acts.first().by is None


@pytest.mark.parametrize("who", ["leader", "newcomer"])
def test_so_does_its_teller_and_whoever_leads_them_now(world, sign_in, who):
    story = make.story(world.leader, world.ada, "published")
    if who == "newcomer":
        world.ada.move(world.blue)
    client = sign_in(world.leader if who == "leader" else world.other)
    assert "Take this story back" in text(client.get(story.get_absolute_url()))
    client.post(reverse("stories-withdraw", args=[story.pk]))
    assert withdrawn(story)


@pytest.mark.parametrize("who", ["other", "former", "designer", "hr", "sponsor", "nobody"])
def test_nobody_else_can(world, sign_in, who):
    story = make.story(world.leader, world.ada, "published")
    client = sign_in(getattr(world, who))
    assert "Take this story back" not in text(client.get(story.get_absolute_url()))
    assert client.post(reverse("stories-withdraw", args=[story.pk])).status_code == 403
    for name in ("stories-ask", "stories-answer", "stories-details", "stories-send-in", "stories-change"):
        assert client.post(reverse(name, args=[story.pk]), {"answer": "no"}).status_code == 403
    assert let_in(world.ben).post(reverse("mine-stories-withdraw", args=[story.pk])).status_code == 404
    assert let_in(world.ben).post(reverse("mine-stories-answer", args=[story.pk]), {"answer": "no"}).status_code == 404
    story.refresh_from_db()
    assert story.state == "published"


def test_taken_back_it_is_nowhere_any_more(world, sign_in, client):
    story = make.story(world.leader, world.ada, "published", said=SECRET, did=f"{SECRET} So she did.")
    story.choose(world.designer, monday(world.red.today()))
    Cheer.say(story, world.other, "would", yes=True)
    put_story(sign_in(world.leader), world.leader, {"said": SECRET}, story.pk)
    assert Refusal.objects.filter(session_id=story.pk).exists()
    pages = ["/", "/stories/", "/stories/?page=1", "/stories/wall/", "/toolkit/", "/to-mend/", "/admin/stories/"]
    client_of = {who: sign_in(getattr(world, who)) for who in ("leader", "other", "designer", "sponsor")}
    assert any(SECRET in text(client_of["other"].get(address)) for address in pages)
    story.withdraw(by=None)
    for who, browser in client_of.items():
        for address in [*pages, story.get_absolute_url(), f"/admin/stories/{story.pk}/"]:
            assert SECRET not in text(browser.get(address)), (who, address)
    assert SECRET not in text(let_in(world.ada).get("/mine/"))
    assert not Cheer.objects.exists()
    assert not Refusal.objects.filter(session_id=story.pk).exists()
    rows = [*PermissionStory.objects.values(), *StoryAct.objects.values()]
    assert SECRET not in repr(rows)
    assert story.acts.first().act == "withdrawn"


def test_taken_back_twice_is_taken_back_once(world):
    story = make.story(world.leader, world.ada, "published")
    story.withdraw(by=None)
    story.withdraw(by=world.leader)
    story.refresh_from_db()
    assert story.withdrawn_by is None
    assert story.acts.filter(act="withdrawn").count() == 1


def test_nothing_brings_it_back(world):
    story = make.story(world.leader, world.ada, "published")
    as_seen, seen = PermissionStory.objects.get(pk=story.pk), story.seen
    story.withdraw(by=None)
    for act in (lambda: as_seen.publish(world.designer, seen), lambda: as_seen.edit(world.designer, dict.fromkeys(WORDS, "x"), seen)):
        with pytest.raises(StoryChanged):
            act()
    as_seen.answer("named", world.leader)
    as_seen.ask(world.leader)
    as_seen.change_details(world.leader)
    as_seen.send_in(world.leader)
    assert as_seen.rewrite(world.leader, {"said": "x"}) is False
    assert withdrawn(as_seen)


def test_new_words_need_the_customer_looked_at_again(world):
    story = make.story(world.leader, state="sent-back")
    assert story.rewrite(world.leader, {"said": "Mrs Jones of 4 Mill Lane"})
    with pytest.raises(ValidationError, match="who the customer is"):
        story.send_in(world.leader)
    story.change_details(world.leader)
    story.send_in(world.leader)
    assert (story.state, story.details_changed_by) == ("waiting", world.leader)


def test_a_story_about_nobody_asks_nobody(world):
    story = make.story(world.leader)
    story.ask(world.leader)
    story.answer("named", world.leader)
    assert story.consent == ""
    story.publish(world.designer, story.seen)
    assert story.state == "published"


def back_from_a_backup(story):
    """As it was before anybody took it back."""
    words = {"usually": "As before", "did": SECRET, "permission": "As before", "said": SECRET}
    PermissionStory.objects.filter(pk=story.pk).update(state="published", withdrawn_at=None, withdrawn_by=None, **words)


def test_a_backup_that_is_put_back_does_not_bring_it_back(world, django_capture_on_commit_callbacks, settings):
    """The list of what is gone for good lies beside the database; `restored` and `restore` go by it."""
    story, other = make.story(world.leader, world.ada, "published"), make.story(world.leader, world.ben, "published")
    with django_capture_on_commit_callbacks(execute=True):
        story.withdraw(by=None)
    assert world.ada.name not in Path(settings.ERASED_FILE).read_text()
    back_from_a_backup(story)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("restored")
    assert withdrawn(story)
    other.refresh_from_db()
    assert other.state == "published"
    assert list(tombstones.read()) == [], "a story is nobody who was erased"


def test_a_line_of_it_that_could_not_be_written_is_written_later(world, django_capture_on_commit_callbacks, settings, tmp_path):
    """A full disk does not hold up whoever takes their story back."""
    story, there = make.story(world.leader, world.ada, "published"), settings.ERASED_FILE
    settings.ERASED_FILE = str(tmp_path)  # a folder takes no lines
    with django_capture_on_commit_callbacks(execute=True):
        story.withdraw(by=None)
    assert withdrawn(story)
    settings.ERASED_FILE = there
    call_command("erasures", "check")
    call_command("erasures", "check")
    assert Path(there).read_text().count(str(story.pk)) == 1
    back_from_a_backup(story)
    call_command("erasures", "replay")
    assert withdrawn(story)
