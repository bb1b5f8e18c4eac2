"""P21: nothing that anybody typed is in a total, nor is it read to make or show one; what got in the way and skills are codes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from cards.models import CardOpened, Tally
from coaching import rollup
from coaching.models import Barrier, CardWeek, CheckBack, Counted, Stale, Total
from coaching.personal.classes import FIELDS, Class
from tests import make

AGGREGATES = (Total, CardWeek, Counted, Stale, CardOpened, Tally)
CODE = re.compile(r"|[0-9]{1,18}|[1-9]\.[1-4]|" + "|".join(Barrier.Kind.values))
CANARY = "CANARY"
TYPED = {  # columns that hold what people type about somebody
    f'"{model._meta.db_table}"."{model._meta.get_field(name).column}"'
    for label, classes in FIELDS.items()
    if label.startswith("coaching.") and "_" not in label and label not in ("coaching.Comment",)
    for model in [apps.get_model(label)]
    for name in [*classes.get(Class.WORDS, "").split(), *({"next_step"} & set(classes.get(Class.STEPS, "").split()))]
    if not isinstance(model._meta.get_field(name), models.DateTimeField | models.ForeignKey)
}


def number_or_code(field: models.Field) -> bool:
    """A number, a day, a key, one of a few choices; or the one short code that says of what a count is."""
    if isinstance(field, models.IntegerField | models.DateField | models.ForeignKey | models.UUIDField):
        return True
    return isinstance(field, models.CharField) and bool(field.choices or (field.model is Total and field.name == "key"))


@pytest.mark.parametrize("model", AGGREGATES)
def test_a_total_has_room_for_numbers_and_codes_alone(model):
    """P21: by the schema of each table of totals."""
    assert [field.name for field in model._meta.concrete_fields if not number_or_code(field)] == []
    assert all((field.max_length or 0) <= 20 for field in model._meta.concrete_fields if isinstance(field, models.CharField))


def test_the_tables_of_totals_are_these():
    """One by week that somebody adds tomorrow is looked at here before it is merged."""
    counted = {
        model
        for app in ("cards", "coaching")
        for model in apps.get_app_config(app).get_models()
        if "week" in {field.name for field in model._meta.concrete_fields}
    }
    elsewhere = {"Comment", "NoCard"}  # a customer's words, and what was searched for in vain: no total, and of nobody here
    assert {model.__name__ for model in counted} - elsewhere == {model.__name__ for model in AGGREGATES if hasattr(model, "week")}


@pytest.fixture
def floor(world):
    """Ten people with three chats on one day, every box filled in."""
    for _n in range(10):
        person = make.advisor(world.red, at=timezone.now() - timedelta(days=200))
        for turn in range(3):
            held = timezone.now() - timedelta(days=30, minutes=turn)
            row = make.session(
                world.leader, person, held_at=held, step=2, note=f"{CANARY} note", next_step=f"{CANARY} next", come_back="later-today"
            )
            row.amend(by=world.leader, note=f"{CANARY} put right", reason=f"{CANARY} reason")
            row.add_own_words(f"{CANARY} own")
            promise = row.check_backs.get()
            promise.answer(by=world.leader, outcome=CheckBack.Outcome.IN_THE_WAY, barrier="tool", words=f"{CANARY} hurdle", at=held)
    return world


def test_what_was_typed_is_not_read_to_count_nor_to_show_totals(floor, sign_in):
    """P21: of every statement that the rollup, the programme's pages and card insight make."""
    Role.grant(floor.sponsor, Role.Name.DESIGNER)
    reader = sign_in(floor.sponsor)
    with CaptureQueriesContext(connection) as queries:
        rollup.rebuild()
        assert rollup.check() == {}
        pages = [reverse(name) for name in ("programme", "results-headline", "results-beside", "results-with", "insight")]
        shown = "".join(reader.get(page).text for page in [*pages, reverse("insight-card", args=["say-it-their-way"])])
    said = [query["sql"] for query in queries.captured_queries]
    assert any("coaching_session" in sql for sql in said)
    assert len(TYPED) >= 12
    assert {column for column in TYPED for sql in said if column in sql} == set()
    assert CANARY not in shown
    rows = [str(list(model._default_manager.values_list())) for model in AGGREGATES]
    assert Total.objects.filter(what="hurdle", key="tool").exists()
    assert CANARY not in "".join(rows)


def test_what_a_count_is_of_is_a_code(floor):
    """P21."""
    rollup.rebuild()
    keys = set(Total.objects.values_list("key", flat=True))
    assert len(keys) >= 4
    assert {key for key in keys if not CODE.fullmatch(key)} == set()
