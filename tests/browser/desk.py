"""What the browser tests of the editors' desk share: a page of a logged-in editor."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, expect

from people.models import User

PASSWORD = "harbour-lights-9"


@contextmanager
def at_the_desk(page: Page, home: str) -> Iterator[Page]:
    """Log an editor in; the page must not complain to the console or call elsewhere."""
    complaints: list[str] = []
    page.on("console", lambda said: _is_error(said) and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda sent: _foreign(sent.url, home) and complaints.append(sent.url))
    User.objects.create_superuser("editor", "editor@example.org", PASSWORD)
    page.goto(f"{home}/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", PASSWORD)
    page.locator("#login-form [type=submit]").click()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    yield page
    assert complaints == []


def _is_error(said: Any) -> bool:
    """Tell whether the console was told of an error; that an edit is refused is none."""
    return said.type == "error" and "409 (Conflict)" not in said.text


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
