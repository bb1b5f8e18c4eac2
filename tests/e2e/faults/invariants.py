"""What holds after every step of every fault, by the server's database and the phone's store, not by what the modules say.

1. The server has no moment that nobody was told is saved; once all went through, it has every one that was.
2. Whose a moment is, is who pressed Save.
3. A row leaves the phone only against a receipt for its id, its exact bytes and its owner.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection

from tests.e2e.faults.phone import Phone


class Invariants:
    def __init__(self, *phones: Phone) -> None:
        self.phones, self.floor = list(phones), phones[0].floor
        self.before = self._on_server().keys()
        self.cleared: set[str] = set()  # let go by a person, or gone after 30 days

    def hold(self, all_sent: bool = False, never: Collection[str] = ()) -> None:
        """`never`: ids the server refuses for good; they are kept on the phone. `all_sent`: every other one has arrived."""
        told = {pk: words for phone in self.phones for pk, words in phone.told.items()}
        server = {pk: row for pk, row in self._on_server().items() if pk not in self.before}
        assert server.keys() <= told.keys(), "the server has a moment that nobody was told is saved"
        if all_sent:
            assert server.keys() == told.keys() - set(never), "not every moment that was said to be saved has arrived"
        for pk, (owner, _sha) in server.items():
            assert owner == told[pk][0], "a moment is under another person's name"
        self._phones(server)

    def _phones(self, server: dict[str, tuple[int, str]]) -> None:
        """Phones that share a store (two pages of one browser) are each asked: they must agree."""
        for phone in self.phones:
            rows = phone.rows()
            for pk, (owner, body) in phone.told.items():
                if pk in self.cleared:
                    continue
                assert pk in rows, "a row left the phone"
                row = rows[pk]
                assert row["owner"] == owner, "the phone has another owner for it"
                assert json.loads(row["body"]) == body, "the phone has other words"
                assert row["sha"] == hashlib.sha256(row["body"].encode()).hexdigest()
                if pk in server:
                    assert server[pk][1] == row["sha"], "the server has other words"
                if row["state"] == "sent":
                    assert row["receipt"] == {"id": pk, "sha256": row["sha"], "owner": owner}, "sent without its receipt"
                    assert pk in server, "sent, and the server does not have it"

    def _on_server(self) -> dict[str, tuple[int, str]]:
        """Sessions, and answers given by a phone."""
        sessions = self.floor.rows("SELECT id, leader_id, sha256 FROM coaching_session")
        answers = self.floor.rows(
            "SELECT id, answered_by_id, sha256 FROM coaching_checkback WHERE answered_at IS NOT NULL AND sha256 <> ''"
        )
        return {str(uuid.UUID(pk)): (owner, sha) for pk, owner, sha in [*sessions, *answers]}
