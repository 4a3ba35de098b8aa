"""What a hurried reader is to know of an event or a session: three to five reviewed points."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from forum.core.content import Record, column, language_codes
from sessions_app.clearance import AWAITED, GIVEN

MOST_POINTS: Final = 5


class Clearance(models.TextChoices):
    """An office's answer about a text."""

    NOT_RECORDED = "", _("Not recorded")
    SENT = "sent", _("Sent")
    CLEARED = "cleared", _("Cleared")
    CLEARED_WITH_CHANGES = "cleared_with_changes", _("Cleared with changes")
    DECLINED = "declined", _("Declined")
    CHANGED_SINCE = "changed_since", _("Changed since clearance")


# Requested but not given: points speak for the whole event, so they are not shown.
_HELD_BACK: Final = (Clearance.SENT, Clearance.DECLINED, Clearance.CHANGED_SINCE)


def validate_number_of_points(text: str) -> None:
    """Refuse more points than a reader takes in at a glance."""
    number = len(list_points(text))
    if number > MOST_POINTS:
        raise ValidationError(
            _("These are %(number)s key points; %(most)s at most, one a line."),
            params={"number": number, "most": MOST_POINTS},
        )


def list_points(text: str | None) -> list[str]:
    """Return the points of a text that has one a line."""
    return [point.strip() for point in (text or "").splitlines() if point.strip()]


def render_points(text: str | None) -> SafeString:
    """Return the points of a text as a list; "" for none."""
    items = format_html_join("", "<li>{}</li>", ((point,) for point in list_points(text)))
    return format_html("<ul>{}</ul>", items) if items else items


class KeyPointsMixin(Record):
    """Key points in each language, each with a clearance of its own."""

    translated_fields: ClassVar[tuple[str, ...]] = ("key_points", "clearance_key_points")
    unworded_fields = ("clearance_key_points",)

    key_points = models.TextField(
        _("key points"),
        blank=True,
        validators=[validate_number_of_points],
        help_text=_("Three to five, one a line: what came out of it, with numbers."),
    )
    clearance_key_points = models.CharField(
        _("clearance of the key points"),
        max_length=24,
        choices=Clearance,
        default=Clearance.NOT_RECORDED,
        blank=True,
        help_text=_("What was sent, declined or changed since is not public until it is cleared."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; mark cleared points that were altered as “changed since clearance”."""
        moved = {column("clearance_key_points", code) for code in self._list_changed_points()}
        for name in moved:
            setattr(self, name, Clearance.CHANGED_SINCE)
        if update_fields is not None:
            update_fields = {*update_fields, *moved}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _list_changed_points(self) -> list[str]:
        """Return the languages whose stored clearance does not cover what is to be saved."""
        cleared = [
            code
            for code in language_codes()
            if getattr(self, column("clearance_key_points", code)) in GIVEN
        ]
        if not cleared or self._state.adding:
            return []
        names = [
            column(field, code)
            for code in cleared
            for field in ("key_points", "clearance_key_points")
        ]
        stored = type(self)._default_manager.filter(pk=self.pk).values(*names).first() or {}
        return [
            code
            for code in cleared
            if stored.get(column("clearance_key_points", code)) in GIVEN
            and list_points(stored[column("key_points", code)])
            != list_points(getattr(self, column("key_points", code)))
        ]

    def locks(self, field: str, language: str) -> bool:
        if field == "key_points":
            return getattr(self, column("clearance_key_points", language)) in GIVEN
        return super().locks(field, language)

    def hides(self, field: str, language: str) -> bool:
        if field == "key_points":
            return getattr(self, column("clearance_key_points", language)) in _HELD_BACK
        return super().hides(field, language)

    def is_kept_back(self, field: str, language: str) -> bool:
        if field == "key_points":
            return bool(
                getattr(self, column("clearance_key_points", language)) == Clearance.DECLINED
            )
        return super().is_kept_back(field, language)

    def is_uncleared(self, field: str, language: str) -> bool:
        if field == "key_points" and getattr(self, column(field, language)):
            return getattr(self, column("clearance_key_points", language)) in AWAITED
        return super().is_uncleared(field, language)
