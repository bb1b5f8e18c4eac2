"""What the API says of itself: valid, whole, for those who signed in; the page of it under the strict policy."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import resolve, reverse
from drf_spectacular.validation import validate_schema

from tests.accounts.test_api_tokens import token_of
from tests.api import is_problem
from tests.site.addresses import patterns

pytestmark = pytest.mark.django_db
SCHEMA, DOCS = "/api/v1/schema/", "/api/v1/docs/"


@pytest.fixture
def schema(world, sign_in) -> dict:
    answer = sign_in(world.hr).get(SCHEMA)
    assert answer.status_code == 200
    return answer.json()


def operations(schema: dict) -> list[tuple[str, dict]]:
    return [(f"{method} {path}", said) for path, ways in schema["paths"].items() for method, said in ways.items()]


def test_it_is_openapi_3_1_valid_and_written_without_a_warning(schema, tmp_path):
    assert schema["openapi"].startswith("3.1.")
    validate_schema(schema)
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))
    assert (tmp_path / "schema.yml").stat().st_size > 10_000


def test_every_address_of_the_api_is_in_it(schema):
    ours = {name for name, _ in patterns() if name.startswith("api-")} - {"api-schema", "api-docs"}
    blank = "0b1c7c0e-6c1b-4a53-9c3e-0d5f2f6a7b11"
    said = {resolve(re.sub(r"\{\w+\}", blank, path)).url_name for path in schema["paths"]}
    assert said == ours
    for path, ways in schema["paths"].items():
        view = resolve(re.sub(r"\{\w+\}", blank, path)).func.view_class
        assert set(ways) == {method for method in ("get", "put", "post", "patch", "delete") if hasattr(view, method)}, path


def test_every_operation_has_words_an_example_and_every_status(schema):
    for name, said in operations(schema):
        assert said["summary"], name
        assert said["description"], name
        assert {"400", "401", "403", "503"} <= set(said["responses"]), name
        for status, answer in said["responses"].items():
            assert answer["description"], f"{name} {status}"
            if int(status) >= 400 and status != "414":  # of the web server, before we hear of it
                (kind,) = answer["content"]
                assert kind == "application/problem+json"
                assert answer["content"][kind]["examples"]
        if name.startswith("put"):
            assert {"413", "415", "422", "429"} <= set(said["responses"]), name
            assert said["requestBody"]["content"]["application/json"]["examples"], name


def test_what_a_token_opens_is_what_the_schema_says_of_it(world, schema):
    for name, said in operations(schema):
        view = resolve(re.sub(r"\{\w+\}", "0b1c7c0e-6c1b-4a53-9c3e-0d5f2f6a7b11", name.split(" ")[1])).func.view_class
        opens = name.split(" ")[0].upper() in getattr(view, "scopes", {})
        assert ({"token": []} in said["security"]) == opens, name


@pytest.mark.parametrize("address", [SCHEMA, DOCS, "/api/", "/api/v1/"])
def test_nobody_sees_it_without_signing_in(world, client, address):
    """S82"""
    assert client.get(address).status_code in (401, 403, 404)
    assert b"sessions" not in client.get(address).content


def test_any_token_reads_the_schema_and_a_wrong_one_does_not(world):
    """S82"""
    assert token_of(world.hr, "roster:read")[1].get(SCHEMA).status_code == 200
    is_problem(Client(headers={"Authorization": "Bearer fw_no"}).get(SCHEMA), 401, "token")


def test_no_browsable_api_whatever_is_accepted(world, sign_in):
    """S82"""
    assert settings.REST_FRAMEWORK["DEFAULT_RENDERER_CLASSES"] == ["rest_framework.renderers.JSONRenderer"]
    for address in ("/api/v1/sessions/", "/api/v1/whoami/", SCHEMA):
        answer = sign_in(world.hr).get(address, headers={"Accept": "text/html"})
        assert "html" not in answer["Content-Type"]


def test_the_page_names_every_operation_on_our_own_paper(world, sign_in, schema):
    answer = sign_in(world.leader).get(DOCS)
    page = unescape(answer.content.decode())
    for name, said in operations(schema):
        method, path = name.split(" ")
        assert f"{method.upper()} {path}" in page
        assert f'id="{said["operationId"]}"' in page
    assert "/api/v1/sessions/?changed_from=" in page
    assert sign_in(world.leader).post(DOCS).status_code == 405
    assert reverse("tokens") not in page
    assert reverse("tokens") in unescape(sign_in(world.hr).get(DOCS).content.decode())


def test_the_page_asks_nothing_of_the_database_for_its_operations(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.nobody)
    client.get(DOCS)
    with django_assert_max_num_queries(6):
        client.get(DOCS)
