"""What people were told, beside what the server and the phones have in the end."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from tests.e2e.server import Server


def written(body: dict[str, Any]) -> str:
    """As the page's own JSON.stringify writes it."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True)
class Told:
    kind: str
    owner: int
    sha: str
    phone: int


class Ledger:
    """`told`: somebody was told that it is saved. `unanswered`: Save was pressed, and the page was gone before it said anything."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.told: dict[str, Told] = {}
        self.refused: dict[str, str] = {}
        self.unanswered: set[str] = set()
        self.before = self._on_server().keys()

    def heard(self, pk: str, kind: str, body: dict[str, Any], owner: int, phone: int, said: list[str]) -> bool:
        """What Save said, once for each tap. Whether it is saved."""
        if "saved" in said:
            self.told[pk] = Told(kind, owner, hashlib.sha256(written(body).encode()).hexdigest(), phone)
            self.refused.pop(pk, None)
            return True
        self.refused[pk] = said[-1]
        return False

    def verdict(self, kept: dict[int, dict[str, dict[str, Any]]]) -> dict[str, list[str]]:
        """Every count that has to be zero, with the ids. `kept`: each phone's rows, by id."""
        server = {pk: row for pk, row in self._on_server().items() if pk not in self.before}
        both = {pk: (self.told[pk], server[pk]) for pk in self.told.keys() & server.keys()}
        return {
            "lost": sorted(self.told.keys() - server.keys()),
            "doubled": self._doubled(),
            "under another name": sorted(pk for pk, (told, (owner, _sha)) in both.items() if owner != told.owner),
            "with other words": sorted(pk for pk, (told, (_owner, sha)) in both.items() if sha != told.sha),
            "there, and nobody was told": sorted(server.keys() - self.told.keys() - self.unanswered),
            "on its phone without its receipt": sorted(pk for pk, told in self.told.items() if not _receipted(pk, told, kept[told.phone])),
        }

    def answered(self) -> Counter[int]:
        """What the server said to all the PUTs that reached it, by its own log."""
        return Counter(int(status) for status in re.findall(r'"method": "PUT".*?"status": (\d+)', self.server.log_text()))

    def _on_server(self) -> dict[str, tuple[int, str]]:
        """Sessions, and answers given by a phone."""
        answered = "FROM coaching_checkback WHERE answered_at IS NOT NULL AND sha256 <> ''"
        rows = self.server.rows("SELECT id, leader_id, sha256 FROM coaching_session")
        rows += self.server.rows(f"SELECT id, answered_by_id, sha256 {answered}")
        return {str(uuid.UUID(pk)): (owner, sha) for pk, owner, sha in rows}

    def _doubled(self) -> list[str]:
        """By the words, which carry the id that the form had: whatever the id of the row. And what comes with them, twice."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for what, sql in {
            "note": "SELECT note FROM coaching_session",
            "promise": "SELECT session_id FROM coaching_checkback WHERE after_id IS NULL",
            "next promise": "SELECT after_id FROM coaching_checkback WHERE after_id IS NOT NULL",
            "barrier": "SELECT words FROM coaching_barrier",
        }.items():
            seen[what].update(str(value) for (value,) in self.server.rows(sql) if str(value).startswith("soak ") or "promise" in what)
        return sorted(f"{what} {value}" for what, values in seen.items() for value, times in values.items() if times > 1)


def _receipted(pk: str, told: Told, rows: dict[str, dict[str, Any]]) -> bool:
    """It is kept 30 days: a row that is not there has left without anybody's leave."""
    row = rows.get(pk, {})
    return row.get("state") == "sent" and row.get("receipt") == {"id": pk, "sha256": told.sha, "owner": told.owner}
