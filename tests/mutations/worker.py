"""What keeps the service worker out of the way of saving, and whole."""

from __future__ import annotations

from tests.mutations.guards import WORKER, Guard

SIGNAL, SITE = "tests/e2e/test_no_signal.py", "tests/site/test_phone.py"
SW, OFF, PAGE_OFF = "templates/phone/sw.js", "templates/phone/sw_off.js", "static/js/phone/off.js"
KEEP, PHONE = "static/js/phone/keep.js", "static/js/phone/phone.js"
WHOLE = (f"{WORKER}::test_a_worker_comes_whole_or_not_at_all",)
SWITCH = f"{WORKER}::test_each_half_of_the_kill_switch_leaves_what_was_saved"
COPIES = (f"{WORKER}::test_new_copies_come_whole_or_the_old_ones_stay",)

GUARDS = [
    Guard(
        "it touches nothing but a GET",
        "F8",
        SW,
        'request.method !== "GET" || ',
        "",
        (f"{WORKER}::test_a_form_without_a_signal_fails_rather_than_look_sent",),
    ),
    Guard(
        "it never touches the API",
        "F8",
        SW,
        ' || url.pathname.startsWith("/api/")',
        "",
        (f"{WORKER}::test_the_api_without_a_signal_fails_rather_than_show_a_page",),
    ),
    Guard("a file that came by a redirect is not installed", "F33", SW, 'redirect: "error"', 'redirect: "follow"', WHOLE),
    Guard("a file that did not come is not installed", "F34", SW, "!answer.ok || ", "", WHOLE),
    Guard("another build's page is not installed", "F31", SW, 'answer.headers.get("X-Build") !== BUILD', "false", WHOLE),
    Guard("all of the shell or none of it", "F34", SW, "await Promise.all(SHELL", "await Promise.allSettled(SHELL", WHOLE),
    Guard(
        "a new build waits until it is asked in",
        "F31",
        SW,
        "event.waitUntil(install()))",
        "event.waitUntil(install().then(() => self.skipWaiting())))",
        (f"{SITE}::test_a_new_build_comes_in_only_where_a_page_asks",),
    ),
    Guard(
        "a page that never answers gives way to its copy",
        "F20",
        SW,
        "copy ? { signal: AbortSignal.timeout(PATIENCE) } : {}",
        "{}",
        (f"{SIGNAL}::test_a_page_that_never_answers_gives_way_to_its_copy",),
    ),
    Guard(
        "the worker is never taken from a cache",
        "F32",
        "config/phone.py",
        'text/javascript; charset=utf-8")\n    response["Cache-Control"] = "no-cache"',
        'text/javascript; charset=utf-8")',
        (f"{SITE}::test_the_worker_is_looked_at_anew_each_time_and_keeps_what_a_page_is_made_of",),
    ),
    Guard(
        "an app that stays open looks for a new worker",
        "F32",
        PHONE,
        "registration.update().catch(() => {});",
        "",
        (f"{WORKER}::test_an_app_that_stays_open_finds_the_next_release",),
    ),
    Guard(
        "another release is another build",
        "F32",
        "config/phone.py",
        "[settings.BUILD, *shell()",
        "[*shell()",
        (f"{SITE}::test_another_release_is_another_build",),
    ),
    Guard("the kill switch in the worker leaves what was saved", "F18", OFF, "if (/^floorwalk-/.test(name)) ", "", (f"{SWITCH}[worker]",)),
    Guard(
        "the kill switch in a page leaves what was saved", "F18", PAGE_OFF, 'if (name.startsWith("floorwalk-")) ', "", (f"{SWITCH}[page]",)
    ),
    Guard("a page that came by a redirect is no copy", "F33", KEEP, 'redirect: "error"', 'redirect: "follow"', COPIES),
    Guard("a page that did not come is no copy", "F34", KEEP, "if (!answer.ok) throw", "if (false) throw", COPIES),
    Guard(
        "all of the copies or none of them",
        "F34",
        KEEP,
        "await cache.put(page, await asked(page));",
        "await asked(page).then((answer) => cache.put(page, answer)).catch(() => {});",
        COPIES,
    ),
    Guard(
        "the old copies stay until the last new one is there",
        "F34",
        KEEP,
        "const there = new Set(",
        "for (const name of mine(await caches.keys(), NAME)) if (name !== kept) await caches.delete(name);\n  const there = new Set(",
        COPIES,
    ),
    Guard(
        "a copy is made for nobody",
        "F15",
        KEEP,
        '{ headers: { "X-Plain": "1" }, redirect: "error" }',
        '{ redirect: "error" }',
        (f"{SIGNAL}::test_nothing_of_a_person_is_in_what_is_kept",),
    ),
]
