"""One screen: a person, an address and what they do there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.e2e.server import Server

Address = str | Callable[[Server], str]


def nothing(page: Page) -> None:
    pass


def press(name: str, then: str = "") -> Callable[[Page], None]:
    """Tap the button of that name, and wait for those words."""

    def steps(page: Page) -> None:
        page.get_by_role("button", name=name, exact=True).first.click()
        if then:
            expect(page.get_by_text(then).first).to_be_visible()

    return steps


@dataclass(frozen=True)
class Screen:
    name: str
    address: Address
    role: str | None = "leader"
    steps: Callable[[Page], None] = nothing
    status: int = 200
    expects: tuple[int | str, ...] = field(default=())  # statuses and words that the steps provoke

    def open(self, page: Page, server: Server) -> None:
        """Go there and do what belongs to it. Returns when all of it is there to be seen."""
        response = page.goto(self.address if isinstance(self.address, str) else self.address(server))
        assert response
        assert response.status == self.status, f"{self.name}: {response.status}"
        self.steps(page)
        page.evaluate("document.fonts.ready.then(() => true)")
        expect(page.locator("fw-toast:empty")).to_have_count(0)
