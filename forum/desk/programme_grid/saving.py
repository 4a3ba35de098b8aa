"""What is on the screen, saved at once: each row for itself, those that fail are kept and named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from forum.core.columns import columns
from forum.core.record_names import full_name_from
from forum.desk.audit_sentences import list_changed_labels
from forum.desk.base_admin import admin_of
from forum.desk.correction_forms import changed_texts, tell_if_any
from forum.desk.programme_grid.grid_rows import GridGuest, GridSession, ProgrammeGrid
from forum.desk.programme_grid.row_forms import (
    GuestRowForm,
    NewGuestForm,
    NewPersonForm,
    SessionRowForm,
)
from forum.history.corrections.correction_question import read_note
from forum.workflow.session_changes import number_sessions
from people.models import Person
from sessions_app.models import Appearance


class RowProblem(NamedTuple):
    """A cell that keeps its row from being saved. anchor: its id in the page."""

    anchor: str
    name: str
    label: str
    message: str


@dataclass(slots=True)
class GridOutcome:
    """What came of a save. failed: keys of the rows that stay as they were typed."""

    sessions: int = 0
    guests: int = 0
    failed: dict[str, SessionRowForm | GuestRowForm] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


class GridSaving:
    """Saves the rows of a grid that were sent."""

    def __init__(self, request: HttpRequest, grid: ProgrammeGrid, rows: list[GridSession]) -> None:
        self._request, self._grid, self._rows = request, grid, rows
        self.outcome = GridOutcome()

    def save(self, *, is_reordered: bool) -> GridOutcome:
        """Save what was changed; raise AskFirst where nobody has said what kind of change it is."""
        forms = [form for _key, _name, form in self._forms() if form.is_valid()]
        stored = [form for form in forms if form.instance.pk and form.has_changed()]
        changes = [change for form in stored for change in changed_texts(form)]
        note = read_note(self._request.POST, changes)
        for row in self._rows:
            self._save_session(row)
            for guest in row.guests:
                self._save_guest(row, guest, is_reordered=is_reordered)
        if is_reordered:
            self._number()
        tell_if_any(note, self._grid.user)
        return self.outcome

    def _forms(self) -> Iterator[tuple[str, str, SessionRowForm | GuestRowForm]]:
        for row in self._rows:
            yield row.key, row.name, row.form
            for guest in row.guests:
                yield guest.key, guest.name, guest.form

    def _save_session(self, row: GridSession) -> None:
        if row.is_blank:
            return
        if self._is_refused(row.key, row.name, row.form):
            return
        if row.form.has_changed() or row.is_new:
            is_new = row.is_new
            if is_new:
                row.form.instance.position = len(self._grid.sessions) + 1
            if self._stores(row.key, row.name, row.form):
                self.outcome.sessions += 1
                self._log(row.form, is_new=is_new)
                self._grid.sessions[row.key] = row.form.instance

    def _save_guest(self, row: GridSession, guest: GridGuest, *, is_reordered: bool) -> None:
        """Save a guest's row; where the order stays, it stays in the session that it is in now."""
        form = guest.form
        if guest.is_blank:
            return
        if self._is_refused(guest.key, guest.name, form):
            return
        if guest.is_homeless:
            self._fail(guest.key, guest.name, form, _homeless_words())
            return
        session = row.form.instance
        is_new = guest.is_new
        moves = is_reordered and not is_new and form.instance.session_id != session.pk
        if (is_new or moves) and session.pk is None:
            self._fail(guest.key, guest.name, form, gettext("Its session could not be saved."))
            return
        if not (form.has_changed() or moves):
            return
        if is_new or moves:
            form.instance.session = session
        if is_new and not self._finds_person(guest):
            return
        if is_new or moves:
            form.instance.position = len(row.guests) + 1
        if self._stores(guest.key, guest.name or str(form.instance.person), form):
            self.outcome.guests += 1
            self._log(form, is_new=is_new, moves=moves)
            self._grid.guests[guest.key] = form.instance

    def _finds_person(self, guest: GridGuest) -> bool:
        form = guest.form
        assert isinstance(form, NewGuestForm)  # noqa: S101 - who asks knows
        try:
            form.instance.person = form.find_person() or self._add_person(form.names)
        except ValidationError as error:
            self._fail(guest.key, guest.name, form, " ".join(error.messages), "person")
            return False
        return True

    def _add_person(self, names: dict[str, str]) -> Person:
        """Add a person as a draft: published with the event, or by itself."""
        person_admin = admin_of(Person)
        if not person_admin.has_add_permission(self._request):
            raise ValidationError(gettext("Nobody bears this name; your role adds no people."))
        form = NewPersonForm(names)
        if not form.is_valid():
            raise ValidationError([text for texts in form.errors.values() for text in texts])
        form.save()
        person: Person = form.instance
        person_admin.log_addition(self._request, person, [{"added": {}}])
        return person

    def _is_refused(self, key: str, name: str, form: SessionRowForm | GuestRowForm) -> bool:
        if form.is_valid():
            return False
        for field_name, errors in form.errors.items():
            for message in errors:
                self._note(key, name, form, str(message), field_name)
        return True

    def _stores(self, key: str, name: str, form: SessionRowForm | GuestRowForm) -> bool:
        """Save a row; tell whether that was possible. Nothing of one that fails is left behind."""
        try:
            with transaction.atomic():
                form.instance.validate_constraints()
                form.save()
        except ValidationError as error:
            self._fail(key, name, form, " ".join(error.messages))
        except (IntegrityError, DataError):
            self._fail(key, name, form, gettext("It does not fit what is stored now."))
        return key not in self.outcome.failed

    def _fail(
        self,
        key: str,
        name: str,
        form: SessionRowForm | GuestRowForm,
        message: str,
        field_name: str = NON_FIELD_ERRORS,
    ) -> None:
        form.add_error(None if field_name == NON_FIELD_ERRORS else field_name, message)
        self._note(key, name, form, message, field_name)

    def _note(
        self,
        key: str,
        name: str,
        form: SessionRowForm | GuestRowForm,
        message: str,
        field_name: str,
    ) -> None:
        self.outcome.failed[key] = form
        if field_name == NON_FIELD_ERRORS:
            field_name = next(bound.name for bound in form if not bound.is_hidden)
            label = ""
        else:
            label = str(form[field_name].label)
        anchor = form[field_name].id_for_label
        # Of a guest who is new, what was typed.
        typed = {column: form.data.get(f"{key}-{column}") for column in columns("name")}
        named = name or full_name_from(Person, typed)
        self.outcome.problems.append(RowProblem(anchor, named, label, message))

    def _number(self) -> None:
        """Store the order: sessions from 1 on, in each moderators and others apart."""
        number_sessions(row.form.instance for row in self._rows if row.form.instance.pk)
        for row in self._rows:
            stored = [guest.form.instance for guest in row.guests if guest.form.instance.pk]
            for group in (True, False):
                guests = [
                    guest
                    for guest in stored
                    if (guest.role == Appearance.Role.MODERATOR) == group
                    and guest.session_id == row.form.instance.pk
                ]
                for position, guest in enumerate(guests, 1):
                    if guest.position != position:
                        guest.position = position
                        guest.save(update_fields=["position"])

    def _log(
        self, form: SessionRowForm | GuestRowForm, *, is_new: bool, moves: bool = False
    ) -> None:
        record = form.instance
        model_admin = admin_of(type(record))
        if is_new:
            model_admin.log_addition(self._request, record, [{"added": {}}])
        else:
            fields = [*([_label_of_session()] if moves else []), *list_changed_labels(form)]
            changes: list[dict[str, object]] = [{"changed": {"fields": fields}}] if fields else []
            model_admin.log_change(self._request, record, changes)


def _label_of_session() -> str:
    """Return what the trail keeps of a guest who stands in another session: a label, as others."""
    with override(None):
        return str(capfirst(Appearance._meta.get_field("session").verbose_name))


def _homeless_words() -> str:
    return gettext(
        "Its session was deleted meanwhile. Put the row into the session that it belongs to, and "
        "save again."
    )
