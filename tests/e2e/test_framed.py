"""What a browser itself keeps from happening: our pages in somebody's frame, a script of somebody's in our page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Server
from tests.e2e.watch import Watch

FOREIGN = """() => {
  const script = document.createElement("script");
  script.textContent = "window.ran = 1";
  document.body.append(script);
}"""


@pytest.fixture
def trap(floor: Server) -> Iterator[str]:
    """A site of somebody else's that frames ours, and a page of its own beside it."""

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = f"<iframe src='{floor.url}/'></iframe><iframe src='/own'></iframe>" if self.path == "/" else "<p>Its own page"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_said: object) -> None:
            return

    site = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}/"
    site.shutdown()
    site.server_close()


def test_no_other_site_shows_us_in_a_frame(leader_page: Page, trap: str, watch: Watch):
    """S52: its own page shows there, ours does not."""
    watch.expect("another host", "frame", "ERR_BLOCKED_BY_RESPONSE", "favicon")
    leader_page.goto(trap)
    expect(leader_page.frame_locator("iframe").nth(1).get_by_text("Its own page")).to_be_visible()
    assert "Floorwalk" not in leader_page.frames[1].content()
    assert [problem for problem in watch.problems if "frame" in problem.lower() or "ERR_BLOCKED_BY_RESPONSE" in problem]


def test_a_script_that_is_not_ours_is_refused_and_every_journey_would_fail_for_it(leader_page: Page, watch: Watch):
    """S44: the watch is part of every test with a browser; here it sees one."""
    leader_page.goto("/")
    assert watch.unexpected() == []
    leader_page.evaluate(FOREIGN)
    leader_page.wait_for_timeout(200)
    assert leader_page.evaluate("window.ran") is None
    assert any("CSP violation" in problem for problem in watch.unexpected())
    watch.expect("CSP violation", "Content Security Policy")
