"""Imports and what they found."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from forum.core.lazy_sentences import filled, labelled
from forum.core.storage import private_storage
from forum.models.finding_sentences import error_message, finding_sentence, subject_in_words
from forum.reader.errors import DocumentError
from sessions_app.models import Event


class ImportRun(models.Model):
    """One import of one document: what it read, what it changed, who did it.

    record: the report of ``forum.imports.report`` without its plan.
    changes: [{model: app.model, pk, name, action: create | update, identity: what a later import of
    the event knows the row by, fields: {column: [old, new]}}], in order. After the run was undone,
    undone: true for a row that was deleted, else the columns that went back; proposed: the same of
    what waits for it in working copies. undone_at: when nothing waited any more; undoing_waits:
    from the first attempt until then; undone_by: set from the first attempt on, None: by a command.
    """

    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="import_runs",
    )
    file = models.FileField(_("file"), upload_to="imports", storage=private_storage)
    source = models.CharField(_("file name"), max_length=255)
    encoding = models.CharField(_("encoding"), max_length=32)
    sha256 = models.CharField(max_length=64, db_index=True)
    record = models.JSONField(_("record"), default=dict)
    changes = models.JSONField(_("changes"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="import_runs",
    )
    at = models.DateTimeField(_("imported at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undoing_waits = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return (
            f"{self.source} · {localize(timezone.localtime(self.at))}" if self.at else self.source
        )


class ImportWarning(models.Model):
    """A finding of an import, until somebody has settled it.

    kind, case: what ``finding_sentences`` looks its sentence up by; params: what fills it.
    text: the English msgid of a finding that is older than the sentences' table, else "".
    """

    class Level(models.TextChoices):
        ERROR = "error", _("Error")
        WARNING = "warning", _("Warning")
        NOTE = "note", _("Note")

    run = models.ForeignKey(
        ImportRun, verbose_name=_("import run"), on_delete=models.CASCADE, related_name="warnings"
    )
    level = models.CharField(_("level"), max_length=8, choices=Level)
    kind = models.CharField(_("kind"), max_length=32)
    subject = models.TextField(_("subject"), blank=True)
    lines = ArrayField(models.PositiveIntegerField(), verbose_name=_("lines"), default=list)
    case = models.CharField(max_length=32, blank=True, default="")
    text = models.TextField(_("message"), blank=True, default="")
    params = models.JSONField(default=dict, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import warning")
        verbose_name_plural = _("import warnings")
        ordering = ("pk",)

    def __str__(self) -> str:
        return labelled(self.get_level_display(), subject_in_words(self.subject))

    @property
    def message(self) -> str:
        """The sentence in the active language."""
        return finding_sentence(self.kind, self.case, self.params, self.text)


class ImportUpload(models.Model):
    """A document on its way through the browser: read, decided about, then written as a run.

    plan: the report of ``forum.imports.report`` with its plan, {} until it was read.
    decisions: question of the plan -> answer; OVERWRITE, PARTIAL -> true; EVENT, SESSION -> slugs
    of where a list of guests goes; COLUMNS -> {header: field}; ROWS -> {row of the plan: {field:
    value}}, as ``forum.imports.row_decisions`` applies them; STATED -> {row: what the document says
    of it}; BATCH -> what uploads share that were given together; INHERITED -> the same as STATED,
    of rows that another upload's decisions were taken for; INTO_COPIES -> whether it goes into the
    working copies of what is public; BESIDE -> keys of those beside which it may write.
    progress: 0 to 100. error: one sentence, "" if none; refusal: the same where our tables have the
    sentence, which is said in the reader's language: {"case", "line", "params"} of a DocumentError,
    {"text", "params"} of a msgid.
    """

    OVERWRITE: Final = "overwrite"
    PARTIAL: Final = "partial"
    EVENT: Final = "event"
    SESSION: Final = "session"
    COLUMNS: Final = "columns"
    ROWS: Final = "rows"
    STATED: Final = "stated"
    BATCH: Final = "batch"
    INHERITED: Final = "inherited"
    INTO_COPIES: Final = "into_copies"
    BESIDE: Final = "beside"
    OPTIONS: Final = (
        OVERWRITE, PARTIAL, EVENT, SESSION, COLUMNS, ROWS, STATED, BATCH, INHERITED, INTO_COPIES,
        BESIDE,
    )  # fmt: skip
    # Keys of the plan. UNFIT: of an upload of which only a draft can be made. PLANNED_FOR: the key
    # of who it was made for; WAITS: whether what it changes of public records goes into working
    # copies; NEW: whether the public would read something for the first time, which waits in
    # working copies unless it is published.
    UNFIT: Final = "unfit"
    PLANNED_FOR: Final = "planned_for"
    WAITS: Final = "waits"
    NEW: Final = "new"

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Being read")
        PLANNED = "planned", _("To be confirmed")
        WRITING = "writing", _("Being written")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    file = models.FileField(_("file"), upload_to="uploads", storage=private_storage)
    name = models.CharField(_("file name"), max_length=255)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    plan = models.JSONField(_("plan"), default=dict)
    decisions = models.JSONField(_("decisions"), default=dict)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    error = models.TextField(_("error"), blank=True)
    refusal = models.JSONField(
        default=dict, db_default=models.Value({}, output_field=models.JSONField()), blank=True
    )
    run = models.ForeignKey(
        ImportRun,
        verbose_name=_("import run"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="uploads",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded record")
        verbose_name_plural = _("uploaded records")
        ordering = ("-created", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def reason(self) -> str:
        """Why it failed, or is to be confirmed again, in the active language; "" if nothing is."""
        if text := self.refusal.get("text"):
            return filled(text, self.refusal["params"])
        if not self.refusal:
            return self.error
        line = self.refusal["line"]
        source = "" if line is None else self.name
        params = self.refusal["params"]
        error = DocumentError(self.refusal["case"], line=line, source=source, **params)
        return error_message(error, in_desk=True)

    @property
    def answers(self) -> dict[str, str]:
        """The answers to the plan's questions."""
        return {
            key: str(answer) for key, answer in self.decisions.items() if key not in self.OPTIONS
        }

    @property
    def event_slug(self) -> str | None:
        """The event that somebody said it goes into."""
        slug = self.decisions.get(self.EVENT)
        return str(slug) if slug else None

    @property
    def overwrites(self) -> bool:
        """Whether the document's text wins over what staff changed."""
        return bool(self.decisions.get(self.OVERWRITE))

    @property
    def inherited_rows(self) -> list[str]:
        """The rows that are decided as in another document, and not by staff who saw this one."""
        rows, stated = self.decisions.get(self.ROWS, {}), self.decisions.get(self.STATED, {})
        inherited = self.decisions.get(self.INHERITED, ())
        return [row for row in inherited if row in rows and row not in stated]

    @property
    def goes_into_copies(self) -> bool:
        """Whether what it changes of public records goes into their working copies, as chosen."""
        return bool(self.decisions.get(self.INTO_COPIES))

    @property
    def is_published_only(self) -> bool:
        """Whether what it adds to public records can only be published, beside working copies."""
        return bool(self.plan.get(self.NEW) and self.plan.get(self.BESIDE))

    def waits(self, *, publish: bool) -> bool:
        """Tell whether what it changes of public records goes into working copies."""
        return bool(self.plan.get(self.WAITS) or (self.plan.get(self.NEW) and not publish))

    @property
    def unseen_copies(self) -> list[int]:
        """The working copies that wait beside the plan, and nobody has said what is to happen."""
        agreed = self.decisions.get(self.BESIDE, ())
        return [pk for pk in self.plan.get(self.BESIDE, ()) if pk not in agreed]

    @property
    def takes_part(self) -> bool:
        """Whether what was understood of an unfit document is taken, as a draft."""
        return bool(self.decisions.get(self.PARTIAL))


class ColumnMapping(models.Model):
    """What staff said that the columns of a table hold, for the next table with this header.

    header: its cells folded, in order, parted by unit separators (U+001F). columns: header as
    printed -> a field of ``forum.reader.vocabulary.columns``.
    """

    header = models.TextField(unique=True)
    columns = models.JSONField(default=dict)
    updated = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return ", ".join(self.columns)
