"""The pages of an import in the admin: files in, the plan, decisions, confirmation, the result."""

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from forum.desk.addresses import change_url, list_url
from forum.desk.admin.readonly import ReadOnlyAdmin
from forum.desk.autosaves import drop_texts_below
from forum.desk.base_admin import PageContext, Words, admin_of, desk_page, key_in, staff_of
from forum.desk.correction_forms import ask
from forum.desk.downloads import PrivateFileMixin
from forum.desk.imports import plan_view, questions, results, row_page, uploads
from forum.desk.imports.columns import ColumnsForm, columns_form
from forum.desk.imports.uploads import BUSY
from forum.desk.overtaken_page import OVERTAKEN, overtaken_page
from forum.history.corrections.changed import find_changes, from_json
from forum.history.corrections.correction_question import AskFirst, read_note
from forum.history.version_token import OvertakenError
from forum.imports.passages import cut_passage
from forum.imports.tasks import may_publish
from forum.models import ImportUpload
from forum.permissions.access import IMPORT, may
from forum.reader.table_files import table_formats
from sessions_app.models import Event

State = ImportUpload.State
OVERWRITE = ImportUpload.OVERWRITE
PARTIAL = ImportUpload.PARTIAL
UNFIT = ImportUpload.UNFIT
MOST_LISTED = 30
# Long, and no list shows it.
UNLISTED = ("plan", "decisions", "run__record", "run__changes")


