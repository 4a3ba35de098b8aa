"""The page of the grid, and the answer to a list that is pasted into it."""

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from forum.desk.base_admin import DeskAdmin, PageContext, desk_page, key_in
from forum.desk.correction_forms import ask
from forum.desk.imports.columns import column_choices
from forum.desk.overtaken_page import conflict_page
from forum.desk.programme_grid.grid_rows import (
    DO,
    GUEST,
    ROW,
    SESSION,
    SHOWN,
    GridGuest,
    GridSession,
    ProgrammeGrid,
    apply_to_picked,
)
from forum.desk.programme_grid.pasting import (
    PastedList,
    PastedTooLong,
    pasted_rows,
    read_pasted,
    stated_columns,
)
from forum.desk.programme_grid.row_forms import GUEST_COLUMNS, TYPED_CELLS
from forum.desk.programme_grid.saving import GridOutcome, GridSaving
from forum.desk.return_links import row_anchor
from forum.history.audit import Action, log_action
from forum.history.conflicts.comparing import list_conflicts
from forum.history.corrections.correction_question import AskFirst
from forum.workflow.record_steps import Refused
from forum.workflow.session_changes import copy_session, join_sessions, split_session
from sessions_app.models import Appearance, Event, Session

# What is said when sessions were copied, split or joined.
_DONE: Final = {
    "copy": _("Copied: the new session stands behind it, with the same guests and titles."),
    "split": _("Split: who follows stands in a new session. Say what it is called."),
    "join": _("Joined: the guests of the next session stand here, behind the others."),
}


