"""A window of WebKit that does for the phone of the fault tests what a page of Chromium does: so phone and invariants are the same."""

from __future__ import annotations

import json
import time
from typing import Any

from selenium.webdriver.remote.webdriver import WebDriver

# A function is called, a value is taken, a promise is waited for. The code is part of the script: `eval` is forbidden by our policy.
RUN = """const done = arguments[arguments.length - 1], given = arguments[0];
(async () => { const code = (%s); return typeof code === "function" ? code(given) : code; })().then(
  (value) => done([true, JSON.stringify(value ?? null)]), (error) => done([false, `${error?.name}: ${error?.message}`]));"""


class Cookies:
    """The part of a browser context that is there: cookies, and other windows. Requests are seen at the door."""

    def __init__(self, window: Window) -> None:
        self.window, self.driver = window, window.driver

    def on(self, _event: str, _listener: object) -> None: ...

    def route(self, _address: object, _handler: object) -> None:
        """Nothing: the page that is opened here is a bare one, and nothing in it sends by itself."""

    def add_cookies(self, cookies: list[dict[str, Any]]) -> None:
        self.window.look()  # a cookie belongs to the page that is looked at
        for cookie in cookies:
            self.driver.add_cookie({"name": cookie["name"], "value": cookie["value"], "path": "/", "httpOnly": True})

    def clear_cookies(self) -> None:
        self.window.look()
        self.driver.delete_all_cookies()

    def new_page(self) -> Window:
        self.driver.switch_to.new_window("tab")
        return Window(self.driver, self.window.url)


class Window:
    def __init__(self, driver: WebDriver, url: str) -> None:
        self.driver, self.url, self.handle = driver, url, driver.current_window_handle
        self.context = Cookies(self)

    def look(self) -> None:
        self.driver.switch_to.window(self.handle)

    def goto(self, path: str) -> None:
        self.look()
        self.driver.get(self.url + path)

    def evaluate(self, code: str, given: Any = None) -> Any:
        self.look()
        well, value = self.driver.execute_async_script(RUN % code, given)
        if not well:
            raise AssertionError(value)
        return json.loads(value)

    def wait_for_timeout(self, milliseconds: float) -> None:
        time.sleep(milliseconds / 1000)

    def close(self) -> None:
        self.look()
        self.driver.close()
        self.driver.switch_to.window(self.driver.window_handles[0])
