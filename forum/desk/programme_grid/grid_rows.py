"""The rows of the grid: as they are stored, as they were sent, and what was asked of several."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Model
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, model_field
from forum.core.content import column, language_codes
from forum.core.lazy_sentences import labelled
from forum.core.record_names import full_name
from forum.desk.addresses import change_url
from forum.desk.base_admin import Choices, admin_of, staff_of
from forum.desk.programme_grid.row_forms import (
    GUEST_COLUMNS,
    SESSION_TEXTS,
    GuestRowForm,
    NewGuestForm,
    SessionRowForm,
)
from forum.desk.return_links import FROM_GRID
from forum.permissions.access import locked_columns, may_write, within
from people.models import Person
from sessions_app.models import Appearance, Event, Session

# Names of what belongs to the page, not to a row.
ROW: Final = "_row"
SHOWN: Final = "_shown"
DO: Final = "_do"
PICK: Final = "_pick"
SESSION, GUEST, NEW = "s", "g", "new"

MARKS: Final[Mapping[str, str | Promise]] = {
    "new": _("New person"),
    "matched": _("Known"),
    "uncertain": _("Who is meant?"),
}


@dataclass(slots=True)
class GridGuest:
    """A guest's row. mark: of one that was pasted, a key of ``MARKS``; is_new: not stored yet.

    is_homeless: the session that it was typed into is gone, and it stands with another.
    """

    key: str
    form: GuestRowForm
    name: str = ""
    url: str = ""
    mark: str = ""
    is_homeless: bool = False

    @property
    def is_new(self) -> bool:
        return isinstance(self.form, NewGuestForm)

    @property
    def is_blank(self) -> bool:
        """Whether it was added and left empty."""
        return self.is_new and not self.form.has_changed()

    @property
    def names(self) -> list[BoundField]:
        """The cells of the name of somebody new."""
        return [self.form[name] for name in columns("name")]

    @property
    def cells(self) -> list[tuple[str, list[BoundField]]]:
        """The cells beside the name: each column with its fields."""
        return [
            (name, [self.form[field_name] for field_name in names])
            for name, names in GUEST_COLUMNS.items()
        ]

    @property
    def mark_words(self) -> str:
        return str(MARKS[self.mark]) if self.mark else ""


@dataclass(slots=True)
class GridSession:
    """A session's row with those of its guests."""

    key: str
    form: SessionRowForm
    name: str
    url: str = ""
    guests: list[GridGuest] = field(default_factory=list)

    @property
    def texts(self) -> list[BoundField]:
        """The cells of what the session is called."""
        return [self.form[name] for name in columns(*SESSION_TEXTS)]

    @property
    def is_new(self) -> bool:
        return not self.form.instance.pk

    @property
    def is_blank(self) -> bool:
        """Whether it was added and left empty, its guests too."""
        is_empty = self.is_new and not self.form.has_changed()
        return is_empty and all(guest.is_blank for guest in self.guests)