class ProgrammeGridMixin(DeskAdmin):
    """The views of the grid, for the admin of events."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/grid/", view(self.grid_view), name="sessions_app_event_grid"),
            path(
                "<int:pk>/grid/paste/", view(self.paste_view), name="sessions_app_event_grid_paste"
            ),
            *super().get_urls(),
        ]

    def _gridded_event_or_404(self, request: HttpRequest, pk: int) -> Event:
        event: Event = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        return event

    def grid_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the programme as a table; POST: save what is on the screen."""
        event = self._gridded_event_or_404(request, pk)
        if request.method != "POST":
            grid = ProgrammeGrid(request, event)
            return self._page(request, grid, grid.rows(_with_blank_rows(request.GET, grid.order())))
        try:
            with transaction.atomic():
                return self._save(request, ProgrammeGrid(request, event, is_locked=True))
        except AskFirst as question:
            return ask(request, question)

    def _save(self, request: HttpRequest, grid: ProgrammeGrid) -> HttpResponse:
        if not (grid.may_change_sessions or grid.may_change_guests):
            raise PermissionDenied
        data, stored = _data_of(request), grid.order()
        order = apply_to_picked(data, data.getlist(ROW))
        sent = grid.rows([*order, *(key for key in stored if key not in order)], data)
        if data.get(DO, "").startswith("paste"):
            return self._show_pasted(request, grid, data, sent)
        forms = [form for row in sent for form in (row.form, *(guest.form for guest in row.guests))]
        # A row in which nothing was changed is not looked at.
        shown_forms = [form for form in forms if form.is_bound and form.instance.pk]
        conflicts = list_conflicts([form for form in shown_forms if not form.is_valid()])
        if conflicts:
            context = {"opts": self.opts, "original": grid.event}
            return conflict_page(request, conflicts, context)
        self._warn_of_lost(request, grid, data)
        shown = [key for key in data.get(SHOWN, "").split(",") if key]
        blank_rows = _blank_rows(sent)
        is_reordered = [row for row in order if row not in blank_rows] != shown
        if stored != shown:
            is_reordered = False
            messages.warning(request, _order_overtaken())
        elif is_reordered and not grid.may_reorder:
            is_reordered = False
            messages.warning(request, gettext("Your role does not move rows: the order stays."))
        outcome = GridSaving(request, grid, sent).save(is_reordered=is_reordered)
        if is_reordered:
            log_action(Action.REORDERED, grid.event, request.user)
        unread = data.get("pasted_list", "")
        if unread.strip():
            messages.warning(request, _unread_words())
        if outcome.failed:
            return self._failed_page(request, grid, sent, outcome, unread)
        _say_what_was_saved(request, outcome, is_reordered=is_reordered)
        query, anchor = self._lead_on(request, grid, data.get(DO, ""), is_overtaken=stored != shown)
        if unread.strip():
            fresh = ProgrammeGrid(request, grid.event)
            rows = fresh.rows(_with_blank_rows(query, fresh.order()))
            return self._page(request, fresh, rows, unread=unread)
        grid_page = "admin:sessions_app_event_grid"
        return redirect(reverse(grid_page, args=[grid.event.pk], query=query, fragment=anchor))

    def _failed_page(
        self,
        request: HttpRequest,
        grid: ProgrammeGrid,
        sent: list[GridSession],
        outcome: GridOutcome,
        unread: str,
    ) -> HttpResponse:
        """Show the rows that failed as they were typed, and the others as they are stored now."""
        fresh = ProgrammeGrid(request, grid.event)
        failed = {row.key: row for row in sent if row.key in outcome.failed}
        guests = {
            guest.key: guest for row in sent for guest in row.guests if guest.key in outcome.failed
        }
        shown = []
        by_key = {row.key: row for row in fresh.rows(fresh.order())}
        for row in sent:
            key = row.key if row.key in failed else f"{SESSION}{row.form.instance.pk}"
            present = failed.get(key) or by_key.pop(key, None)
            if present is None:
                continue
            stored = by_key.pop(key, present)
            present.guests = [
                *(
                    guests.pop(guest.key, guest)
                    for guest in stored.guests
                    if guest.key in fresh.guests
                ),
                *(
                    guests.pop(guest.key)
                    for guest in row.guests
                    if guest.key in guests and guest.is_new
                ),
            ]
            shown.append(present)
        if outcome.sessions or outcome.guests:
            messages.info(request, _saved_words(outcome))
        return self._page(request, fresh, shown, outcome=outcome, unread=unread)

    def _lead_on(
        self, request: HttpRequest, grid: ProgrammeGrid, do: str, *, is_overtaken: bool
    ) -> tuple[dict[str, str], str | None]:
        """Do what a button asks beside the save; return the grid's query and anchor to go on at.

        is_overtaken: the rows are not those that the button was pressed beside.
        """
        act, _colon, key = do.partition(":")
        if act == GUEST:
            return {GUEST: key}, f"add-{key}"
        if act == SESSION:
            return {SESSION: "1"}, "add-session"
        try:
            with transaction.atomic():
                session = self._act(grid, act, key, is_overtaken=is_overtaken)
        except Refused as refused:
            messages.warning(request, str(refused))
            return {}, None
        if session is None:
            return {}, None
        messages.success(request, _DONE[act])
        return {}, row_anchor(session)

    def _act(
        self, grid: ProgrammeGrid, act: str, key: str, *, is_overtaken: bool
    ) -> Session | None:
        """Copy, split or join sessions; return the one to look at, None where nothing was asked.

        Raises Refused, also where other rows stand there than were shown, and PermissionDenied.
        """
        if act in ("copy", "split", "join") and not grid.may_add_sessions:
            raise PermissionDenied
        if act == "join" and not grid.may_delete_sessions:
            raise PermissionDenied
        if act not in ("copy", "split", "join"):
            return None
        if is_overtaken:
            raise Refused(gettext("Nothing was copied, split or joined: look at the rows again."))
        first, session = grid.guests.get(key), grid.sessions.get(key)
        if act == "split" and first:
            return split_session(first.session, Appearance.objects.get(pk=first.pk))
        if act == "split" or not session:
            raise Refused(gettext("This row has been deleted meanwhile."))
        stored = Session.objects.get(pk=session.pk)
        return copy_session(stored) if act == "copy" else join_sessions(stored)

    def paste_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer the rows of a list that was pasted, to be looked at before they are saved."""
        if request.method != "POST":
            raise Http404
        grid = ProgrammeGrid(request, self._gridded_event_or_404(request, pk))
        if not grid.may_add_guests:
            raise PermissionDenied
        try:
            pasted, rows = _read_list(grid, _data_of(request))
        except PastedTooLong as error:
            return JsonResponse({"message": str(error)}, status=413)
        panel = render_to_string("admin/grid/pasted.html", _pasted_context(pasted), request)
        answers = [
            {"session": session, "html": _row_html(request, grid, guest)} for session, guest in rows
        ]
        return JsonResponse({"rows": answers, "panel": panel, "count": len(rows)})

    def _show_pasted(
        self, request: HttpRequest, grid: ProgrammeGrid, data: QueryDict, sent: list[GridSession]
    ) -> HttpResponse:
        """Show the page with a row for each guest of a list that was pasted, where no script is."""
        try:
            pasted, rows = _read_list(grid, data)
        except PastedTooLong as error:
            messages.error(request, str(error))
            return self._page(request, grid, sent, unread=data.get("pasted_list", ""))
        by_key = {row.key: row for row in sent}
        goal = by_key.get(data.get("_into", "")) or (sent[-1] if sent else None)
        for key, guest in rows:
            if row := by_key.get(key) or goal:
                row.guests.append(guest)
        unread = "" if rows else data.get("pasted_list", "")
        return self._page(request, grid, sent, pasted=pasted, unread=unread)

    def _warn_of_lost(self, request: HttpRequest, grid: ProgrammeGrid, data: QueryDict) -> None:
        """Say what was typed into rows that somebody else deleted, for it is stored nowhere."""
        for key in grid.lost(data.getlist(ROW)):
            sent = (data.get(f"{key}-{name}", "") for name in TYPED_CELLS)
            if texts := " · ".join(filter(None, sent)):
                words = gettext("A row of this page was deleted meanwhile. It held: %(texts)s")
                messages.warning(request, words % {"texts": texts})

    def _page(
        self,
        request: HttpRequest,
        grid: ProgrammeGrid,
        sessions: list[GridSession],
        outcome: GridOutcome | None = None,
        pasted: PastedList | None = None,
        unread: str = "",
    ) -> HttpResponse:
        """Show the grid. unread: a list that was pasted, and of which no row was made."""
        context = {
            "opts": self.opts,
            "original": grid.event,
            "grid": grid,
            "sessions": sessions,
            "shown": ",".join(grid.order()),
            "problems": outcome.problems if outcome else [],
            "blank_guest": grid.new_guest(f"{GUEST}new0") if grid.may_add_guests else None,
            "blank_session": next(iter(grid.rows([f"{SESSION}new0"])), None),
            "session_span": len(GUEST_COLUMNS) + 1,
            "row_span": len(GUEST_COLUMNS) + 2,
            "roles": Appearance.Role.choices,
            "attendances": Appearance.Attendance.choices,
            "may_save": grid.may_change_sessions or grid.may_change_guests,
            "unread": unread,
            **_pasted_context(pasted),
        }
        return desk_page(request, "admin/grid/page.html", context)


def _read_list(
    grid: ProgrammeGrid, data: QueryDict
) -> tuple[PastedList, list[tuple[str, GridGuest]]]:
    """Read the list that was sent; return it with a row for each of its guests, not saved yet.

    Beside each row the key of the session that it names, "" where it names none. Raises
    PastedTooLong.
    """
    target = data.get("_into", "")
    present = [guest for guest in grid.guests.values() if target == _row_of(guest)]
    table = pasted_rows(data.get("pasted_list", ""), data.get("_html", ""))
    stated = stated_columns(data.getlist("_header"), data.getlist("_field"))
    pasted = read_pasted(table, grid.event, present, grid.people, stated)
    keys = {session.slug: key for key, session in grid.sessions.items() if session.slug}
    new_rows = len([key for key in data.getlist(ROW) if key.startswith(f"{GUEST}new")])
    first = key_in(data.get("_first", "")) or new_rows + 1
    rows = []
    for number, guest in enumerate(pasted.guests, first):
        session = keys.get(guest.session, "")
        if not (session or target):
            pasted.notes.append(gettext("Add a session first; the guests go into it."))
            break
        key = f"{GUEST}new{number}"
        rows.append(
            (session, grid.new_guest(key, None, guest.initial, guest.candidates, guest.mark))
        )
    return pasted, rows


def _data_of(request: HttpRequest) -> QueryDict:
    """Return a copy of what was sent."""
    assert isinstance(request.POST, QueryDict)  # noqa: S101 - of a POST
    return request.POST.copy()


def _pasted_context(pasted: PastedList | None) -> PageContext:
    return {"pasted": pasted, "column_choices": column_choices() if pasted else []}


def _row_html(request: HttpRequest, grid: ProgrammeGrid, guest: GridGuest) -> str:
    return render_to_string("admin/grid/guest_row.html", {"guest": guest, "grid": grid}, request)


def _row_of(guest: Appearance) -> str:
    return f"{SESSION}{guest.session_id}"


def _with_blank_rows(query: Mapping[str, str], order: list[str]) -> list[str]:
    """Add the row that was asked for where no script adds one."""
    if query.get(SESSION):
        return [*order, f"{SESSION}new1"]
    session = query.get(GUEST, "")
    if session not in order:
        return order
    place = order.index(session) + 1
    while place < len(order) and order[place].startswith(GUEST):
        place += 1
    return [*order[:place], f"{GUEST}new1", *order[place:]]


def _blank_rows(rows: list[GridSession]) -> set[str]:
    """Return the keys of rows that were added and left empty: they move nobody."""
    guests = {guest.key for row in rows for guest in row.guests if guest.is_blank}
    return guests | {row.key for row in rows if row.is_blank}


def _unread_words() -> str:
    return gettext(
        "The pasted list has not been read, and nothing of it is saved. It still stands below "
        "“Paste a list of guests”: press “Look at it” there, or empty the field."
    )


def _order_overtaken() -> str:
    return gettext(
        "Rows have been added, moved or deleted meanwhile: the order stays as it is now."
    )


def _saved_words(outcome: GridOutcome) -> str:
    sessions = ngettext("%(count)d session", "%(count)d sessions", outcome.sessions)
    guests = ngettext("%(count)d guest", "%(count)d guests", outcome.guests)
    return gettext("Saved: %(sessions)s, %(guests)s.") % {
        "sessions": sessions % {"count": outcome.sessions},
        "guests": guests % {"count": outcome.guests},
    }


def _say_what_was_saved(request: HttpRequest, outcome: GridOutcome, *, is_reordered: bool) -> None:
    if outcome.sessions or outcome.guests:
        messages.success(request, _saved_words(outcome))
    elif is_reordered:
        messages.success(request, gettext("The order is saved."))
