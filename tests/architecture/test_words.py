"""What is never written here, and what always is."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from accounts.models import Advisor
from coaching import models as coaching
from tests.architecture.source import OURS, ROOT, files, python, tree

NEVER_IN_PYTHON = {
    "csrf_exempt": "every change carries a token",
    "mark_safe": "format_html escapes what it is given",
    "SafeString(": "format_html makes it",
    "utcnow": "a naive clock",
    "eval(": "nothing is evaluated",
    "extra(": "QuerySet.extra is raw SQL",
}
NEVER_IN_TEMPLATES = {
    r"\|\s*safe\b": "everything is escaped",
    r"\{%\s*autoescape\s+off": "everything is escaped",
    r"\|\s*safeseq\b": "everything is escaped",
    r"<script(?![^>]*\bsrc=)": "no inline script",
    r"<style\b": "no inline style",
    r"\sstyle\s*=": "no inline style",
    r"\son[a-z]+\s*=": "no inline handler",
    r"\sdata-hx-on|\shx-on": "htmx would evaluate it",
    r"javascript:": "no script in a link",
    r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//": "nothing from another host",
    r"user-scalable|maximum-scale": "zooming is never disabled",
}
SCOPED = ("Advisor", "Session", "CheckBack", "Barrier", "Refusal")


def code(path: Path) -> str:
    """A file without its comments and docstrings, which may name what is not done."""
    kept = [token for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline) if token.type != tokenize.COMMENT]
    text = tokenize.untokenize(kept)
    docstrings = [
        node.body[0].value.value  # type: ignore[attr-defined]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node, clean=False)
    ]
    for docstring in docstrings:
        text = text.replace(docstring, "")
    return text


def python_never(root: Path = ROOT) -> list[str]:
    found = []
    for path in python(*OURS, root=root):
        written = code(path)
        found += [
            f"{path.relative_to(root)}: {word} ({why})"
            for word, why in NEVER_IN_PYTHON.items()
            if re.search(rf"\b{re.escape(word)}", written)
        ]
        found += [f"{path.relative_to(root)}:{node.lineno}: {why}" for node in ast.walk(tree(path)) if (why := never(node))]
    return found


def never(node: ast.AST) -> str:
    """What is wrong with that piece of Python, nothing if all is well."""
    match node:
        case ast.Assign(targets=[ast.Name(id="fields" | "exclude")], value=ast.Constant(value="__all__")):
            return 'fields = "__all__" shows what is added later'
        case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime"), attr="now"), args=[], keywords=[]):
            return "datetime.now() is naive: timezone.now()"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime" | "date"), attr="today")):
            return "today where? team.today()"
    return ""


def templates_never(root: Path = ROOT) -> list[str]:
    texts = {
        path: re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        for path in files("templates/**/*.html", root=root)
    }
    return [
        f"{path.relative_to(root)}: {found[0]!r} ({why})"
        for path, text in texts.items()
        for pattern, why in NEVER_IN_TEMPLATES.items()
        if (found := re.search(pattern, text, re.IGNORECASE))
    ]


def says_session(root: Path = ROOT) -> list[str]:
    """The library knows nothing of coaching sessions. Django's own `request.session` is another word."""
    found = []
    for path in [
        *python("cards", root=root, migrations=True),
        *files("templates/cards/**/*.html", "templates/toolkit/**/*.html", "templates/story/**/*.html", root=root),
    ]:
        text = path.read_text("utf-8").replace("request.session", "")
        # The one way on from a card: the address of the log form, a link.
        text = text.replace("url 'session-new'", "").replace('url "session-new"', "")
        found += [f"{path.relative_to(root)}: {word[0]}" for word in [re.search(r"[Ss]ession", text)] if word]
    return found


def test_what_python_never_says():
    assert python_never() == []


def test_what_templates_never_say():
    assert templates_never() == []


def test_the_library_never_says_session():
    assert says_session() == []


@pytest.mark.parametrize("name", SCOPED)
def test_rows_about_people_begin_at_visible_to(name):
    model = Advisor if name == "Advisor" else getattr(coaching, name)
    assert callable(getattr(model.objects.all(), "visible_to", None)), f"{name} has no visible_to"


@pytest.mark.parametrize(
    ("path", "text", "guard"),
    [
        ("coaching/a.py", "from django.views.decorators.csrf import csrf_exempt", python_never),
        ("coaching/a.py", "from django.utils.safestring import mark_safe", python_never),
        ("coaching/a.py", "class Meta:\n    fields = '__all__'", python_never),
        ("coaching/a.py", "from datetime import datetime\nx = datetime.now()", python_never),
        ("coaching/a.py", "from datetime import date\nx = date.today()", python_never),
        ("templates/a.html", "{{ note|safe }}", templates_never),
        ("templates/a.html", "{{ note| safe }}", templates_never),
        ("templates/a.html", "<p style='color:red'>", templates_never),
        ("templates/a.html", "<script>1</script>", templates_never),
        ("templates/a.html", "<a onclick='x()'>", templates_never),
        ("templates/a.html", '<button\n  onclick="x()">', templates_never),
        ("templates/a.html", "<img src='//cdn.example/x.png'>", templates_never),
        ("templates/a.html", '<meta content="user-scalable=no">', templates_never),
        ("cards/views/a.py", "from x import session", says_session),
        ("templates/cards/a.html", "{{ card.sessions }}", says_session),
    ],
)
def test_the_guards_see_a_breach(tmp_path, path, text, guard):
    bad = tmp_path / path
    bad.parent.mkdir(parents=True)
    bad.write_text(text)
    assert guard(tmp_path)


@pytest.mark.parametrize(
    ("path", "text", "guard"),
    [
        ("coaching/a.py", '"""Never csrf_exempt."""\n# nor mark_safe\nfrom django.utils import timezone\nx = timezone.now()', python_never),
        ("templates/a.html", '<script src="{% static \'a.js\' %}"></script><p data-on="1" class="x">{{ once }}</p>', templates_never),
        ("cards/views/a.py", "x = request.session", says_session),
    ],
)
def test_the_guards_leave_good_work_alone(tmp_path, path, text, guard):
    good = tmp_path / path
    good.parent.mkdir(parents=True)
    good.write_text(text)
    assert guard(tmp_path) == []
