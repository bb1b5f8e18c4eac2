"""Every field of ours has a class, and those with words in them are let go by the rule (P05)."""

from __future__ import annotations

from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from coaching.personal.classes import FIELDS, class_of

OURS = ("accounts", "cards", "coaching")


def unclassed(found) -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.concrete_fields
        if not class_of(model._meta.label, field.name)
    ]


def ours() -> list[type[models.Model]]:
    return [model for app in OURS for model in apps.get_app_config(app).get_models(include_auto_created=True)]


def test_every_field_has_a_class():
    """P05: say in coaching/personal/classes.py what a new field holds, and in docs/privacy.md if it is about a person."""
    assert unclassed(ours()) == []


def test_a_new_field_without_a_class_fails():
    class Sneaky(models.Model):
        place = models.CharField(max_length=9)

        class Meta:
            app_label = "nowhere"
            apps = Apps()

    assert unclassed([Sneaky]) == ["nowhere.Sneaky.id", "nowhere.Sneaky.place"]


def test_the_table_names_no_field_twice_and_none_that_is_gone():
    there = {model._meta.label: sorted(field.name for field in model._meta.concrete_fields) for model in ours()}
    assert {model: sorted(" ".join(fields.values()).split()) for model, fields in FIELDS.items()} == there


def test_no_field_holds_a_place_a_device_or_a_score_of_an_advisor():
    """P05: nothing about them that they would not expect."""
    for model in ours():
        if any(field.related_model and field.related_model._meta.label == "accounts.Advisor" for field in model._meta.concrete_fields):
            for field in model._meta.concrete_fields:
                for word in ("lat", "lon", "gps", "ip", "agent", "device", "score", "rank", "mark", "rating"):
                    assert word not in field.name.split("_"), f"{model._meta.label}.{field.name}"