class ProgrammeGrid:
    """The sessions and guests of an event that somebody may see, by the keys of their rows."""

    def __init__(self, request: HttpRequest, event: Event, *, is_locked: bool = False) -> None:
        self.event, self.user = event, staff_of(request)
        self.people = within(self.user, Person.objects.all())
        self.session_admin, self.guest_admin = admin_of(Session), admin_of(Appearance)
        self.may_change_sessions = self.session_admin.has_change_permission(request)
        self.may_change_guests = self.guest_admin.has_change_permission(request)
        self.may_add_sessions = self.session_admin.has_add_permission(request)
        self.may_add_guests = self.guest_admin.has_add_permission(request)
        self.may_delete_sessions = self.session_admin.has_delete_permission(request)
        self.may_reorder = may_write(self.user, Session._meta.get_field("position"))
        # What may be set of several guests at once.
        self.settable = {
            name
            for name in ("role", "attendance", "withheld")
            if self.may_change_guests and may_write(self.user, model_field(Appearance, name))
        }
        sessions: Any = self.session_admin.get_queryset(request).filter(event=event)
        guests: Any = self.guest_admin.get_queryset(request).filter(session__event=event)
        if is_locked:
            sessions = sessions.select_for_update(of=("self",))
            guests = guests.select_for_update(of=("self",))
        self.sessions: dict[str, Session] = {
            f"{SESSION}{session.pk}": session for session in sessions.order_by("position", "pk")
        }
        self.guests: dict[str, Appearance] = {
            f"{GUEST}{guest.pk}": guest
            for guest in guests.select_related("person", "session__event").moderators_first()
        }

    def order(self) -> list[str]:
        """Return the keys of the rows as they are stored: each session with its guests."""
        by_session: dict[int, list[str]] = {session.pk: [] for session in self.sessions.values()}
        for key, guest in self.guests.items():
            by_session[guest.session_id].append(key)
        return [
            row for key, session in self.sessions.items() for row in (key, *by_session[session.pk])
        ]

    def rows(self, order: Iterable[str], data: QueryDict | None = None) -> list[GridSession]:
        """Return the rows in an order, as they are stored, or as they were sent.

        What is in the order and not stored any more is left out. A guest whose session is gone
        stands with the one that it is stored in, a new one with the first. A row that was added
        elsewhere meanwhile was not sent: it is as it is stored.
        """
        sessions: list[GridSession] = []
        homeless: list[GridGuest] = []
        sent_keys = set(data.getlist(ROW)) if data is not None else set()
        session: GridSession | None = None
        for key in order:
            sent = data if key in sent_keys else None
            if key.startswith(SESSION):
                session = self._session_row(key, sent)
                sessions += [session] if session else []
            elif guest := self._guest_row(key, sent):
                is_placed = session and (data is None or sent)
                (session.guests if session and is_placed else homeless).append(guest)
        self._take_in(homeless, sessions)
        return sessions

    def _take_in(self, homeless: list[GridGuest], sessions: list[GridSession]) -> None:
        homes = {session.key: session for session in sessions}
        for guest in homeless:
            stored = self.guests.get(guest.key)
            home = homes.get(f"{SESSION}{stored.session_id}") if stored else None
            guest.is_homeless = home is None
            if home := home or next(iter(sessions), None):
                home.guests.append(guest)

    def lost(self, order: Iterable[str]) -> list[str]:
        """Return the keys of rows that stand nowhere any more: they, or all sessions, are gone."""
        known = self.sessions.keys() | self.guests.keys()
        has_session = bool(self.sessions) or any(key.startswith(f"{SESSION}{NEW}") for key in order)
        return [key for key in order if key not in known and (NEW not in key or not has_session)]

    def _session_row(self, key: str, data: QueryDict | None) -> GridSession | None:
        session = self.sessions.get(key)
        if session is None and not (self.may_add_sessions and NEW in key):
            return None
        form = SessionRowForm(data, instance=session or Session(event=self.event), prefix=key)
        self._lock(form, may_change=self.may_change_sessions or session is None)
        typed = [str(form[column("title", code)].value() or "") for code in language_codes()]
        name = str(session) if session else next(filter(None, typed), str(_("New session")))
        label_cells(form, name)
        return GridSession(key, form, name, self._form_url(session) if session else "")

    def _guest_row(self, key: str, data: QueryDict | None) -> GridGuest | None:
        guest = self.guests.get(key)
        if guest:
            form = GuestRowForm(data, instance=guest, prefix=key)
            self._lock(form, may_change=self.may_change_guests)
            label_cells(form, full_name(guest.person))
            return GridGuest(key, form, full_name(guest.person), self._form_url(guest))
        if NEW in key and self.may_add_guests:
            return self.new_guest(key, data)
        return None

    def _form_url(self, record: Model) -> str:
        """Return the address of a row's own form, which leads back to the row."""
        return f"{change_url(record)}?{FROM_GRID}={self.event.pk}"

    def new_guest(
        self,
        key: str,
        data: QueryDict | None = None,
        initial: Mapping[str, object] | None = None,
        candidates: Choices | None = None,
        mark: str = "",
    ) -> GridGuest:
        """Return a row for somebody who is added."""
        form = NewGuestForm(
            data, prefix=key, initial=dict(initial or {}), people=self.people,
            candidates=candidates, empty_permitted=True,
        )  # fmt: skip
        self._lock(form, may_change=True)
        label_cells(form, str(_("New guest")))
        return GridGuest(key, form, mark=mark)

    def _lock(self, form: SessionRowForm | GuestRowForm, *, may_change: bool) -> None:
        names = [*form.fields] if not may_change else locked_columns(self.user, form)
        form.lock_fields(name for name in names if name != "version_token")


def label_cells(form: SessionRowForm | GuestRowForm, name: str) -> None:
    """Give each cell a name of its own: a table's cells have no labels."""
    for bound in form:
        if not bound.is_hidden:
            bound.field.widget.attrs["aria-label"] = labelled(bound.label, name)


def picked_keys(data: QueryDict) -> list[str]:
    """Return the rows that were ticked."""
    return [key for key in data.getlist(PICK) if key.startswith(GUEST)]


def apply_to_picked(data: QueryDict, order: list[str]) -> list[str]:
    """Do what a button asks of the rows: to the sent values; return the order of the rows.

    data: a copy of what was sent, which is changed.
    """
    act, _colon, target = data.get(DO, "").partition(":")
    picked = [key for key in order if key in picked_keys(data)]
    if act in ("role", "attendance"):
        for key in picked:
            data[f"{key}-{act}"] = data.get(f"_{act}", "")
    elif act == "withhold":
        for key in picked:
            data[f"{key}-withheld"] = "on"
    elif act == "move" and (goal := data.get("_session", "")) in order:
        return _moved_to(order, picked, goal)
    elif act in ("up", "down") and target in order:
        return moved_by(order, target, -1 if act == "up" else 1)
    return order


def _moved_to(order: list[str], picked: list[str], goal: str) -> list[str]:
    """Put rows at the end of a session's."""
    rest = [key for key in order if key not in picked]
    place = rest.index(goal) + 1
    while place < len(rest) and rest[place].startswith(GUEST):
        place += 1
    return [*rest[:place], *picked, *rest[place:]]


def moved_by(order: list[str], key: str, step: int) -> list[str]:
    """Move a guest by a row, over the head of a session too; a session with all its guests."""
    if key.startswith(GUEST):
        place, goal = order.index(key), order.index(key) + step
        # The first row is the head of the first session.
        if not 0 < goal < len(order):
            return order
        rest = [*order]
        rest[place], rest[goal] = rest[goal], rest[place]
        return rest
    blocks = list(_blocks(order))
    place = next(number for number, block in enumerate(blocks) if block[0] == key)
    goal = place + step
    if 0 <= goal < len(blocks):
        blocks[place], blocks[goal] = blocks[goal], blocks[place]
    return [row for block in blocks for row in block]


def _blocks(order: list[str]) -> Iterator[list[str]]:
    """Yield each session with its guests."""
    block: list[str] = []
    for key in order:
        if key.startswith(SESSION) and block:
            yield block
            block = []
        block.append(key)
    if block:
        yield block
