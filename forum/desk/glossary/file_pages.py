"""The desk's pages on which the glossary goes out as a file and comes in from one."""

from typing import Any, Final

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext, ngettext, pgettext

from forum.history.recording import recording
from forum.localization.glossary import table_import, tables
from forum.localization.glossary.table_import import IMPORTED, OvertakenError, Plan
from forum.models import Term

# A longer list says how many more there are.
_SHOWN: Final = 300
_SALT: Final = "glossary import"
_LIFE: Final = 24 * 60 * 60
# What a form may carry at once is bounded (DATA_UPLOAD_MAX_MEMORY_SIZE).
_CARRIED: Final = 4_000_000


class FilePages:
    """The admin of terms, as far as files go. What was read travels in the page, signed."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        urls: list[Any] = super().get_urls()  # type: ignore[misc]
        return [
            path("import/", view(self.import_view), name="forum_term_import"),
            path("export.<slug:suffix>", view(self.export_view), name="forum_term_export"),
            *urls,
        ]

    def export_view(self, request: HttpRequest, suffix: str) -> HttpResponse:
        """Hand the glossary out whole, as .xlsx or .csv."""
        self._ask_for(request, "view")
        if f".{suffix}" not in tables.SUFFIXES:
            raise Http404
        data = tables.write(f".{suffix}", Term.objects.order_by("kind", "pk"))
        answer = HttpResponse(data, content_type=tables.CONTENT_TYPES[f".{suffix}"])
        answer["Content-Disposition"] = f'attachment; filename="{tables.FILE_NAME}.{suffix}"'
        return answer

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file in, show what it would do, and do it when that was agreed to."""
        self._ask_for(request, "add", "change")
        if request.method != "POST":
            return self._import_page(request)
        try:
            name, lines = _carried(request) if "carried" in request.POST else _given(request)
        except tables.TableError as error:
            return self._import_page(request, trouble=str(error))
        if "confirm" in request.POST:
            try:
                return self._import(request, name, lines)
            except OvertakenError:
                said = gettext(
                    "The glossary was changed meanwhile. This is what the file does now."
                )
                messages.warning(request, said)
        made = table_import.plan(lines)
        carried = signing.dumps(
            [name, [[one.number, one.cells] for one in lines]], salt=_SALT, compress=True
        )
        if len(carried) > _CARRIED:
            trouble = gettext(
                "The file is too long for one go: split it, or have it imported with the command "
                "import_glossary."
            )
            return self._import_page(request, trouble=trouble)
        return self._import_page(request, name=name, plan=made, carried=carried, lists=_lists(made))

    def _import(self, request: HttpRequest, name: str, lines: list[tables.Line]) -> HttpResponse:
        with recording(request.user, IMPORTED, file=name):
            made = table_import.write(lines, request.POST.get("fingerprint", ""))
        counts = made.counts
        said = gettext("“%(file)s” has been imported: %(new)d new, %(changed)d changed.") % {
            "file": name,
            **counts,
        }
        if made.writes:
            _log(request, said)
        messages.success(request, said)
        if counts["refused"]:
            said = ngettext(
                "%(count)d row was refused and left out.",
                "%(count)d rows were refused and left out.",
                counts["refused"],
            )
            messages.warning(request, said % {"count": counts["refused"]})
        return redirect("admin:forum_term_changelist")

    def _ask_for(self, request: HttpRequest, *acts: str) -> None:
        desk: Any = self
        if not all(getattr(desk, f"has_{act}_permission")(request) for act in acts):
            raise PermissionDenied

    def _import_page(self, request: HttpRequest, **context: Any) -> HttpResponse:
        shared = self.admin_site.each_context(request)
        page = {**shared, "opts": self.opts, "headings": tables.headings(), "name": "", **context}
        status = 400 if context.get("trouble") else 200
        return TemplateResponse(request, "admin/glossary/import.html", page, status=status)


def _given(request: HttpRequest) -> tuple[str, list[tables.Line]]:
    file = request.FILES.get("file")
    if file is None:
        raise tables.TableError(gettext("Choose a file."))
    name = str(file.name)[-200:]
    # No more of a huge file than shows that it is one.
    return name, tables.read(name, file.read(tables.MAX_FILE + 1))


def _carried(request: HttpRequest) -> tuple[str, list[tables.Line]]:
    try:
        name, lines = signing.loads(request.POST["carried"], salt=_SALT, max_age=_LIFE)
    except signing.BadSignature as error:
        raise tables.TableError(gettext("The page is too old: choose the file again.")) from error
    return name, [tables.Line(number, cells) for number, cells in lines]


def _lists(made: Plan) -> list[dict[str, Any]]:
    """Return what is shown of a plan: refused rows first, for they ask for work."""
    titles = {
        table_import.REFUSED: pgettext("rows", "Refused"),
        table_import.CHANGED: pgettext("rows", "Changed"),
        table_import.NEW: pgettext("rows", "New"),
    }
    found = []
    for action, title in titles.items():
        rows = made.of(action)
        if rows:
            more = max(0, len(rows) - _SHOWN)
            found.append(
                {
                    "action": action,
                    "title": title,
                    "rows": rows[:_SHOWN],
                    "count": len(rows),
                    "more": more,
                }
            )
    return found


def _log(request: HttpRequest, said: str) -> None:
    user: Any = request.user
    LogEntry.objects.create(
        user=user,
        content_type=get_content_type_for_model(Term),
        object_repr=gettext("Glossary"),
        action_flag=CHANGE,
        change_message=said,
    )
