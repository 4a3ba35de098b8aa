"""What an entry of the audit trail says, in the words of whoever reads it."""

import json
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.forms import BaseForm
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, gettext_noop, ngettext, override

from forum.core.columns import ModelField, model_field
from forum.core.content import language_codes
from forum.core.field_labels import column_label, own_name, site_language_name
from forum.core.lazy_sentences import filled, labelled
from forum.core.record_tree import tree_of
from forum.history.row_names import label_of
from forum.models import AuditEntry
from forum.workflow.step_labels import moment

Action = AuditEntry.Action

# What is done with a form; which fields it changed says more than the act.
OF_FORMS = frozenset({Action.ADDED, Action.CHANGED, Action.DELETED})
# English msgids, with the params of their entries.
_SENTENCES: dict[str, str] = {
    Action.BASELINE: gettext_noop("Before the first recorded change"),
    Action.RESTORED: gettext_noop("Restored the version of %(when)s"),
    Action.RECOVERED: gettext_noop("Recovered after deletion"),
    Action.CORRECTED: gettext_noop("Correction noted."),
    Action.IMPORTED: gettext_noop("Imported from %(file)s"),
    Action.IMPORT_UNDONE: gettext_noop("Undid the import of %(file)s"),
    Action.GLOSSARY_IMPORTED: gettext_noop("Glossary imported from %(file)s"),
    Action.TRANSLATIONS_IMPORTED: gettext_noop("Translation imported from %(file)s"),
    Action.MERGED: gettext_noop("Merged with “%(name)s”."),
    Action.MERGED_AWAY: gettext_noop("Merged into “%(name)s”."),
    Action.MERGE_UNDONE: gettext_noop("The merge with “%(name)s” was undone."),
    Action.MOVED_BY_MERGE: gettext_noop("Moved to “%(name)s” by a merge."),
    Action.JOINED: gettext_noop("Joined with the same of “%(name)s”."),
    Action.JOINED_AWAY: gettext_noop("Joined with “%(name)s” by a merge."),
    Action.MERGE_PROPOSED: gettext_noop("Proposed to merge “%(name)s” into it."),
    Action.TAKEN_OFFLINE: gettext_noop("Taken offline: %(reason)s"),
    Action.PUT_BACK: gettext_noop("Put back online"),
}


def sentence_of(entry: AuditEntry) -> str:
    """Return what was done, without who and when; "" where the act says it all."""
    params = entry.params
    if note := params.get("note"):
        # Written before acts were kept by their kind, in the language of whoever did it.
        return str(note)
    if reason := reason_of(entry, get_language() or ""):
        languages = ", ".join(site_language_name(code) for code in params["languages"])
        return labelled(f"{entry.act} ({languages})", reason)
    if "changes" in params:
        return _changes(entry)
    if entry.action in _SENTENCES and _fills(_SENTENCES[entry.action], params):
        return filled(_SENTENCES[entry.action], params)
    label = entry.act
    if "scheduled_for" in params:
        at = moment(datetime.fromisoformat(params["scheduled_for"]))
        label = gettext("Scheduled for %(moment)s") % {"moment": at}
    if count := params.get("open_findings"):
        words = ngettext(
            "%(label)s (%(count)d open finding)", "%(label)s (%(count)d open findings)", count
        )
        label = words % {"label": label, "count": count}
    subject = _subject(entry)
    if not subject:
        return "" if entry.action in OF_FORMS else label
    return labelled(label, subject)


def list_changed_labels(form: BaseForm) -> list[str]:
    """Return what the trail keeps of the fields that a form changes: labels in no language."""
    names = form.changed_data
    with override(None):
        return [str(capfirst(form.fields[name].label or name)) for name in names]


def reason_of(entry: AuditEntry, language: str) -> str:
    """Return why the site refused what an entry tells of, "" where it refused nothing."""
    reasons: dict[str, str] = entry.params.get("reasons", {})
    codes = (language, *sorted(reasons))
    return next((reasons[code] for code in codes if code in reasons), "")


def _fills(sentence: str, params: dict[str, object]) -> bool:
    return "%(" not in sentence or bool(params)


def _changes(entry: AuditEntry) -> str:
    """Return in words what a form changed, as Django writes it."""
    model = entry.content_type.model_class() if entry.content_type else None
    changes = _translated(entry.params["changes"], model)
    return str(LogEntry(change_message=json.dumps(changes)).get_change_message())


def _translated(changes: list[dict[str, Any]], model: type[Model] | None) -> list[dict[str, Any]]:
    """Return what Django keeps of changes, with the fields as the reader's language calls them."""
    with override(None):
        # A form changes parts of its record too.
        models = tree_of(model) if model else ()
        fields = [field for part in models for field in _columns(part)]
        columns = {name: field for field in fields for name in _stored_names(field)}
    labels = {label: label_of(field) for label, field in columns.items()}
    return [
        {act: _label_fields(facts, labels)} for change in changes for act, facts in change.items()
    ]


def _stored_names(field: ModelField) -> list[str]:
    """Return what entries call a field: older ones name a column's language in itself, 中文."""
    label = label_of(field)
    name, separator, language = label.rpartition(" · ")
    names = {site_language_name(code): own_name(code) for code in language_codes()}
    older = f"{name}{separator}{names[language]}" if language in names else field.verbose_name
    return [label, str(capfirst(older))]


def _label_fields(facts: dict[str, Any], labels: dict[str, str]) -> dict[str, Any]:
    # Django tells what was added apart by facts that are empty.
    if "fields" not in facts:
        return facts
    return {**facts, "fields": [labels.get(name, name) for name in facts["fields"]]}


def _columns(model: type[Model]) -> list[ModelField]:
    return [*model._meta.fields, *model._meta.many_to_many]


def _subject(entry: AuditEntry) -> str:
    """Return which text, or which languages, an entry is about."""
    params = entry.params
    languages = [site_language_name(code) for code in params.get("languages", ())]
    if "field" not in params:
        return filled("%(names)s", {"names": languages}) if languages else ""
    model = entry.content_type.model_class() if entry.content_type else None
    label = model and capfirst(str(model_field(model, params["field"]).verbose_name))
    return str(column_label(label or params["field"], params["language"]))
