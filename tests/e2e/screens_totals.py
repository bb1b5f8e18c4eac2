"""The programme in totals, and how its cards are used."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.screen import Screen, press


def looked_at(line: str) -> Callable[[Page], None]:
    """Choose a file of results with that line in it, and look at what it would do."""

    def steps(page: Page) -> None:
        words = f"measure,site,first,last,value,n\ninteraction-nps,{line}\n".encode()
        page.get_by_label("The file").set_input_files({"name": "readings.csv", "mimeType": "text/csv", "buffer": words})
        press("Look at it first", "What happens")(page)

    return steps


def told_ahead(page: Page) -> None:
    """On a day that is still to come."""
    page.get_by_label("When", exact=True).fill("2099-01-01")
    press("They have heard it", "still to come")(page)


TOTALS = (
    Screen("story-told", "/story/told/"),
    Screen("story-told-refused", "/story/told/", steps=told_ahead, expects=(422,)),
    Screen("programme", "/programme/", "sponsor"),
    Screen(
        "programme-site",
        lambda server: f"/programme/?site={server.rows('SELECT id FROM accounts_site ORDER BY name LIMIT 1')[0][0]}&weeks=12",
        "sponsor",
    ),
    Screen("results-headline", "/programme/results/headline/", "sponsor"),
    Screen("results-beside", "/programme/results/beside/", "sponsor"),
    Screen("results-with", "/programme/results/with/", "sponsor"),
    Screen("results-bring", "/programme/results/", "hr"),
    Screen("results-preview", "/programme/results/", "hr", steps=looked_at("Harbourside,2026-01-01,2026-01-31,14,420")),
    Screen("results-refused", "/programme/results/", "hr", steps=looked_at("Nowhere,2026-02-01,2026-01-31,400,0"), expects=(422,)),
    Screen("programme-denied", "/programme/", "leader", status=403, expects=(403,)),
    Screen("insight", "/insight/", role="designer"),
    Screen("insight-short", "/insight/?weeks=4&sort=helped", role="designer"),
    Screen("insight-card", "/insight/played-it-back/", role="designer"),
    Screen("insight-trial", "/insight/name-what-you-noticed/", role="designer"),
    Screen(
        "insight-trial-refused",
        "/insight/name-what-you-noticed/",
        "designer",
        steps=press("Close the trial", "Say what came of it"),
        expects=(422,),
    ),
)
