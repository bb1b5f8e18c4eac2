"""Accounts in the panel: who somebody is, what they may do, whether they get in. In the trail, and felt at the next request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts import standing
from accounts.models import Act, Browser, Invitation, Role, User
from tests import make
from tests.ladder import ODD, counted

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


@pytest.fixture
def chief(world) -> User:
    """The only administrator."""
    made = make.user("Ari Chief")
    Role.grant(made, Role.Name.ADMINISTRATOR)
    return made


@pytest.fixture
def admin(chief, sign_in):
    return sign_in(chief)


def at(user: User, page: str = "change") -> str:
    return f"{LIST}{user.pk}/{page}/"


def may(client, user: User, *names: str):
    return client.post(at(user, "roles"), {"roles": names, "part": "roles"})


def trail(user: User) -> list[tuple[str, dict]]:
    return [(act.what, act.fields) for act in Act.objects.filter(person=user.pk).order_by("pk")]


def test_a_role_given_opens_its_pages_at_the_next_request_and_taken_closes_them(world, admin, sign_in, chief):
    """S32"""
    theirs = sign_in(world.nobody)
    assert theirs.get("/people/").status_code == 403
    assert may(admin, world.nobody, "hr").status_code == 302
    assert theirs.get("/people/").status_code == 200
    may(admin, world.nobody)
    assert theirs.get("/people/").status_code == 403
    assert trail(world.nobody) == [("role-given", {"role": ["", "hr"]}), ("role-taken", {"role": ["hr", ""]})]
    held = Role.objects.get(user=world.nobody)
    assert (held.granted_by, held.ended_by) == (chief, chief)


def test_the_right_to_export_notes_goes_with_hr(world, admin):
    page = may(admin, world.nobody, "export-notes")
    assert page.status_code == 422
    assert "goes with HR" in page.text
    assert not Role.objects.filter(user=world.nobody).exists()
    may(admin, world.nobody, "hr", "export-notes")
    assert User.objects.get(pk=world.nobody.pk).has_role(Role.Name.EXPORT_NOTES)


def test_a_role_that_is_not_one_is_refused(world, admin):
    assert may(admin, world.nobody, "hr", "leader-of-all").status_code == 422
    assert not Role.objects.filter(user=world.nobody).exists()


@pytest.mark.parametrize("wanted", [("administrator", "hr"), ("administrator", "designer", "export-notes", "hr"), ()])
def test_nobody_changes_their_own_roles(admin, chief, wanted):
    """S10: a role beyond their own is another administrator's to give."""
    page = may(admin, chief, *wanted)
    assert page.status_code == 422
    assert "Another administrator has to change your own roles" in page.text
    assert User.objects.get(pk=chief.pk).role_names == {"administrator"}
    assert Act.objects.count() == 0


def test_nobody_switches_themselves_off(admin, chief):
    admin.post(at(chief, "switch-off"))
    assert User.objects.get(pk=chief.pk).is_active


def test_of_two_administrators_who_take_each_other_away_one_stays(world, chief):
    """The second asked while they were one still, and writes after the first."""
    Role.grant(world.nobody, Role.Name.ADMINISTRATOR)
    assert world.nobody.administers
    standing.set_roles(world.nobody, [], by=chief)
    with pytest.raises(PermissionDenied):
        standing.set_roles(chief, [], by=world.nobody)
    with pytest.raises(PermissionDenied):
        standing.switch_off(chief, by=world.nobody)
    assert Role.objects.get(user=chief).ended_at is None


def test_the_last_administrator_stays_one_whoever_asks(world, chief, monkeypatch):
    monkeypatch.setattr(standing, "_alone", lambda by: None)
    with pytest.raises(ValidationError, match="last administrator"):
        standing.set_roles(chief, ["hr"], by=world.nobody)
    with pytest.raises(ValidationError, match="last administrator"):
        standing.switch_off(chief, by=world.nobody)


