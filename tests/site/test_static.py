"""Static files as phones get them: hashed names kept for ever, brotli or gzip, served by WhiteNoise itself."""

from __future__ import annotations

import gzip
import json
import re

import brotli
import pytest
from django.conf import settings as configured
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client, override_settings

HASHED = re.compile(r"\.[0-9a-f]{12}\.")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """collectstatic into a folder of its own, once."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root, STORAGES=hashed()):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


def hashed() -> dict:
    return {**configured.STORAGES, "staticfiles": {"BACKEND": "config.storage.StaticStorage"}}


@pytest.fixture
def client(collected, settings):
    """The whole stack of middleware over that folder, started anew as Gunicorn would."""
    settings.STATIC_ROOT, settings.STORAGES, settings.DEBUG = collected, hashed(), False
    return Client()


@pytest.fixture
def names(collected) -> dict[str, str]:
    return json.loads((collected / "staticfiles.json").read_text())["paths"]


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_file_has_a_hashed_name_that_never_changes(client, names):
    assert {
        "css/floorwalk.css",
        "js/app.js",
        "django_htmx/htmx-2.min.js",
        "fonts/floorwalk-display.woff2",
        "icons/sprite.svg",
    } <= names.keys()
    for name, kept in names.items():
        assert HASHED.search(kept), name
        response = client.get(f"/static/{kept}")
        assert response.status_code == 200, kept
        assert response["Cache-Control"] == "max-age=315360000, public, immutable", kept
        body(response)


def test_a_plain_name_is_not_kept_for_ever(client):
    response = client.get("/static/css/floorwalk.css")
    assert response.status_code == 404 or "immutable" not in response["Cache-Control"]
    body(response)


@pytest.mark.parametrize("name", ["css/floorwalk.css", "js/app.js", "django_htmx/htmx-2.min.js", "icons/sprite.svg"])
def test_brotli_gzip_and_plain_are_the_same_bytes(client, names, collected, name):
    path = f"/static/{names[name]}"
    plain = client.get(path, headers={"accept-encoding": "identity"})
    squeezed = {"br": brotli.decompress, "gzip": gzip.decompress}
    whole = body(plain)
    assert whole == (collected / names[name]).read_bytes()
    assert "Content-Encoding" not in plain
    for encoding, opened in squeezed.items():
        response = client.get(path, headers={"accept-encoding": encoding})
        assert response["Content-Encoding"] == encoding
        assert "Accept-Encoding" in response["Vary"]
        packed = body(response)
        assert opened(packed) == whole
        assert len(packed) < len(whole)
    assert client.get(path, headers={"accept-encoding": "gzip, deflate, br"})["Content-Encoding"] == "br"


def test_types_are_right(client, names):
    types = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
    for name, kept in names.items():
        expected = types.get(name.rsplit(".", 1)[-1])
        if expected:
            assert client.get(f"/static/{kept}")["Content-Type"].startswith(expected), name


# S46
def test_static_files_carry_the_headers_too(client, names):
    response = client.get(f"/static/{names['js/app.js']}")
    for header in (
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "X-Request-ID",
    ):
        assert header in response, header
    assert "Set-Cookie" not in response


def test_modules_import_each_other_by_hashed_names(collected, names):
    """Otherwise a phone would hold one module for ever and fetch another one's old wording under its plain name."""
    ours = [kept for name, kept in names.items() if name.startswith("js/") and name.endswith(".js")]
    assert len(ours) > 3
    found = 0
    for kept in ours:
        for imported in re.findall(r"""(?:import|from)\s*["']([^"']+\.js)["']""", (collected / kept).read_text()):
            found += 1
            assert HASHED.search(imported), f"{kept} imports {imported}"
            assert (collected / kept).parent.joinpath(imported).resolve().exists(), f"{kept} imports {imported}, which is not there"
    assert found >= 4


def test_the_stylesheet_points_at_hashed_files_of_ours(collected, names):
    text = (collected / names["css/floorwalk.css"]).read_text()
    urls = re.findall(r"url\([\"']?([^\"')]+)", text)
    assert urls
    for url in urls:
        assert url.startswith("data:") or HASHED.search(url), url
    assert "@import" not in text
    assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", text)


# S85
def test_nothing_lies_there_that_should_not(collected):
    """No sources, no notes, no content that is not for browsers. (REST framework brings maps of its own.)"""
    theirs = collected / "rest_framework"
    odd = [
        str(path.relative_to(collected))
        for path in collected.rglob("*")
        if path.suffix in (".py", ".map", ".md", ".yaml", ".html", ".env") and theirs not in path.parents
    ]
    assert odd == []


# S85
@pytest.mark.parametrize(
    "path", ["/static/../config/settings.py", "/static/..%2fconfig/settings.py", "/static/%2e%2e/manage.py", "/static//etc/passwd"]
)
@pytest.mark.django_db
def test_nobody_climbs_out(client, path):
    assert client.get(path).status_code in (302, 404)


def test_pages_name_only_files_that_exist(client):
    assert staticfiles_storage.stored_name("css/floorwalk.css") != "css/floorwalk.css"


def test_the_marks_that_python_names_are_coloured():
    """The team page's squares take their class from the suit: no template names it, so no search finds it."""
    sheet = (configured.BASE_DIR / "static" / "css" / "components" / "chart.css").read_text()
    assert all(f".f-{suit} {{ fill: var(--" in sheet for suit in "cab")
