"""What the browser tests of the editors' desk share: a page of a logged-in editor."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, expect

from people.models import User

PASSWORD = "harbour-lights-9"


@contextmanager
def at_the_desk(page: Page, home: str, *, refusals: bool = False) -> Iterator[Page]:
    """Log an editor in; no tab of hers may complain to the console or call elsewhere.

    A breach of the content security policy is told to the console. refusals: that the site refuses
    or does not answer is what is tried.
    """
    complaints: list[str] = []
    tabs = page.context
    tabs.on("console", lambda said: _is_error(said, refusals) and complaints.append(said.text))
    tabs.on("weberror", lambda error: complaints.append(str(error.error)))
    tabs.on("request", lambda sent: _foreign(sent.url, home) and complaints.append(sent.url))
    User.objects.create_superuser("editor", "editor@example.org", PASSWORD)
    page.goto(f"{home}/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", PASSWORD)
    page.locator("#login-form [type=submit]").click()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    yield page
    assert complaints == [], complaints


def _is_error(said: Any, refusals: bool) -> bool:
    """Tell whether the console was told of an error; that an edit is refused is none."""
    if said.type != "error" or "409 (Conflict)" in said.text:
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
