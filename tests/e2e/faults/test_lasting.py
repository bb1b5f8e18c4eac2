"""Whether the browser promises to keep what is here: it is asked after Save, it may refuse without a word, and the page says which."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.faults.phone import Phone

ASKS = """(() => {
  window.asks = 0;
  const persist = StorageManager.prototype.persist;
  StorageManager.prototype.persist = function () { asks++; return persist.call(this); };
})()"""
MAY_GO, LASTS = "This browser may clear what is not sent yet", "What you save here is kept until it is sent"


def granted(phone: Phone) -> None:
    cdp = phone.page.context.new_cdp_session(phone.page)
    context = cdp.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    asked = {"permissions": ["durableStorage"], "origin": phone.floor.url, "browserContextId": context}
    cdp.send("Browser.grantPermissions", asked)


def test_a_refusal_without_a_word_is_said_and_nothing_else_changes(phone, promises):
    """F46: asked for once a day, after Save; what was saved is as well kept as it was, and goes."""
    phone.page.evaluate(ASKS)
    phone.save()
    phone.save()
    assert (phone.page.evaluate("asks"), phone.page.evaluate("navigator.storage.persisted()")) == (1, False)
    assert phone.flush() == ""
    promises.hold(all_sent=True)
    phone.page.goto("/me/")
    expect(phone.page.get_by_text(MAY_GO)).to_be_visible()
    expect(phone.page.get_by_text(LASTS)).to_be_hidden()


def test_what_the_browser_promises_is_said_only_once_it_does(phone, promises):
    """F46: granted, it is asked for no more."""
    phone.page.goto("/me/")
    expect(phone.page.get_by_text(MAY_GO)).to_be_visible()
    granted(phone)
    phone.page.reload()
    expect(phone.page.get_by_text(LASTS)).to_be_visible()
    expect(phone.page.get_by_text(MAY_GO)).to_be_hidden()
    phone.open()
    phone.page.evaluate(ASKS)
    phone.save()
    assert (phone.page.evaluate("asks"), phone.page.evaluate("navigator.storage.persisted()")) == (0, True)
    phone.flush()
    promises.hold(all_sent=True)


def test_a_browser_that_cannot_be_asked_saves_all_the_same(phone, promises):
    """F46: WebKit's own does not know the question. It promises nothing, and the page says so."""
    phone.page.context.add_init_script("Object.defineProperty(Navigator.prototype, 'storage', { get: () => undefined });")
    phone.open()
    phone.save()
    assert phone.flush() == ""
    promises.hold(all_sent=True)
    phone.page.goto("/me/")
    expect(phone.page.get_by_text(MAY_GO)).to_be_visible()
