"""`python -m tests.e2e.screenshots`: every screen as a picture, on a phone and at a desk, in light and dark.

Pictures go to var/screenshots/, which git does not keep. A word narrows them: `… screenshots sheet card` shows only
screens with one of these in their names.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import ARGUMENTS, CHROMIUM, SIZES, open_context
from tests.e2e.screen import Screen
from tests.e2e.screens import SCREENS
from tests.e2e.server import ROOT, Server, prepare, running

FOLDER = ROOT / "var" / "screenshots"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only screens with one of these words in their names")
    parser.add_argument("--size", choices=SIZES, action="append", help="only this size")
    parser.add_argument("--scheme", choices=["light", "dark"], action="append", help="only these colours")
    parser.add_argument("--whole", action="store_true", help="the whole length of a page, not what a screen shows")
    parser.add_argument("--to", type=Path, default=FOLDER, help=f"where to; {FOLDER.relative_to(ROOT)} unless said")
    parser.add_argument("--list", action="store_true", help="name the screens and stop")
    return parser.parse_args()


def picture(browser: Browser, server: Server, screen: Screen, size: str, scheme: str, to: Path, whole: bool) -> None:
    server.put_back()
    context = open_context(browser, server, screen.role, size=size, scheme=scheme)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        screen.open(page, server)
        page.screenshot(path=to / f"{screen.name}-{size}-{scheme}.png", full_page=whole, animations="disabled")
    finally:
        context.close()


def main() -> None:
    asked = options()
    chosen = [screen for screen in SCREENS if not asked.words or any(word in screen.name for word in asked.words)]
    if asked.list:
        print(*(screen.name for screen in chosen), sep="\n")  # noqa: T201
        return
    asked.to.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="floorwalk-"))
    made, failed = 0, []
    try:
        prepared = prepare(home)
        with running(prepared, home / "pictures.sqlite3", home / "server.log") as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for screen in chosen:
                for size in asked.size or SIZES:
                    for scheme in asked.scheme or ("light", "dark"):
                        try:
                            picture(browser, server, screen, size, scheme, asked.to, asked.whole)
                            made += 1
                        except Exception as error:  # the others are still worth having
                            failed.append(f"{screen.name}-{size}-{scheme}: {str(error).splitlines()[0]}")
            browser.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"{made} pictures in {asked.to}")  # noqa: T201
    if failed:
        raise SystemExit("\n".join(["Not shown:", *failed]))


if __name__ == "__main__":
    main()