def test_switched_off_they_are_out_at_once_and_get_in_no_more(world, admin, sign_in):
    """S32"""
    world.leader.set_password(make.PASSWORD)
    world.leader.save()
    theirs = sign_in(world.leader)
    assert theirs.get("/team/").status_code == 200
    admin.post(at(world.leader, "switch-off"))
    assert theirs.get("/team/")["Location"].startswith("/accounts/login/")
    again = {"login": world.leader.email, "password": make.PASSWORD}
    Client().post("/accounts/login/", again)
    assert not Browser.objects.filter(user=world.leader).exists()
    admin.post(at(world.leader, "switch-on"))
    back = Client()
    back.post("/accounts/login/", again)
    assert back.get("/team/").status_code == 200
    assert [what for what, _fields in trail(world.leader)] == ["switched-off", "switched-on"]


def test_switched_off_their_invitation_opens_nothing(world, admin, chief):
    key = Invitation.make(world.nobody, by=chief)
    admin.post(at(world.nobody, "switch-off"))
    assert Client().get(f"/invitations/open/{key}/").status_code == 410


def test_signed_out_everywhere_at_the_next_request(world, admin, sign_in):
    """S32"""
    one, other = sign_in(world.leader), sign_in(world.leader)
    admin.post(at(world.leader, "sign-out"))
    assert one.get("/team/").status_code == other.get("/team/").status_code == 302
    assert trail(world.leader) == [("signed-out", {"browsers": [2, 0]})]


def test_another_address_is_told_at_the_one_before(world, admin, django_capture_on_commit_callbacks):
    before = world.leader.email
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(at(world.leader), {"name": "Amir Haddad-Low", "email": "Amir@New.example", "employee_number": "77"})
    there = User.objects.get(pk=world.leader.pk)
    assert (there.name, there.email, there.employee_number) == ("Amir Haddad-Low", "amir@new.example", "77")
    assert [letter.to for letter in mail.outbox] == [[before]]
    ((what, fields),) = trail(world.leader)
    assert what == "changed"
    assert fields == {"name": ["Amir Haddad", "Amir Haddad-Low"], "email": [before, "amir@new.example"], "employee_number": ["", "77"]}


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"name": "", "email": "amir@here.example"}, "Write their name"),
        ({"name": "Amir", "email": "not one"}, "valid email"),
        ({"name": "Amir", "email": "STRANGER@example.com"}, "Someone has this address already"),
        ({"name": "Amir", "email": "amir@here.example", "employee_number": "55"}, "number"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world, admin, said, says):
    make.user("Other", email="stranger@example.com", employee_number="55")
    page = admin.post(at(world.leader), said)
    assert page.status_code == 422
    assert says in page.text
    assert said["email"] in page.text
    assert User.objects.get(pk=world.leader.pk).name == "Amir Haddad"
    assert Act.objects.count() == 0


@pytest.mark.parametrize("odd", ODD)
def test_odd_names_are_kept_as_they_are(world, admin, odd):
    admin.post(at(world.leader), {"name": odd, "email": world.leader.email})
    assert User.objects.get(pk=world.leader.pk).name == odd
    assert "<script>alert" not in admin.get(at(world.leader)).text
    assert "<script>alert" not in admin.get(at(world.leader, "history")).text


