"""A phone with WebKit in it, as on every iPhone: a window on a screen nobody sees, and a door that the faults are staged at.

The phone and what has to hold after each test are those of the fault tests in Chromium.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.e2e.faults.invariants import Invariants
from tests.e2e.faults.phone import Phone
from tests.e2e.server import Server
from tests.e2e.webkit.door import Door, opened
from tests.e2e.webkit.window import Window

BROWSERS = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.?/MiniBrowser"))
BARE = "/offline/"  # where the phone of the fault tests opens: here with nothing on it but what the test loads


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """The name of an X display of our own."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "500x900x24", "-nolisten", "tcp"]
    xvfb = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as said:
        yield f":{said.readline().strip()}"
    xvfb.terminate()
    xvfb.wait(timeout=10)


@pytest.fixture
def driver(screen: str, tmp_path: Path) -> Iterator[webdriver.WebKitGTK]:
    """A browser with nothing kept in it yet."""
    options = Options()
    options.binary_location = str(BROWSERS[-1])
    options.add_argument("--automation")
    service = Service(shutil.which("WebKitWebDriver"), log_output=str(tmp_path / "driver.log"), env={**os.environ, "DISPLAY": screen})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # selenium's own driver for WebKitGTK uses what selenium means to drop
        started = webdriver.WebKitGTK(options=options, service=service)
    started.set_script_timeout(30)
    yield started
    started.quit()


@pytest.fixture
def door(floor: Server) -> Iterator[Door]:
    with opened(floor.port) as ours:
        yield ours


@pytest.fixture
def phone(driver: webdriver.WebKitGTK, floor: Server, door: Door) -> Phone:
    """The leader's, open, with the timers left out: a test says when it sends."""
    door.pages[BARE] = "<!doctype html><html lang=en><title>Floorwalk</title>"
    window = Window(driver, door.url)
    window.goto(BARE)  # a cookie can be given only where a page is open
    leaders = Phone(window, floor)  # type: ignore[arg-type]
    leaders.sign_in("leader")
    return leaders.open()


@pytest.fixture
def promises(phone: Phone) -> Invariants:
    return Invariants(phone)
