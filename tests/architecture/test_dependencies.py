"""Apps look only downwards: coaching → cards → accounts. The one debt that never gets paid is a cycle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.source import APPS, OURS, ROOT, Import, imports, python

BELOW = {
    "accounts": {"accounts", "config"},
    "cards": {"cards", "accounts", "config"},
    "coaching": {"coaching", "cards", "accounts", "config"},
    "config": {"config"},
}
# The wiring that names every address has to know the apps, and nobody may know it.
WIRING = ("config.urls", "config.api_urls", "config.wsgi", "config.asgi")


def looks_up(root: Path = ROOT) -> list[Import]:
    """Imports of an app above."""
    return [
        found
        for app in OURS
        for path in python(app, root=root, migrations=True)
        if path.relative_to(root).with_suffix("").as_posix().replace("/", ".") not in WIRING
        for found in imports(path, root)
        if found.module.split(".")[0] in set(OURS) - BELOW[app]
    ]


def knows_the_wiring(root: Path = ROOT) -> list[Import]:
    return [
        found
        for app in OURS
        for path in python(app, root=root)
        for found in imports(path, root)
        if found.module.startswith(tuple(WIRING)) and path.name != "urls.py"
    ]


def hidden(root: Path = ROOT) -> list[Import]:
    """Imports inside a function: how cycles are hidden elsewhere."""
    return [found for path in python(*OURS, root=root, migrations=True) for found in imports(path, root) if found.inside]


def signals(root: Path = ROOT) -> list[Import]:
    """Signals let an app act on another one without naming it. `django.test.signals` is for tests, allauth's are its own."""
    return [
        found
        for app in APPS
        for path in python(app, root=root)
        for found in imports(path, root)
        if found.module.startswith(("django.dispatch", "django.db.models.signals"))
    ]


def test_apps_look_only_downwards():
    assert [str(found) for found in looks_up()] == []


def test_nobody_knows_the_addresses_but_django():
    assert [str(found) for found in knows_the_wiring()] == []


def test_no_import_hides_inside_a_function():
    assert [str(found) for found in hidden()] == []


def test_no_app_listens_to_signals():
    assert [str(found) for found in signals()] == []


def test_there_is_something_to_look_at():
    """A guard that reads nothing would always be content."""
    for app in OURS:
        assert python(app), f"no Python under {app}/"
        assert any(True for path in python(app) for _ in imports(path)), f"no import under {app}/"


@pytest.mark.parametrize(
    ("path", "code", "guard"),
    [
        ("accounts/models/user.py", "from coaching.models import Session", looks_up),
        ("accounts/views.py", "def late():\n    from cards.models import Card", looks_up),
        ("cards/views/library.py", "import coaching.models", looks_up),
        ("cards/views/library.py", "from ...coaching import models", looks_up),
        ("cards/finder.py", "from importlib import import_module\nimport_module('coaching.models')", looks_up),
        ("config/htmx.py", "from accounts.models import User", looks_up),
        ("coaching/views/today.py", "from config.urls import urlpatterns", knows_the_wiring),
        ("coaching/views/today.py", "from config import urls", knows_the_wiring),
        ("coaching/models/session.py", "def log():\n    from cards.models import Card", hidden),
        ("coaching/models/session.py", "class A:\n    def log(self):\n        if self:\n            import json", hidden),
        ("coaching/apps.py", "from django.db.models.signals import post_save", signals),
        ("coaching/apps.py", "from django.dispatch import receiver", signals),
    ],
)
def test_the_guards_see_a_breach(tmp_path, path, code, guard):
    bad = tmp_path / path
    bad.parent.mkdir(parents=True)
    bad.write_text(code)
    assert guard(tmp_path)
