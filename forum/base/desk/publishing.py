"""What the admin of a record asks about its publication; the rules stand on a higher floor."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db.models import Model
from django.http import HttpRequest

from forum.base.content import Content


class Publishing(Protocol):
    """The rules by which records are published, as the desk uses them."""

    def panel(self, request: HttpRequest, record: Content) -> Any:
        """Return what the panel on a record's form shows."""

    def act(self, request: HttpRequest, record: Content) -> None:
        """Take the step that the panel sent, and say what came of it."""

    def seen_numbers(self, records: Sequence[Content]) -> dict[int, int]:
        """Return what is seen of records of one model, by key: another number after each edit."""

    def publish_several(self, desk: Any, request: HttpRequest, queryset: Any) -> Any:
        """Ask what is published of a list's records, or do it; None once it is done."""

    def review_several(self, desk: Any, request: HttpRequest, queryset: Any) -> Any:
        """Ask which reviews are given to a list's records, or give them; None once it is done."""

    def may_review(self, request: HttpRequest) -> bool:
        """Tell whether somebody may approve and publish."""

    def state(self, record: Content) -> str:
        """Return the state of a record in words."""

    def list_filters(self, model: type[Model]) -> tuple[Any, ...]:
        """Return the filters of a model's list that ask what stands on a higher floor."""
