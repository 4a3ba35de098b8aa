"""What the browser tests of the editors' desk share: a page of a logged-in editor."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, WebError

from people.models import User

PASSWORD = "harbour-lights-9"
SIZES = ((1440, 900), (1366, 650), (820, 1180))
# Frames, what scrolls up and down within what does so too, and lists that scroll sideways; a field
# of text is no page.
NESTED = """() => {
    const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowY) &&
        one.scrollHeight - one.clientHeight > 1 && one.checkVisibility();
    const name = (one) => one.tagName + (one.id && `#${one.id}`) +
        [...one.classList].map((word) => `.${word}`).join("");
    const page = document.scrollingElement;
    const pageScrolls = page.scrollHeight - page.clientHeight > 1;
    const inner = [...document.body.querySelectorAll("*:not(textarea, select, nav, nav *)")]
        .filter(scrolls);
    const nested = inner.filter((one) => inner.some((above) => above !== one && above.contains(one))
        || (pageScrolls && getComputedStyle(one).position !== "fixed"));
    const wide = [...document.querySelectorAll(".result-frame")]
        .filter((one) => one.scrollWidth - one.clientWidth > 1);
    return [...document.querySelectorAll("iframe, frame"), ...nested, ...wide].map(name);
}"""


@contextmanager
def at_the_desk(page: Page, home: str, *, refusals: bool = False) -> Iterator[Page]:
    """Give the browser an editor's session; no tab may complain to the console or call elsewhere.

    No page is open yet: signing in by the form would cost each test two pages more. A breach of
    the content security policy is told to the console. refusals: that the site refuses or does not
    answer is what is tried.
    """
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if _is_error(said, refusals):
            complaints.append(said.text)

    def note(error: WebError) -> None:
        complaints.append(str(error.error))

    def watch(sent: Request) -> None:
        if _foreign(sent.url, home):
            complaints.append(sent.url)

    tabs = page.context
    tabs.on("console", hear)
    tabs.on("weberror", note)
    tabs.on("request", watch)
    sign_in(page, home, User.objects.create_superuser("editor", "editor@example.org", PASSWORD))
    try:
        yield page
    finally:
        tabs.remove_listener("console", hear)
        tabs.remove_listener("weberror", note)
        tabs.remove_listener("request", watch)
    assert complaints == [], complaints


def sign_in(page: Page, home: str, user: User) -> None:
    """Give the browser a session of this user, as the desk's sign-in does."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [
            {
                "name": cookie.key,
                "value": cookie.value,
                "domain": urlsplit(home).hostname or "",
                "path": settings.SESSION_COOKIE_PATH,
                "httpOnly": True,
            }
        ]
    )


def _is_error(said: ConsoleMessage, refusals: bool) -> bool:
    """Tell whether the console was told of an error; that an edit is refused is none."""
    refused = ("409 (Conflict)", "422 (Unprocessable")
    if said.type != "error" or any(status in said.text for status in refused):
        return False
    return not (refusals and said.text.startswith("Failed to load resource"))


def _foreign(url: str, home: str) -> bool:
    return not url.startswith((home, "data:", "blob:"))


def paste(text: Any, html: str) -> None:
    """Paste HTML into a rich text, as a word processor puts it on the clipboard."""
    text.evaluate(
        """(text, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            text.dispatchEvent(new ClipboardEvent(
                "paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        html,
    )


def click_twice(button: Locator) -> None:
    """Click again while what the first click sent is on its way."""
    button.evaluate("(button) => (button.click(), setTimeout(() => button.click(), 60))")


def renew_token(page: Page) -> None:
    """Change the token against forged forms, as a sign-in in another tab does."""
    token = f"{settings.CSRF_COOKIE_NAME}={'n' * 32}; path={settings.CSRF_COOKIE_PATH}"
    page.evaluate("(token) => (document.cookie = token)", token)


def list_nested(page: Page) -> list[tuple[int, str]]:
    """Return what scrolls within another bar or sideways: the window's width, and the element."""
    usual_size = page.viewport_size
    nested = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        nested += [(width, place) for place in page.evaluate(NESTED)]
    if usual_size:
        page.set_viewport_size(usual_size)
    return nested