class ImportUploadAdmin(PrivateFileMixin, ReadOnlyAdmin):
    """The list is the page where files are given; a row's page shows where it stands."""

    menu_name = _("Import records")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        # The sign-in page asks for somebody who is not known yet.
        return may(request.user, IMPORT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportUpload]:
        return super().get_queryset(request).select_related("by", "run")

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "status": self.status_view,
            "decide": self.decide_view,
            "confirm": self.confirm_view,
            "again": self.again_view,
            "discard": self.discard_view,
            "columns": self.columns_view,
            "rows": self.rows_view,
            "inherited": self.inherited_view,
            "copies": self.copies_view,
        }
        return [
            path(
                "<int:pk>/rows/<path:row>/",
                self.admin_site.admin_view(self.row_view),
                name="forum_importupload_row",
            ),
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(view),
                    name=f"forum_importupload_{name}",
                )
                for name, view in pages.items()
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: PageContext | None = None
    ) -> HttpResponse:
        """Take files in, and list those that are under way."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._receive(request)
        recent = list(self.get_queryset(request).defer(*UNLISTED)[:MOST_LISTED])
        statuses = uploads.statuses_of(recent)
        context = {
            "rows": list(zip(recent, statuses, strict=True)),
            "busy": any(status.busy for status in statuses),
            "trouble": next((status.trouble for status in statuses if status.trouble), ""),
            "events": self._events(request),
            "chosen": request.GET.get("event", ""),
            "table_suffixes": [table_format.suffix for table_format in table_formats()],
        }
        return self._page(request, "upload", self.menu_name, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: PageContext | None = None,
    ) -> HttpResponse:
        """Show where an upload stands: at work, its plan, what went wrong, or the result."""
        if (key := key_in(object_id)) is None:
            raise Http404
        upload = self._upload_or_404(request, key)
        status = uploads.status_of(upload)
        context = {
            "original": upload,
            "upload": upload,
            "status": status,
            "busy": status.busy,
        }
        if upload.state == State.PLANNED:
            context |= _plan_context(request, upload)
        elif upload.state == State.DONE and upload.run:
            if upload.run.by_id == staff_of(request).pk:
                drop_texts_below(_pages_of(upload), staff_of(request))
            context |= results.result_context(upload.run)
        elif upload.state == State.FAILED:
            context |= _failure_context(request, upload)
        pages = {State.PLANNED: "plan", State.DONE: "result", State.FAILED: "failed"}
        name = pages.get(State(upload.state), "work")
        return self._page(request, name, upload.name, context)

    def status_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Say how far an upload is, for the page that shows it."""
        status = uploads.status_of(self._upload_or_404(request, pk))
        return JsonResponse(
            {
                "state": status.state,
                "label": status.label,
                "progress": status.progress,
                "trouble": status.trouble,
            }
        )

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store the answers and plan again."""
        upload = self._posted_upload(request, pk)
        if upload.state != State.PLANNED:
            return self._answers_overtaken(request, upload)
        answers = questions.read_answers(upload, request.POST)
        if questions.names_person_twice(answers):
            message = gettext(
                "Two people of the record cannot both be the same person: choose again."
            )
            self.message_user(request, message, messages.ERROR)
            return self._plan_page(request, upload, answers, HTTPStatus.BAD_REQUEST)
        options = {
            key: upload.decisions[key] for key in ImportUpload.OPTIONS if key in upload.decisions
        }
        if "overwrite_asked" in request.POST:
            options[OVERWRITE] = bool(request.POST.get(OVERWRITE))
        decisions = {**_settled_answers(upload), **answers, **options}
        if not uploads.ask_to_read(upload, lambda: _set_decisions(upload, decisions)):
            return self._answers_overtaken(request, upload)
        return redirect(change_url(upload))

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the plan written that the page has shown."""
        upload = self._posted_upload(request, pk)
        publish = request.POST.get("publish") == "yes"
        if publish and not (may_publish(staff_of(request)) and _is_publishable(upload)):
            raise PermissionDenied
        if upload.is_published_only and not publish:
            message = gettext(
                "Beside a working copy, what is new to the public can only be published at once: "
                "choose that, or let it go into the working copy."
            )
            self.message_user(request, message, messages.WARNING)
            return redirect(f"{change_url(upload)}#confirm")
        is_same = request.POST.get("fingerprint") == upload.plan.get("fingerprint")
        is_open = upload.unseen_copies or any(
            not question["answer"] for question in upload.plan.get("questions", ())
        )
        if upload.state != State.PLANNED or not is_same or is_open:
            return self._overtaken(request, upload)
        # What waits in working copies is asked about, as a correction, when those go out.
        edits = () if upload.waits(publish=publish) else upload.plan.get("edits", ())
        try:
            note = read_note(request.POST, find_changes(from_json(edits)))
        except AskFirst as question:
            return ask(request, question, back=change_url(upload))
        if not uploads.ask_to_write(upload, staff_of(request), publish=publish, note=note):
            return self._overtaken(request, upload)
        return redirect(change_url(upload))

    def columns_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store what the columns of a list hold and where its guests go, and read it again."""
        upload = self._posted_upload(request, pk)
        form = ColumnsForm(request, upload, request.POST)
        if not form.is_valid():
            for errors in form.errors.values():
                self.message_user(request, str(errors[0]), messages.ERROR)
            return redirect(change_url(upload))
        if not uploads.ask_to_read(upload, lambda: form.decide(upload)):
            return self._overtaken(request, upload)
        return redirect(change_url(upload))

    def row_view(self, request: HttpRequest, pk: int, row: str) -> HttpResponse:
        """Correct a row of a plan, or leave it out, beside its passage; then plan again."""
        upload = self._upload_or_404(request, pk)
        if upload.state != State.PLANNED and not (
            request.method == "POST" and "plan" in upload.plan
        ):
            return self._overtaken(request, upload)
        plan = plan_view.name_sessions(upload.plan)
        entry = row_page.find_entry(plan, row)
        if entry is None:
            gone = OvertakenError(row_page.find_why_gone(upload, row))
            return overtaken_page(request, gone, again=f"{change_url(upload)}#changes")
        form = row_page.RowForm(plan, entry, request.POST or None)
        status: int = OVERTAKEN if form.overtaken_names else HTTPStatus.OK
        if request.method == "POST" and form.is_valid():
            if self._decide_row(upload, row, form):
                messages.success(request, gettext("Kept; the plan below is made anew."))
                return redirect(f"{change_url(upload)}#{row_page.place_in_plan(row, form)}")
            self._warn_unsaved(request)
            status = OVERTAKEN
        words = entry["name"].split(" · ")
        context = {
            "original": upload,
            "upload": upload,
            "form": form,
            "row": entry["name"],
            "passage": cut_passage(plan["passages"], entry["lines"], words),
        }
        return self._page(request, "row", gettext("Correct this row"), context, status)

    def _decide_row(self, upload: ImportUpload, row: str, form: row_page.RowForm) -> bool:
        """Store a decision and plan again; False if something else is under way."""
        if upload.state != State.PLANNED:
            return False
        if not uploads.ask_to_read(upload, lambda: row_page.decide(upload, row, form)):
            return False
        uploads.ask_companions_to_read(upload, row)
        return True

    def rows_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back what was decided about rows: about one, or about all; plan again."""
        upload = self._posted_upload(request, pk)
        chosen = request.POST.get("row")

        def discard() -> None:
            if chosen:
                row_page.discard_decision(upload, chosen)
            else:
                row_page.discard_decisions(upload)

        if not uploads.ask_to_read(upload, discard):
            return self._overtaken(request, upload)
        return redirect(change_url(upload))

    def inherited_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back what was decided as in other documents: of one row, or of all; plan again."""
        upload = self._posted_upload(request, pk)
        if upload.state != State.PLANNED:
            return self._overtaken(request, upload)
        chosen = request.POST.get("row")
        rows = [chosen] if chosen else upload.inherited_rows
        if not uploads.ask_to_read(upload, lambda: row_page.discard_inherited(upload, rows)):
            return self._overtaken(request, upload)
        return redirect(change_url(upload))

    def copies_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store whether it goes into the working copies that wait, or beside them; plan again."""
        upload = self._posted_upload(request, pk)
        goes_into_copies = request.POST.get("way") == "copies"
        shown = request.POST.getlist("beside")
        beside = [] if goes_into_copies else [number for key in shown if (number := key_in(key))]
        choice = {ImportUpload.INTO_COPIES: goes_into_copies, ImportUpload.BESIDE: beside}

        def store() -> None:
            _set_decisions(upload, {**upload.decisions, **choice})

        if not uploads.ask_to_read(upload, store):
            return self._overtaken(request, upload)
        return redirect(change_url(upload))

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read and plan once more."""
        upload = self._posted_upload(request, pk)
        takes_part = PARTIAL in request.POST and upload.plan.get(UNFIT)

        def store() -> None:
            if takes_part:
                _set_decisions(upload, {**upload.decisions, PARTIAL: True})

        if not upload.file or not uploads.ask_to_read(upload, store):
            return self._overtaken(request, upload)
        return redirect(change_url(upload))

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then take an upload away that nothing came of, with its file."""
        upload = self._upload_or_404(request, pk)
        uploads.store_interruption(upload)
        if upload.state in BUSY - {State.WAITING} or upload.run_id:
            return self._overtaken(request, upload)
        if request.method != "POST":
            context = {
                "original": upload,
                "upload": upload,
                "corrections": len(upload.decisions.get(ImportUpload.ROWS, {})),
                "answers": len(upload.answers),
            }
            return self._page(request, "discarding", gettext("Discard this upload?"), context)
        if upload.file:
            upload.file.delete(save=False)
        drop_texts_below(_pages_of(upload), staff_of(request))
        upload.delete()
        message = gettext("“%(name)s” was discarded; nothing of it was imported.")
        self.message_user(request, message % {"name": upload.name}, messages.SUCCESS)
        return redirect("admin:forum_importupload_changelist")

    def _receive(self, request: HttpRequest) -> HttpResponse:
        files = request.FILES.getlist("files")
        if text := request.POST.get("text", "").strip():
            files.append(uploads.file_of_text(text))
        if not files:
            message = gettext("Choose at least one file, or paste a text.")
            self.message_user(request, message, messages.WARNING)
            return redirect("admin:forum_importupload_changelist")
        event = self._events(request).filter(slug=request.POST.get("event", "")).first()
        slug = event.slug if event else ""
        batch = secrets.token_hex(8) if len(files) > 1 else ""
        received = [uploads.receive_file(file, staff_of(request), slug, batch) for file in files]
        refused = sum(upload.state == State.FAILED and not upload.file for upload in received)
        if len(received) == 1 and not refused:
            return redirect(change_url(received[0]))
        if refused:
            message = ngettext(
                "%(count)d file was refused; the reason stands beside it.",
                "%(count)d files were refused; the reason stands beside each.",
                refused,
            )
            self.message_user(request, message % {"count": refused}, messages.WARNING)
        # The pasted text is the last; without this word the page would offer it again.
        if text and received[-1].file:
            self.message_user(request, gettext("The pasted text was taken and is read."))
        return redirect("admin:forum_importupload_changelist")

    def _events(self, request: HttpRequest) -> QuerySet[Event]:
        return admin_of(Event).get_queryset(request).order_by("-starts_on", "-pk")

    def _upload_or_404(self, request: HttpRequest, pk: int) -> ImportUpload:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _posted_upload(self, request: HttpRequest, pk: int) -> ImportUpload:
        if request.method != "POST":
            raise Http404
        upload = self._upload_or_404(request, pk)
        uploads.store_interruption(upload)
        return upload

    def _overtaken(self, request: HttpRequest, upload: ImportUpload) -> HttpResponse:
        message = gettext(
            "This upload has moved on since the page was shown; this is how it stands."
        )
        self.message_user(request, message, messages.WARNING)
        return redirect(change_url(upload))

    def _answers_overtaken(self, request: HttpRequest, upload: ImportUpload) -> HttpResponse:
        """Show the questions with the answers that were sent while the plan is made again."""
        if upload.state not in {State.WAITING, State.READING} or "questions" not in upload.plan:
            return self._overtaken(request, upload)
        self._warn_unsaved(request)
        answers = questions.read_answers(upload, request.POST)
        return self._plan_page(request, upload, answers, OVERTAKEN)

    def _plan_page(
        self, request: HttpRequest, upload: ImportUpload, answers: Mapping[str, str], status: int
    ) -> HttpResponse:
        """Show a plan with answers that are not stored."""
        upload.plan = questions.answered_plan(upload.plan, answers)
        context = {"original": upload, "upload": upload, **_plan_context(request, upload)}
        return self._page(request, "plan", upload.name, context, status)

    def _warn_unsaved(self, request: HttpRequest) -> None:
        """Say that a form stands on its page unsaved."""
        message = gettext(
            "This upload is no longer as the page showed it, so nothing was kept. What you entered "
            "still stands here: keep it again in a moment."
        )
        self.message_user(request, message, messages.WARNING)

    def _page(
        self,
        request: HttpRequest,
        name: str,
        title: Words,
        context: PageContext,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        page_context = {
            "opts": self.opts,
            "title": title,
            **context,
        }
        return desk_page(request, f"admin/imports/{name}.html", page_context, status=status)


def _pages_of(upload: ImportUpload) -> str:
    """Return what the addresses of an upload's pages begin with."""
    return f"{list_url(ImportUpload)}{upload.pk}/"


def _is_publishable(upload: ImportUpload) -> bool:
    """Tell whether a plan may be published as it is written: it is whole, and nothing is open."""
    is_whole = not upload.takes_part and not upload.plan.get("guesses")
    is_decided = not plan_view.name_doubts(upload.plan)
    return is_whole and is_decided and not upload.plan.get(ImportUpload.WAITS)


def _set_decisions(upload: ImportUpload, decisions: dict[str, Any]) -> None:
    upload.decisions = decisions
    upload.save(update_fields=["decisions"])


def _settled_answers(upload: ImportUpload) -> dict[str, str]:
    """Return the answers to questions that the plan does not ask any more, which still hold."""
    open_keys = {question["key"] for question in upload.plan["questions"]}
    return {
        key: answer
        for key, answer in upload.decisions.items()
        if key not in open_keys and key != OVERWRITE
    }


def _failure_context(request: HttpRequest, upload: ImportUpload) -> PageContext:
    """Return what the page of a refused document shows beside the reason."""
    findings = plan_view.findings_with_passages({"warnings": (), **upload.plan})
    return {
        "columns_form": columns_form(request, upload),
        "findings": findings,
        "finding_groups": plan_view.group_findings(findings),
    }


def _plan_context(request: HttpRequest, upload: ImportUpload) -> PageContext:
    """Return what the page of a plan shows."""
    plan = plan_view.name_sessions(upload.plan)
    plan_questions = questions.questions_of(plan)
    findings = plan_view.findings_with_passages(plan)
    is_publisher = may_publish(staff_of(request))
    return {
        "stored_plan": plan,
        "read_as": plan_view.describe_reading(plan),
        "questions": plan_questions,
        "open_count": sum(not question.answered for question in plan_questions),
        "kinds": plan_view.planned_models(plan),
        "findings": findings,
        "finding_groups": plan_view.group_findings(findings),
        "levels": plan_view.count_levels(plan),
        "lacks": plan_view.missing_texts(plan),
        "columns_form": columns_form(request, upload),
        "decided": plan_view.decided_rows(upload),
        "inherited": plan_view.inherited_decisions(upload),
        "overwrite": upload.overwrites,
        "gives_way": plan_view.gives_way(plan),
        "partial": upload.takes_part,
        "unseen_records": plan_view.unseen_records(plan),
        "copies_beside": plan_view.waiting_copies(upload),
        "may_publish": is_publisher and _is_publishable(upload),
        "doubts": plan_view.name_doubts(plan) if is_publisher else (),
        "open_findings": plan_view.count_open_findings(plan),
    }
