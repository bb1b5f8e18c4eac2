"""S01: every address, every method, every kind of person: exactly what is declared. A new address has no row, and fails."""

from __future__ import annotations

import pytest

from tests.site import matrix
from tests.site.addresses import patterns, walk
from tests.site.people import PEOPLE, client_of

pytestmark = pytest.mark.django_db
# Whoever is let in is asked to sign in next, or again.
NOBODYS = {"mine-leave", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
NEVER = {"401", "403", "405", "door"}  # of a line that is not in the table


@pytest.fixture(scope="module")
def found(request: pytest.FixtureRequest):
    """How it stands, gathered while the tests run, and written where somebody asks for it."""
    rows: matrix.Rows = {}
    yield rows
    if where := request.config.getoption("--matrix"):
        with open(where, "w", encoding="utf-8") as out:
            out.write(matrix.drawn(rows))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_is_answered_as_declared(world, sign_in, person, found):
    """S01 S02 S03 S10 S25 S77: past a guard only where the table says so, a fragment no further than its page."""
    table = matrix.declared(matrix.TABLE.read_text())
    addresses, client, wrong = walk(world), client_of(person, world, sign_in), []
    for address in addresses:
        for method in matrix.METHODS:
            got = matrix.answer(client, method, address.path)
            found.setdefault((address.name, method), {})[person] = got
            row = table.get((address.name, method))
            if got != row[person] if row else got not in NEVER:
                wrong.append(f"{method} {address.path} ({address.name}): {got}, declared {row and row[person]}")
        by_htmx = matrix.answer(client, "GET", address.path, **{"HX-Request": "true"})
        if by_htmx != found[address.name, "GET"][person]:
            wrong.append(f"{address.path} by htmx: {by_htmx}")
    assert wrong == [], "\n".join(wrong)


def test_every_row_is_of_an_address_that_is_there():
    names = {name for name, _pattern in patterns()}
    assert [row for row in matrix.declared(matrix.TABLE.read_text()) if row[0] not in names or row[1] not in matrix.METHODS] == []


def test_every_address_has_a_row():
    """Whoever adds an address says who may open it: at least one method lets somebody in."""
    rows = {name for name, _method in matrix.declared(matrix.TABLE.read_text())}
    assert {name for name, _pattern in patterns()} - rows == NOBODYS
