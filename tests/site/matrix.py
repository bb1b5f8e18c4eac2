"""What every kind of person is answered at every address: declared in matrix.txt, one line an address and method.

`python -m pytest tests/site/test_matrix.py --matrix FILE` writes how it stands now; a person reads every line of the difference
before it is kept.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.site.people import PEOPLE

TABLE = Path(__file__).with_name("matrix.txt")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
DOORS = ("/accounts/login/", "/mine/link/")
REFUSED = {401, 403, 404, 405}
Row = tuple[str, str]  # the name of an address, a method
Rows = dict[Row, dict[str, str]]  # what each person is answered


def answer(client: Client, method: str, path: str, **headers: str) -> str:
    """`in`: past every guard, whatever became of an empty form. `door`: asked to sign in. Else the status. Leaves no trace."""
    signed_in = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, path, headers=headers)
        response.close()
        transaction.set_rollback(True)
    client.cookies = signed_in  # signing out is one of the addresses
    return _said(response)


def _said(response: HttpResponse) -> str:
    if response.status_code in REFUSED:
        return str(response.status_code)
    if (response.headers.get("Location") or response.headers.get("HX-Redirect", "")).startswith(DOORS):
        return "door"
    return "in" if response.status_code < 500 else str(response.status_code)


def declared(text: str) -> Rows:
    rows = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, method, *answers = line.split()
            rows[name, method] = dict(zip(PEOPLE, answers, strict=True))
    return rows


def drawn(rows: Rows) -> str:
    """The table as text. What everybody is refused needs no line."""
    said = {row: answers for row, answers in rows.items() if not set(answers.values()) <= {"401", "403", "405", "door"}}
    wide = max(len(name) for name, _method in said)
    lines = [_line("#".ljust(wide), "", {person: person for person in PEOPLE})]
    lines += [_line(name.ljust(wide), method, answers) for (name, method), answers in said.items()]
    return "".join(lines)


def _line(name: str, method: str, answers: dict[str, str]) -> str:
    return f"{name} {method:<6} {' '.join(answers[person].ljust(len(person)) for person in PEOPLE)}".rstrip() + "\n"
