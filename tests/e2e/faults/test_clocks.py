"""Clocks that are wrong, and how long things are kept: nothing waits or goes by the phone's word alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Route

from tests.e2e.faults.phone import MIRROR, SESSIONS, WHOAMI


def test_nothing_expires_and_no_clock_holds_anything_back(phone, promises):
    """F11, F40: years offline, a clock back at 2001 and ahead at 2039; tried often; still there, and sent."""
    phone.page.clock.install(time=datetime(2026, 11, 22, 12, tzinfo=UTC))
    phone.open()
    phone.page.context.route(SESSIONS, lambda route: route.fulfill(status=500))
    for year in (2001, 2027, 2039):
        phone.page.clock.set_fixed_time(datetime(year, 3, 1, tzinfo=UTC))
        phone.save()
        for _ in range(4):
            assert phone.flush() == ""
        promises.hold()
    assert phone.states() == ["saved"] * 3
    phone.page.context.unroute(SESSIONS)
    for year in (2001, 2060):
        phone.page.clock.set_fixed_time(datetime(year, 3, 1, tzinfo=UTC))
        assert phone.page.evaluate("send.flush()") == ""
        assert phone.states() == ["saved"] * 3, "the wait is kept, whatever the clock says"
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_waits_grow_to_five_minutes_and_keep_to_the_servers_wish(phone):
    """F40: 1, 2, 4 … 300 seconds, up to half of it taken off by chance; never more than 300, whatever is asked."""
    waits = phone.page.evaluate(
        """() => {
          Object.assign(pace.settings, { first: 1000, most: 300_000, idle: 1e9 });
          const wait = (id, least) => (pace.failed(id, least), pace.soonest([id]));
          return [Array.from({ length: 14 }, () => wait("grows")), wait("asks", 20_000), wait("asks for much", 86_400_000)];
        }"""
    )
    for times, wait in enumerate(waits[0]):
        longest = min(300_000, 1000 * 2**times)
        assert max(1000, longest / 2) - 50 <= wait <= longest + 1, times
    assert 19_900 < waits[1] <= 20_000
    assert 299_900 < waits[2] <= 300_000


def test_a_busy_server_says_when_to_come_back(phone, promises):
    """F40: a floor full of phones that all come back at once keeps it busy."""
    body = json.dumps({"status": 503, "code": "try_again"})
    answer = {"status": 503, "content_type": "application/problem+json", "headers": {"Retry-After": "120"}, "body": body}
    phone.page.context.route(SESSIONS, lambda route: route.fulfill(**answer), times=1)
    phone.page.evaluate("Object.assign(pace.settings, { first: 1000, most: 300_000, idle: 300_000 })")
    pk = phone.save()
    assert phone.page.evaluate("send.flush()") == ""
    assert 110_000 < phone.page.evaluate("(id) => pace.soonest([id])", pk) <= 120_000
    promises.hold()
    assert phone.flush() == ""
    promises.hold(all_sent=True)


def test_what_was_sent_stays_thirty_days_by_the_servers_clock(phone, promises):
    """F11, F39, F40: the phone's clock, wrong by years, throws nothing away; and the copy goes with the row."""
    pk, waiting = phone.save(), phone.moment()
    phone.flush()
    phone.page.clock.set_fixed_time(datetime(2039, 1, 1, tzinfo=UTC))
    phone.flush()
    promises.hold(all_sent=True)

    def later(days: int) -> None:
        def handler(route: Route) -> None:
            answer = route.fetch()
            moved = {"now": (datetime.now(UTC) + timedelta(days=days)).isoformat()}
            route.fulfill(response=answer, body=json.dumps({**answer.json(), **moved}))

        phone.page.context.unroute(WHOAMI)
        phone.page.context.route(WHOAMI, handler)

    later(29)
    phone.flush()
    promises.hold(all_sent=True)
    phone.page.context.route(SESSIONS, lambda route: route.abort("connectionreset"))
    unsent = phone.save(waiting)
    later(400)
    phone.flush()
    phone.page.context.unroute(SESSIONS)
    later(31)
    assert phone.flush() == ""
    assert list(phone.rows()) == [unsent]
    assert set(phone.page.evaluate(MIRROR)) == {unsent, "this-phone"}
    promises.cleared.add(pk)
    phone.flush()
    promises.hold(all_sent=True)
    assert list(phone.rows()) == [unsent], "what was let go came back from its copy"
