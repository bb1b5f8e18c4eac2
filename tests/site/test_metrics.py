"""`/metrics`: for whoever brings the token, in sums, with nothing of anybody in it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings as ours
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import Device
from coaching.models import Export
from tests import make

TOKEN = "a-token-only-prometheus-has"
BRINGS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def asked(db, settings):
    settings.METRICS_TOKEN = TOKEN

    def values() -> dict[tuple[str, tuple[str, ...]], float]:
        answer = Client().get("/metrics", headers=BRINGS)
        assert answer.status_code == 200, answer
        samples = [sample for family in text_string_to_metric_families(answer.content.decode()) for sample in family.samples]
        return {(sample.name, tuple(sample.labels.values())): sample.value for sample in samples}

    return values


@pytest.mark.parametrize("brings", ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", f"bearer {TOKEN}", TOKEN])
def test_for_whoever_brings_the_token_and_nobody_else(db, settings, brings):
    settings.METRICS_TOKEN = TOKEN
    answer = Client().get("/metrics", headers={"Authorization": brings})
    assert answer.status_code == 401
    assert b"floorwalk_" not in answer.content


@pytest.mark.parametrize("brings", ["", "Bearer ", "Bearer None"])
def test_without_a_token_in_the_settings_there_is_no_such_page(db, brings):
    assert Client().get("/metrics", headers={"Authorization": brings}).status_code == 404


def test_it_is_only_read(db, settings):
    settings.METRICS_TOKEN = TOKEN
    assert Client().post("/metrics", headers=BRINGS).status_code == 405


def test_answers_are_counted_by_route_and_status(world, sign_in, asked):
    leader, route = sign_in(world.leader), "advisors/<int:pk>/"
    key = ("floorwalk_answers_total", ("GET", route, "200"))
    before = asked().get(key, 0)
    for advisor in (world.ada, world.ben):
        leader.get(f"/advisors/{advisor.pk}/")
    now = asked()
    assert now[key] == before + 2
    assert now[("floorwalk_answer_seconds_count", ("GET", route))] >= 2


def test_no_name_no_path_and_no_made_up_method_is_in_it(world, sign_in, asked):
    """Each new word would be kept for ever, and be read by whoever reads it."""
    sign_in(world.leader).get(f"/advisors/{world.ada.pk}/?q=sorry")
    Client().get("/nowhere/ada.price@example.com/")
    Client().generic("ADA", "/cards/")
    said = Client().get("/metrics", headers=BRINGS).content.decode().lower()
    assert not [word for word in ("ada", "amir", "sorry", "nowhere", f"advisors/{world.ada.pk}") if word in said]
    assert asked()[("floorwalk_answers_total", ("other", "cards/", "302"))] >= 1


def test_what_waits_is_counted_now(world, asked):
    Device.objects.create(user=world.leader, device="00000000-0000-4000-8000-000000000001", waiting=3)
    Export.objects.create(made_by=world.hr, purpose="The monthly load")
    make.session(world.leader, world.ada)
    now = asked()
    assert now[("floorwalk_phones_hold", ())] == 3
    assert now[("floorwalk_exports_under_way", ())] == 1
    assert now[("floorwalk_changes_to_count", ())] == 1
    assert now[("floorwalk_refused_open", ())] == 0


COUNT = "from config.metrics import answered; answered('GET', 'cards/', 200, 0.01)"


def test_what_several_workers_count_is_one_sum(db, settings, tmp_path, monkeypatch):
    """Two processes count, each in a file of its own; this one is asked."""
    environ = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    for _worker in range(2):
        subprocess.run([sys.executable, "-c", COUNT], env=environ, cwd=ours.BASE_DIR, check=True)
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    said = Client().get("/metrics", headers=BRINGS).content.decode()
    assert 'floorwalk_answers_total{method="GET",route="cards/",status="200"} 2.0' in said
