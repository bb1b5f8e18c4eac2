"""A browser with a folder of its own on the disk: it can be killed, its files can be spoilt, and it is started again."""

from __future__ import annotations

import os
import re
import signal
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Error

from tests.e2e.conftest import ARGUMENTS, CHROMIUM, SIZES
from tests.e2e.faults.phone import Phone
from tests.e2e.server import Server
from tests.e2e.watch import Watch

DATABASE, COPIES = "Default/IndexedDB", "Default/Service Worker/CacheStorage"


class Profile:
    def __init__(self, kind: BrowserType, folder: Path, floor: Server, watch: Watch) -> None:
        self.kind, self.folder, self.floor, self.watch = kind, folder, floor, watch
        self.context: BrowserContext | None = None

    def open(self, before: Phone | None = None, **settings: int) -> Phone:
        """The leader's phone; started again, what somebody was told before still counts."""
        self.context = self.kind.launch_persistent_context(
            self.folder, executable_path=CHROMIUM, args=ARGUMENTS, base_url=self.floor.url, locale="en-GB", timezone_id="Europe/London",
            service_workers="block", **SIZES["phone"],
        )  # fmt: skip
        self.watch.listen(self.context)
        phone = Phone(self.context.pages[0], self.floor)
        if before:
            phone.told, phone.puts = before.told, before.puts
        phone.sign_in("leader")
        return phone.open(**settings)

    def pids(self) -> list[int]:
        """The processes of this very folder, and of no other browser on the machine."""
        ours, found = f"--user-data-dir={self.folder}".encode(), []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if ours in re.split(rb"[\0 ]", (process / "cmdline").read_bytes()):  # Chromium's own children write it with spaces
                    found.append(int(process.name))
        return found

    def kill(self) -> None:
        """As a phone that is switched off hard: nobody gets to write anything any more."""
        assert self.pids(), "there is nothing to kill"
        while pids := self.pids():
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)
        self.close()

    def close(self) -> None:
        if self.context:
            with suppress(Error):  # killed
                self.context.close()
        self.context = None

    def spoil(self, place: str) -> int:
        """Other bytes in every file there, as many as there were. Gives how many files."""
        files = [file for file in (self.folder / place).rglob("*") if file.is_file()]
        for file in files:
            file.write_bytes(os.urandom(max(1, file.stat().st_size)))
        return len(files)
