"""What the admin of a record asks about its publication; the rules stand on a higher floor."""

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

    def publish(self, record: Content, by: Any) -> str:
        """Publish a record in what is ready, or return the reason why not, "" if it was done."""

    def may_review(self, request: HttpRequest) -> bool:
        """Tell whether somebody may approve and publish."""

    def state(self, record: Content) -> str:
        """Return the state of a record in words."""

    def list_filters(self, model: type[Model]) -> tuple[Any, ...]:
        """Return the filters of a model's list that ask what stands on a higher floor."""
