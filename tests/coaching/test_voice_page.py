"""What customers said: for the leaders of that site, never of a person, played back as a good catch in one tap."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.apps import apps

from accounts.models import Site
from coaching.models import Comment, Session, ToPlayBack
from tests import make
from tests.coaching.comments import comment
from tests.ladder import HTMX, counted, hr_and_leader, lead_nothing

pytestmark = pytest.mark.django_db
URL = "/voice/"


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def said(answer) -> str:
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


def elsewhere(world, words="Said at another site") -> Comment:
    return comment(world, words, site=Site.objects.get_or_create(name="Quayside")[0])


def test_good_ones_come_first_in_each_week_and_the_latest_week_before_all(world, leader):
    for words, week, tone in (("Third", 5, "poor"), ("Second", 5, "good"), ("First", 12, "mixed"), ("Fourth", 5, "")):
        comment(world, words, week=date(2026, 1, week), tone=tone)
    shown = said(leader.get(URL))
    assert re.findall(r"“(First|Second|Third|Fourth)”", shown) == ["First", "Second", "Fourth", "Third"]
    assert shown.index("Week of 12 January") < shown.index("Week of 5 January")
    assert shown.count("A good one") == 1


def test_a_leader_reads_what_was_said_at_their_own_site_and_no_other(world, leader, sign_in):
    comment(world, "Said at ours")
    other = elsewhere(world)
    shown = said(leader.get(URL))
    assert "Said at ours" in shown
    assert "Said at another site" not in shown
    assert leader.post(f"{URL}{other.pk}/keep/", {"team": world.red.pk}).status_code == 404
    assert "Said at another site" not in said(leader.get(f"/sessions/new/?card=say-it-their-way&voice={other.pk}"))
    lead_nothing(world.leader)
    assert sign_in(world.leader).get(URL).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"), [("hr", 200), ("designer", 200), ("leader", 200), ("sponsor", 403), ("nobody", 403), ("former", 403)]
)
def test_who_hears_customers(world, sign_in, who, status):
    assert sign_in(getattr(world, who)).get(URL).status_code == status


def test_quiet_where_there_is_none(leader):
    assert "It is quiet here" in said(leader.get(URL))
    assert "There is nothing here" in said(leader.get(f"{URL}?page=7"))


def test_a_comment_points_at_no_advisor_no_session_and_no_step():
    """Of neither model a field may: not now, and not by way of a table between."""
    for name in ("Comment", "CommentFile", "ToPlayBack"):
        for field in apps.get_model("coaching", name)._meta.get_fields(include_hidden=True):
            of = field.related_model._meta.label if field.related_model else ""
            assert of not in {"accounts.Advisor", "coaching.Session", "coaching.CheckBack", "accounts.Membership"}, field
            assert not {"step", "advisor", "session", "skill", "card"} & set(field.name.split("_")), field


def test_kept_for_later_it_shows_on_today_until_it_is_done(world, leader, sign_in):
    row = comment(world)
    assert "to play back" not in said(leader.get("/"))
    for _time in range(2):
        leader.post(f"{URL}{row.pk}/keep/", {"team": world.red.pk})
    assert "One customer's words to play back" in said(leader.get("/"))
    assert "to play back" not in said(sign_in(world.other).get("/"))
    waits = ToPlayBack.objects.get()
    assert (waits.team, waits.kept_by) == (world.red, world.leader)
    assert said(leader.get(URL)).count("They rang back") == 1  # above the list, and not in it again
    assert "waits to be played back in Red" in said(sign_in(world.hr).get(URL))
    assert sign_in(world.other).post(f"{URL}waiting/{waits.pk}/done/").status_code == 404
    assert leader.post(f"{URL}waiting/{waits.pk}/done/")["Location"] == URL
    assert not ToPlayBack.objects.exists()
    assert "to play back" not in said(leader.get("/"))


def test_who_brings_comments_in_passes_one_to_a_team_of_that_site(world, sign_in):
    row, hr, far = comment(world), sign_in(world.hr), make.team("Far", Site.objects.create(name="Quayside"))
    assert "Pass it to the leader" in said(hr.get(URL))
    refused = hr.post(f"{URL}{row.pk}/keep/", {"team": far.pk}, follow=True)
    assert "not at this site" in said(refused)
    hr.post(f"{URL}{row.pk}/keep/", {"team": world.blue.pk})
    assert [waits.team for waits in ToPlayBack.objects.all()] == [world.blue]
    assert "words to play back" in said(sign_in(world.other).get("/"))


def test_a_leader_keeps_none_for_another_team(world, leader):
    row = comment(world)
    leader.post(f"{URL}{row.pk}/keep/", {"team": world.blue.pk})
    assert not ToPlayBack.objects.exists()


def test_hr_who_leads_a_team_ends_only_what_waits_for_that(world, sign_in):
    waits = ToPlayBack.objects.create(comment=comment(world), team=world.red, kept_by=world.leader)
    assert sign_in(hr_and_leader(world)).post(f"{URL}waiting/{waits.pk}/done/").status_code == 404


def test_one_tap_opens_the_log_sheet_of_a_good_catch_with_the_words_in_it(world, leader):
    row = comment(world)
    tap = re.search(r'href="(/sessions/new/\?card=[\w-]+&voice=\d+)"', said(leader.get(URL)))
    sheet = said(leader.get(tap[1]))
    assert "A customer said: “They rang back as they said”" in sheet
    assert f'data-about="{re.search("card=([^&]+)", tap[1])[1]} {row.pk}"' in sheet
    assert re.search(r'name="advisor"[^>]* checked', sheet) is None  # the leader picks who it was


def test_played_back_the_session_says_the_words_and_nothing_says_which_comment(world, leader):
    row = comment(world)
    before = {field.name for field in Session._meta.get_fields()}
    sheet = leader.get(f"/sessions/new/?card=played-it-back&voice={row.pk}").content.decode()
    pk, note = re.search(r'name="id" value="([^"]+)"', sheet)[1], f"A customer said: “{row.words}”"
    form = {"id": pk, "card": "played-it-back", "advisor": world.ada.pk, "come_back": "none", "step": "", "next_step": "", "note": note}
    assert leader.post("/sessions/new/", form).status_code == 302
    assert Session.objects.get().note == note
    assert Session.objects.get().card.kind.slug == "good-catch"
    assert not {name for name in before if "comment" in name or "voice" in name}


@pytest.mark.parametrize("asked", ["0", "x", "", "-1", "1e9", "9" * 40, "²", "\0"])
def test_a_comment_that_is_none_leaves_the_sheet_as_it_is(leader, asked):
    assert "A customer said" not in said(leader.get("/sessions/new/", {"card": "played-it-back", "voice": asked}))


def test_withdrawn_it_is_gone_at_once_from_everywhere(world, leader, sign_in):
    row = comment(world)
    row.keep(world.red, world.leader)
    assert sign_in(world.hr).post(f"{URL}{row.pk}/withdraw/").status_code == 302
    row.refresh_from_db()
    assert row.words == ""
    assert "They rang back" not in said(leader.get(URL))
    assert "to play back" not in said(leader.get("/"))
    assert "A customer said" not in said(leader.get(f"/sessions/new/?card=played-it-back&voice={row.pk}"))
    assert row.keep(world.red, world.leader) is False
    assert sign_in(world.hr).post(f"{URL}{row.pk}/withdraw/").status_code == 302  # again: nothing more


def test_designers_and_hr_say_which_are_good_and_leaders_do_not(world, leader, sign_in):
    row = comment(world, tone="")
    assert "Play it back" not in said(leader.get(URL))
    assert leader.post(f"{URL}{row.pk}/call/", {"good": "1"}).status_code == 403
    assert leader.post(f"{URL}{row.pk}/withdraw/").status_code == 403
    sign_in(world.designer).post(f"{URL}{row.pk}/call/", {"good": "1"})
    assert "Play it back" in said(leader.get(URL))
    sign_in(world.designer).post(f"{URL}{row.pk}/call/", {"good": "0"})
    row.refresh_from_db()
    assert row.tone == ""


def test_hr_narrows_by_site_and_the_next_page_keeps_it(world, sign_in):
    for n in range(14):
        elsewhere(world, f"Far away, number {n} of them")
        comment(world, f"Close by, number {n} of them")
    hr = sign_in(world.hr)
    shown = said(hr.get(URL, {"site": "Quayside"}))
    assert "Close by" not in shown
    assert "?site=Quayside&page=2" in shown
    assert hr.get(URL, {"site": "Quayside", "page": 2}, **HTMX).content.decode().count("<blockquote") == 2


def test_many_comments_cost_no_more_queries_than_few(world, leader):
    def queries() -> int:
        with counted() as seen:
            leader.get(URL)
        return len(seen)

    comment(world).keep(world.red, world.leader)
    few = queries()
    for n in range(30):
        comment(world, f"Number {n} was good too", week=date(2026, 1, 5) - timedelta(weeks=n)).keep(world.red, world.leader)
    assert queries() == few


def test_two_sites_and_two_teams(world, sign_in):
    """Who leads teams at two sites reads both, and keeps each for the team that is there."""
    far = make.team("Far", Site.objects.create(name="Quayside"))
    make.leadership(world.leader, far)
    row = elsewhere(world)
    leader = sign_in(world.leader)
    leader.post(f"{URL}{row.pk}/keep/", {"team": far.pk})
    assert ToPlayBack.objects.get().team == far
