"""The pages of an import in the admin: files in, the plan, decisions, confirmation, the result."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from forum.desk.audit_trail import AuditedMixin
from forum.desk.correction_forms import ask
from forum.desk.downloads import PrivateFile
from forum.desk.imports import plan_view, questions, results, uploads
from forum.desk.imports.upload_status import BUSY, status, statuses
from forum.history.corrections.asking import AskFirst, answered
from forum.history.corrections.changed import changed_by, from_json
from forum.models import ImportUpload, SiteSettings
from forum.permissions.access import IMPORT, PUBLISH, may

State = ImportUpload.State
OVERWRITE = ImportUpload.OVERWRITE
PARTIAL = ImportUpload.PARTIAL
UNFIT = ImportUpload.UNFIT
_LISTED = 30


class ImportUploadAdmin(PrivateFile, AuditedMixin, ModelAdmin):  # type: ignore[misc]
    """The list is the page where files are given; a row's page shows where it stands."""

    # What it is called in the menu: what one does there.
    menu_name: ClassVar[Any] = _("Import records")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, IMPORT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("by", "run")

    def get_urls(self) -> list[Any]:
        pages = {
            "status": self.status_view,
            "decide": self.decide_view,
            "confirm": self.confirm_view,
            "again": self.again_view,
            "discard": self.discard_view,
        }
        return [
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

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Take files in, and list those that are under way."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._receive(request)
        recent = list(self.get_queryset(request).defer("plan", "decisions")[:_LISTED])
        rows = list(zip(recent, statuses(recent), strict=True))
        busy = any(how.busy for _one, how in rows)
        trouble = next((how.trouble for _one, how in rows if how.trouble), "")
        context = {"rows": rows, "busy": busy, "trouble": trouble}
        return self._page(request, "upload", self.menu_name, context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show where an upload stands: at work, its plan, what went wrong, or the result."""
        if not object_id.isdecimal():
            raise Http404
        upload = self._upload(request, int(object_id))
        how = status(upload)
        context: dict[str, Any] = {
            "original": upload,
            "upload": upload,
            "status": how,
            "busy": how.busy,
        }
        if upload.state == State.PLANNED:
            context |= self._plan_context(request, upload)
        elif upload.state == State.DONE and upload.run:
            context |= results.context(request, upload.run)
        pages = {State.PLANNED: "plan", State.DONE: "result", State.FAILED: "failed"}
        name = pages.get(State(upload.state), "work")
        return self._page(request, name, upload.name, context)

    def status_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Say how far an upload is, for the page that shows it."""
        how = status(self._upload(request, pk))
        return JsonResponse(
            {
                "state": how.state,
                "label": how.label,
                "progress": how.progress,
                "trouble": how.trouble,
            }
        )

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store the answers and plan again."""
        upload = self._posted(request, pk)
        if upload.state != State.PLANNED:
            return self._too_late(request, upload)
        answers = questions.given(upload, request.POST)
        if questions.twice(answers):
            said = gettext("Two people of the record cannot both be the same person: choose again.")
            self.message_user(request, said, messages.ERROR)
            return self._to(upload)
        kept = {key: one for key, one in upload.decisions.items() if key in (OVERWRITE, PARTIAL)}
        if "overwrite_asked" in request.POST:
            kept[OVERWRITE] = bool(request.POST.get(OVERWRITE))
        upload.decisions = {**_earlier(upload), **answers, **kept}
        upload.save(update_fields=["decisions"])
        uploads.ask_to_read(upload)
        return self._to(upload)

    def confirm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the plan written that the page has shown."""
        upload = self._posted(request, pk)
        publish = request.POST.get("publish") == "yes"
        if publish and not (_may_publish(request) and _is_publishable(upload)):
            raise PermissionDenied
        same = request.POST.get("fingerprint") == upload.plan.get("fingerprint")
        open_ones = any(not one["answer"] for one in upload.plan.get("questions", ()))
        if upload.state != State.PLANNED or not same or open_ones:
            return self._too_late(request, upload)
        try:
            note = answered(request.POST, changed_by(from_json(upload.plan.get("edits", ()))))
        except AskFirst as question:
            return ask(request, question, back=self._address(upload))
        by: Any = request.user
        if not uploads.ask_to_write(upload, by, publish=publish, note=note):
            return self._too_late(request, upload)
        return self._to(upload)

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read and plan once more."""
        upload = self._posted(request, pk)
        if PARTIAL in request.POST and upload.plan.get(UNFIT):
            upload.decisions = {**upload.decisions, PARTIAL: True}
            upload.save(update_fields=["decisions"])
        if not upload.file or not uploads.ask_to_read(upload):
            return self._too_late(request, upload)
        return self._to(upload)

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take an upload away that nothing came of, with its file."""
        upload = self._posted(request, pk)
        if upload.state in BUSY - {State.WAITING} or upload.run_id:
            return self._too_late(request, upload)
        if upload.file:
            upload.file.delete(save=False)
        upload.delete()
        said = gettext("“%(name)s” was discarded; nothing of it was imported.")
        self.message_user(request, said % {"name": upload.name}, messages.SUCCESS)
        return redirect("admin:forum_importupload_changelist")

    def _receive(self, request: HttpRequest) -> HttpResponse:
        files = request.FILES.getlist("files")
        if not files:
            self.message_user(request, gettext("Choose at least one file."), messages.WARNING)
            return redirect("admin:forum_importupload_changelist")
        taken = uploads.receive(files, request.user)  # type: ignore[arg-type]
        refused = sum(1 for one in taken if one.state == State.FAILED and not one.file)
        if len(taken) == 1 and not refused:
            return self._to(taken[0])
        if refused:
            said = ngettext(
                "%(count)d file was refused; the reason stands beside it.",
                "%(count)d files were refused; the reason stands beside each.",
                refused,
            )
            self.message_user(request, said % {"count": refused}, messages.WARNING)
        return redirect("admin:forum_importupload_changelist")

    def _plan_context(self, request: HttpRequest, upload: ImportUpload) -> dict[str, Any]:
        kept = upload.plan
        asking = questions.questions(kept)
        return {
            "kept": kept,
            "questions": asking,
            "open_count": sum(1 for one in asking if not one.answered),
            "kinds": plan_view.kinds(kept),
            "findings": plan_view.findings(kept),
            "levels": plan_view.levels(kept),
            "lacks": plan_view.lacks(kept),
            "overwrite": upload.overwrites,
            "partial": upload.takes_part,
            "may_publish": _may_publish(request) and _is_publishable(upload),
        }

    def _upload(self, request: HttpRequest, pk: int) -> ImportUpload:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found: ImportUpload | None = self.get_queryset(request).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def _posted(self, request: HttpRequest, pk: int) -> ImportUpload:
        if request.method != "POST":
            raise Http404
        return self._upload(request, pk)

    def _too_late(self, request: HttpRequest, upload: ImportUpload) -> HttpResponse:
        said = gettext("This upload has moved on since the page was shown; this is how it stands.")
        self.message_user(request, said, messages.WARNING)
        return self._to(upload)

    def _to(self, upload: ImportUpload) -> HttpResponse:
        return redirect(self._address(upload))

    def _address(self, upload: ImportUpload) -> str:
        return reverse("admin:forum_importupload_change", args=[upload.pk])

    def _page(
        self, request: HttpRequest, name: str, title: Any, context: dict[str, Any]
    ) -> HttpResponse:
        whole = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            **context,
        }
        return TemplateResponse(request, f"admin/imports/{name}.html", whole)


def _is_publishable(upload: ImportUpload) -> bool:
    """Tell whether a plan may be published as it is written: it is whole and holds no guess."""
    return not upload.takes_part and not upload.plan.get("guesses")


def _may_publish(request: HttpRequest) -> bool:
    """Tell whether an import may publish: where reviews are asked for, nothing goes round them."""
    return may(request.user, PUBLISH) and not SiteSettings.current().reviews


def _earlier(upload: ImportUpload) -> dict[str, str]:
    """Return the answers to questions that the plan does not ask any more, which still hold."""
    asked_now = {one["key"] for one in upload.plan["questions"]}
    return {
        key: one
        for key, one in upload.decisions.items()
        if key not in asked_now and key != OVERWRITE
    }
