"""The server, which is killed and started again, and now and then comes back from a backup with a new epoch."""

from __future__ import annotations

import asyncio
import shutil
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bench.soak.plan import Death
from tests.e2e.server import Server


class House:
    """`alone` keeps the database file for whoever writes to it past the server."""

    def __init__(self, server: Server, counts: Counter[str]) -> None:
        self.server, self.counts = server, counts
        self.up, self.alone = True, asyncio.Lock()
        self.sign_ins = {row[0]: row for row in server.rows("SELECT session_key, session_data, expire_date FROM django_session")}
        self.backup = server.database.with_suffix(".backup")

    async def live(self, deaths: Iterator[Death], until: float) -> None:
        for death in deaths:
            if time.monotonic() + death.after > until:
                return
            await asyncio.sleep(death.after)
            await self._die(death)

    async def _die(self, death: Death) -> None:
        if death.backup:
            await self._backed_up()
        self.up = False
        await asyncio.to_thread(self.server.kill)
        self.counts["server killed"] += 1
        await asyncio.sleep(death.down)
        if death.put_back:
            await self._put_back()
        await asyncio.to_thread(self.server.start)
        self.up = True

    async def _backed_up(self) -> None:
        self.backup.unlink(missing_ok=True)
        await self.rows("VACUUM INTO ?", str(self.backup))

    async def _put_back(self) -> None:
        """What came since is forgotten, and phones are told by the new epoch (`manage.py restored`)."""
        async with self.alone:
            for end in ("-wal", "-shm"):
                self.server.database.with_name(self.server.database.name + end).unlink(missing_ok=True)
            shutil.copy(self.backup, self.server.database)
        name = str(uuid.uuid4())
        await self.rows("INSERT INTO django_migrations (app, name, applied) VALUES ('floorwalk-restored', ?, '2026-11-22')", name)
        self.counts["server put back from a backup"] += 1

    async def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        async with self.alone:
            return await asyncio.to_thread(self.server.rows, sql, *values)

    async def end_session(self, key: str) -> None:
        await self.rows("DELETE FROM django_session WHERE session_key = ?", key)

    async def begin_session(self, key: str) -> None:
        """The one that was ended, so that every phone has its own all the time."""
        await self.rows(
            "INSERT OR IGNORE INTO django_session (session_key, session_data, expire_date) VALUES (?, ?, ?)", *self.sign_ins[key]
        )
