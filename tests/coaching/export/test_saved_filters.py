"""Filters that HR keeps under a name: they say what to ask for again and open nothing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from accounts.models import Role
from coaching.models import Change, Export, SavedFilter
from coaching.models.saved_filter import MOST
from tests import make
from tests.coaching.export.test_exports_page import PAGE, ask, file, lines

SAVE = "/exports/saved/"
NAME = "Monthly load, Harbourside"


@pytest.fixture
def hr(world, sign_in, settings):
    settings.EXPORTS_A_MINUTE = settings.EXPORTS_AT_ONCE = 100
    return sign_in(world.hr)


def kept(hr, **said) -> SavedFilter:
    hr.post(SAVE, ask(**{"name": NAME, "by": "held", **said}))
    return SavedFilter.objects.latest("pk")


def opened(hr, saved: SavedFilter, query: str = "") -> dict[str, list[str]]:
    """What the address says after a tap on it."""
    answer = hr.get(reverse("filter-open", args=[saved.pk]) + query)
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer["Location"]).query)


def on(hr, saved: SavedFilter, **more):
    """Open it, and take it out as the form then stands."""
    return hr.post(PAGE, {**opened(hr, saved, more.pop("query", "")), **more})


def test_what_stood_in_the_form_is_asked_again_with_a_tap(world, hr):
    saved = kept(hr, site=str(world.red.site_id), withdrawn="on", format="xlsx")
    assert (saved.owner, saved.name) == (world.hr, NAME)
    page = hr.get(PAGE)
    assert reverse("filter-open", args=[saved.pk]) in page.content.decode()
    said = opened(hr, saved)
    assert said["site"] == [str(world.red.site_id)]
    assert (said["withdrawn"], said["format"], said["saved"]) == (["on"], ["xlsx"], [str(saved.pk)])
    assert said["column"] == ["session_id", "advisor_name"]
    shown = hr.get(PAGE, said)
    assert [column.name for column in shown.context["columns"]] == ["session_id", "advisor_name"]
    assert "Left out" not in shown.content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Give it a name first."), ("   ", "Give it a name first."), (f" {NAME.upper()} ", "You have a saved filter of that name.")],
)
def test_a_name_that_cannot_be_is_said_and_all_is_kept(world, hr, name, words):
    kept(hr)
    answer = hr.post(SAVE, ask(name=name, last="2026-02-01"))
    content = answer.content.decode()
    assert answer.status_code == 422
    assert words in content
    assert f'value="{name}"' in content
    assert 'value="2026-02-01"' in content
    assert SavedFilter.objects.count() == 1


def test_filters_that_cannot_be_are_not_kept(world, hr):
    answer = hr.post(SAVE, ask(name=NAME, first="2026-02-01", last="2026-01-01"))
    assert answer.status_code == 422
    assert "This is before the first day." in answer.content.decode()
    assert SavedFilter.objects.count() == 0


def test_renamed_and_deleted_by_whoever_keeps_it_and_by_nobody_else(world, hr, sign_in):
    saved, other = kept(hr), kept(hr, name="Another")
    rename, delete = (reverse(name, args=[saved.pk]) for name in ("filter-rename", "filter-delete"))
    answer = hr.post(f"{rename}?site={world.red.site_id}", {"name": " another "})
    assert answer.status_code == 422
    assert "You have a saved filter of that name." in answer.content.decode()
    assert 'value=" another "' in answer.content.decode()
    assert hr.post(rename, {"name": NAME.lower()}).status_code == 302  # its own name, written otherwise
    colleague = make.user("Harry Rees")
    Role.grant(colleague, Role.Name.HR)
    theirs = sign_in(colleague)
    assert [theirs.post(rename, {"name": "Mine"}).status_code, theirs.post(delete).status_code] == [404, 404]
    assert theirs.get(reverse("filter-open", args=[saved.pk])).status_code == 404
    assert NAME.lower() not in theirs.get(PAGE).content.decode()
    hr = sign_in(world.hr)
    hr.post(delete)
    assert list(SavedFilter.objects.all()) == [other]


def test_it_opens_nothing_whoever_lost_the_right_is_told_so(world, hr):
    right = Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    make.session(world.leader, world.ada, note="CANARY")
    saved = kept(hr, column=["session_id", "note"])
    assert opened(hr, saved)["column"] == ["session_id", "note"]
    right.end()
    said = opened(hr, saved)
    assert said["column"] == ["session_id"]
    page = hr.get(PAGE, said).content.decode()
    assert "Left out: note." in page
    assert "CANARY" not in page
    assert [[*row] for row in lines(on(hr, saved))] == [["session_id"]]


def test_what_is_gone_is_left_out_and_named(world, hr):
    gone = make.team("Gone")
    saved = kept(hr, team=str(gone.pk), advisor=world.ada.employee_number)
    gone.delete()
    said = opened(hr, saved)
    assert "team" not in said
    assert said["advisor"] == [world.ada.employee_number]
    page = hr.get(PAGE, said).content.decode()
    assert "Left out: Team." in page
    assert "there may be more rows than before" in page


def test_nobody_keeps_them_once_they_are_not_hr(world, hr):
    saved = kept(hr)
    world.hr.roles.get(name=Role.Name.HR).end()
    assert hr.get(reverse("filter-open", args=[saved.pk])).status_code == 403
    assert list(SavedFilter.objects.visible_to(world.hr)) == []


def test_since_last_time_goes_on_from_its_own_last_export_without_gap_or_double(world, hr):
    saved = kept(hr, site=str(world.red.site_id))
    assert "New since then" not in hr.get(PAGE).content.decode()
    one = make.session(world.leader, world.ada)
    assert {row["session_id"] for row in lines(on(hr, saved))} == {str(one.pk)}
    late = make.session(world.leader, world.ben)
    file(hr.post(PAGE, ask()))  # of everything, by the same person: not a load of this filter
    file(on(hr, saved, team=str(world.blue.pk)))  # opened from it, then narrowed: neither
    assert {row["session_id"] for row in lines(on(hr, saved, query="?new"))} == {str(late.pk)}
    assert lines(on(hr, saved, query="?new")) == []
    one.amend(by=world.leader, reason="Wrong card", next_step="Other words")
    assert {row["session_id"] for row in lines(on(hr, saved, query="?new"))} == {str(one.pk)}
    loads = Export.objects.filter(saved=saved).order_by("until")
    assert loads.count() == 4
    assert loads.last().until == Change.up_to()


def test_a_load_that_broke_off_is_not_gone_on_from(world, hr):
    saved = kept(hr)
    make.session(world.leader, world.ada)
    parts = on(hr, saved)._iterator
    next(parts)
    parts.close()
    assert Export.objects.get().saved == saved
    assert "since" not in opened(hr, saved, "?new")


def test_the_list_is_paged_and_as_quick_with_many(world, hr, django_assert_max_num_queries):
    for n in range(MOST):
        saved = SavedFilter.objects.create(owner=world.hr, name=f"Filter {n:02}")
        Export.objects.create(made_by=world.hr, purpose="The monthly load", saved=saved)
    with django_assert_max_num_queries(17):
        page = hr.get(PAGE)
    assert len(page.context["saved"].rows) == 10
    assert "Filter 10" in hr.get(PAGE, {"saved-page": "2"}).content.decode()
    answer = hr.post(SAVE, ask(name="One more"))
    assert answer.status_code == 422
    assert "which is the most" in answer.content.decode()


def test_what_is_said_aloud_stands_outside_of_what_is_swapped(world, hr):
    """A screen reader hears a place that was there before: the page has it, and the fragment fills it."""
    page, fragment = (hr.get(PAGE, headers=headers).content.decode() for headers in ({}, {"HX-Request": "true"}))
    place = '<p class="sr" role="status" id="counted">'
    assert page.count('id="counted"') == 1
    assert page.index(place) < page.index('id="found"')
    assert 'id="counted" data-hx-swap-oob="innerHTML">0 rows, 29 columns<' in fragment
    assert "aria-live" not in page + fragment