def test_whoever_has_no_password_can_be_invited_again(world, admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(at(world.nobody, "invite"))
    assert mail.outbox[0].to == [world.nobody.email]
    world.leader.set_password(make.PASSWORD)
    world.leader.save()
    admin.post(at(world.leader, "invite"))
    assert len(mail.outbox) == 1
    assert trail(world.nobody) == [("invited", {})]


def test_it_asks_who_is_there_and_keeps_what_was_ticked(world, chief):
    """S21: a role is worth a password."""
    chief.set_password(make.PASSWORD)
    chief.save()
    client = Client()
    client.post("/accounts/login/", {"login": chief.email, "password": make.PASSWORD})
    Browser.objects.update(began_at=timezone.now() - timedelta(minutes=11))
    asked = may(client, world.nobody, "sponsor")
    assert asked["Location"] == f"/accounts/reauthenticate/?next={at(world.nobody)}"
    assert not Role.objects.filter(user=world.nobody).exists()
    client.post("/accounts/reauthenticate/", {"password": make.PASSWORD, "next": at(world.nobody)})
    ticked = client.get(at(world.nobody)).context["roles_form"].rows
    assert [row["name"] for row in ticked if row["ticked"]] == ["sponsor"]
    assert may(client, world.nobody, "sponsor").status_code == 302


@pytest.mark.parametrize("act", ["change", "roles", "switch-off", "switch-on", "sign-out", "invite"])
def test_nothing_about_an_account_is_done_without_asking_who_is_there(world, chief, admin, act):
    """S21"""
    Browser.objects.update(began_at=timezone.now() - timedelta(minutes=11))
    assert admin.post(at(world.leader, act), {"roles": ["hr"], "name": "N", "email": "n@example.com"})["Location"].startswith("/accounts/")
    assert not Act.objects.exists()


def test_the_list_finds_and_narrows(world, admin):
    Role.grant(world.nobody, Role.Name.SPONSOR)
    assert "Noor Body" in admin.get(f"{LIST}?who=sponsor").text
    assert "Amir Haddad" not in admin.get(f"{LIST}?who=sponsor").text
    assert "Leads Red" in admin.get(f"{LIST}?q=amir").text
    assert "Beth Owen" not in admin.get(f"{LIST}?q=amir").text
    assert "Cara Doyle" not in admin.get(f"{LIST}?who=leads").text
    assert "Nothing says that" in admin.get(f"{LIST}?q=xylophone").text


def test_many_accounts_come_in_pages_and_cost_no_more(world, admin):
    admin.get(LIST)
    with counted() as few:
        admin.get(LIST)
    for n in range(60):
        Role.grant(make.user(f"New {n}"), Role.Name.SPONSOR)
    with counted() as many:
        page = admin.get(LIST)
    assert len(many) == len(few)
    assert page.text.count("@example.com") == 50
    assert "New 9<" in admin.get(f"{LIST}?p=2").text


def test_the_history_of_one_account_names_who_and_what(world, admin):
    may(admin, world.nobody, "sponsor")
    page = admin.get(at(world.nobody, "history")).text
    assert "Role given" in page
    assert "Sponsor" in page
    assert "Ari Chief" in page
    assert "Role given" in admin.get("/admin/trail/?q=noor&what=role-given").text
    assert "Nothing says that" in admin.get("/admin/trail/?what=switched-off").text


def test_the_trail_comes_in_pages_and_costs_no_more(world, admin, chief):
    Act.note(Act.What.SWITCHED_ON, chief, person=world.leader)
    with counted() as few:
        admin.get("/admin/trail/")
    for _n in range(40):
        Act.note(Act.What.SWITCHED_ON, chief, person=world.leader)
    with counted() as many:
        page = admin.get("/admin/trail/")
    assert len(many) == len(few)
    assert page.text.count("Switched on again: ") == 30
    assert admin.get("/admin/trail/?page=2").text.count("Switched on again: ") == 11


def test_the_trail_is_only_ever_added_to(world, chief):
    """P16: neither changed nor deleted, by whatever way."""
    there = Act.note(Act.What.SWITCHED_ON, chief, person=world.leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.filter(pk=there.pk).update(name="Somebody else")
    with pytest.raises(IntegrityError), transaction.atomic():
        there.delete()
    Act.objects.bulk_create([Act(what="made", name="Old", by=chief, at=timezone.now() - timedelta(days=400))])
    assert Act.objects.filter(name="Old").delete()[0] == 1


def test_the_account_page_holds_no_note_and_no_advisor(world, admin):
    """S03: an administrator looks after accounts, not after people."""
    make.session(world.leader, world.ada, note="CANARY in a note")
    for path in (LIST, at(world.leader), at(world.leader, "history"), f"/admin/accounts/team/{world.red.pk}/leaders/", "/admin/trail/"):
        page = admin.get(path).text
        assert "CANARY" not in page
        assert "Ada Price" not in page
