"""The bench of freshness: its pages are published ones, and an edit is timed until it is seen."""

from typing import Any

from benchmarks import freshness
from forum.delivery.publishing.page_rendering import find_route


def test_it_looks_at_the_pages_of_an_event_with_its_sessions_and_guests() -> None:
    pages = freshness.pages()
    assert len(set(pages)) == 522
    assert {find_route(path) for path in pages} == {"event", "session", "person"}


class EditedSite:
    """Stands for a site and its shell: shows a title to whoever asks twice."""

    def __init__(self) -> None:
        self.asked = 0
        self.ran: list[str] = []

    def get(self, path: str) -> tuple[int, bytes]:
        self.asked += 1
        return 200, b"Round 1" if self.asked > 1 else b"Round 0"

    def run(self, code: str) -> float:
        self.ran.append(code)
        return 1000.0 if "Round 1" in code else 0.0


def test_an_edit_is_timed_from_when_it_was_made() -> None:
    site: Any = EditedSite()
    delay, _last = freshness.watch_edit(site, site, "Round 1", ["/en/events/fresh/"])
    assert [moment > 1_000_000 for moment in delay] == [True]
    assert site.asked == 2
