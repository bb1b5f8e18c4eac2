"""Who sees which permission story, and whose name stands in it. S76-like: nothing of a person without their yes."""

import pytest
from django.test import Client
from django.utils import timezone

from coaching.models import PermissionStory
from coaching.models.permission_story import monday
from coaching.permission import says_name, telling, without_name
from tests import make
from tests.coaching.own_record import let_in
from tests.coaching.stories import text

pytestmark = pytest.mark.django_db

EVERYBODY = ("leader", "other", "former", "designer", "hr", "sponsor", "nobody", "ada", "ben")
SEEN = {
    "draft": {"leader", "ada"},
    "waiting": {"leader", "designer", "ada"},
    "sent-back": {"leader", "designer", "ada"},
    "published": set(EVERYBODY),
    "withdrawn": {"leader"},
}


@pytest.mark.parametrize("state", SEEN)
def test_who_sees_it(world, state):
    story = make.story(world.leader, world.ada, state)
    seen = {who for who in EVERYBODY if PermissionStory.objects.visible_to(getattr(world, who)).filter(pk=story.pk).exists()}
    assert seen == SEEN[state]


@pytest.mark.parametrize("state", SEEN)
def test_its_page_opens_for_those_and_is_not_there_for_others(world, sign_in, state):
    story = make.story(world.leader, world.ada, state)
    for who in EVERYBODY:
        person = getattr(world, who)
        client = let_in(person) if who in ("ada", "ben") else sign_in(person)
        assert (client.get(story.get_absolute_url()).status_code == 200) == (who in SEEN[state]), who


def test_whoever_is_gone_sees_nothing(world):
    make.story(world.leader, world.ada, "published")
    world.hr.is_active = False
    assert not PermissionStory.objects.visible_to(world.hr).exists()


def test_who_is_not_signed_in_is_led_to_sign_in_and_a_phone_keeps_no_copy(world, sign_in):
    story = make.story(world.leader, world.ada, "published")
    for address in ("/stories/", "/stories/wall/", story.get_absolute_url()):
        assert Client().get(address).status_code == 302
        assert sign_in(world.leader).get(address, headers={"x-plain": "1"}).status_code == 403
        assert "no-store" in sign_in(world.leader).get(address)["Cache-Control"]


@pytest.mark.parametrize(
    ("consent", "readers"), [("", set()), ("asked", set()), ("unnamed", set()), ("named", {"other", "designer", "hr", "sponsor", "ben"})]
)
def test_the_name_is_read_by_others_only_after_a_yes_to_it(world, consent, readers):
    story = make.story(
        world.leader, world.ada, consent=consent, did="ADA PRICE rang back, and ada stayed on. Ada's idea.", said="Thank you, Ada!"
    )
    for who in ("other", "designer", "hr", "sponsor", "ben", "leader", "ada"):
        told = telling(story, getattr(world, who))
        named = "ada" in f"{told.whose} {told.did} {told.said}".lower().replace("leader", "")
        assert named == (who in readers | {"leader", "ada"}), who


def test_a_name_that_is_a_word_hides_only_where_it_has_a_capital(world):
    will = make.advisor(world.red, "Will May")
    assert without_name("Will said: I will, and I may.", will) == "[their name] said: I will, and I may."
    assert says_name("It was WILL", will)
    assert not says_name("Mayhem, goodwill, and adamant people", will)
    assert without_name("X did it", make.advisor(world.red, "X")) == "X did it"


def test_a_name_without_a_yes_is_on_no_page_of_anybody_elses(world, sign_in):
    story = make.story(world.leader, world.ada, "published", consent="unnamed", said="Thank you, Ada!", did="Ada rang them back.")
    story.choose(world.designer, monday(world.blue.today()))
    for address in ("/stories/", "/stories/wall/", story.get_absolute_url(), "/", "/admin/stories/", f"/admin/stories/{story.pk}/"):
        for who in ("other", "designer", "sponsor"):
            assert "Ada" not in text(sign_in(getattr(world, who)).get(address)), (address, who)


def test_their_leader_and_they_themselves_read_it_as_it_was_told(world, sign_in):
    story = make.story(world.leader, world.ada, said="Thank you, Ada!")
    assert "Thank you, Ada!" in text(sign_in(world.leader).get(story.get_absolute_url()))
    assert "Thank you, Ada!" in text(let_in(world.ada).get("/mine/"))
    assert "Thank you" not in text(let_in(world.ben).get("/mine/"))


def test_the_story_of_the_week_is_on_today_with_its_name_only_after_a_yes(world, sign_in):
    story = make.story(world.leader, world.ada, "published", said="I could hug you, Ada.")
    assert "hug you" not in text(sign_in(world.other).get("/"))
    story.choose(world.designer, monday(world.blue.today(timezone.now())))
    assert "hug you, Ada" in text(sign_in(world.other).get("/"))
    story.answer("unnamed", by=None)
    page = text(sign_in(world.other).get("/"))
    assert "hug you" in page
    assert "Ada" not in page
