"""The conflict screen's contents: both versions of each field in which two editors differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django_prose_editor.fields import ProseEditorFormField

from forum.core.acting_user import actor
from forum.core.content import Record
from forum.core.richtext import to_text
from forum.core.sent_keys import key_in
from forum.core.text_differences import TextPiece, differences
from forum.history.conflicts.form_token import (
    TOKEN,
    digest_value,
    form_token,
    list_compared_fields,
    plain_value,
)
from forum.history.conflicts.guard import AGAIN, Guarded, is_in_conflict
from forum.history.revision_list import actor_name
from forum.history.rows import RowKey, owner_of_row, stored_key
from forum.history.states import list_snapshots
from forum.models import AuditEntry

# The fields that link a form of a formset to its row.
_KEYS = re.compile(rf"(?:^|-){TOKEN}(?:-|$)|-\d+-id$")


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in two versions.

    name: of the radio buttons; mine, theirs: as text to read; pieces: from theirs to mine;
    chosen: "mine" or "theirs" where only one side changed it, else "".
    """

    name: str
    label: str
    lang: str
    mine: str
    theirs: str
    pieces: list[TextPiece]
    chosen: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A submitted field, as text to read."""

    label: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent, which the page cannot keep. stored: what is there now, "" for none."""

    name: str
    label: str
    sent: str
    stored: str = ""


class LastChange(NamedTuple):
    """Who changed a row last. who: "" if unknown; is_own: whether that is whoever asks."""

    who: str
    is_own: bool
    when: datetime | None


NOBODY: Final = LastChange("", is_own=False, when=None)


@dataclass(frozen=True, slots=True)
class OvertakenRow:
    """A record that moved on.

    version_token: name and value of the hidden field with the token of what is shown.
    who: "" if unknown; is_own: whether it was whoever asks, in another window. delete: name of the
    tick that deletes it, "" if the form did not want to. again: name of the tick that stores it
    anew, "" if it is there; typed: what was sent of it then.
    """

    title: str
    kind: str
    version_token: tuple[str, str]
    who: str
    is_own: bool
    when: datetime | None
    choices: list[Choice]
    files: list[File]
    delete: str = ""
    again: str = ""
    typed: list[Typed] = field(default_factory=list)


def list_conflicts(all_forms: Sequence[Guarded]) -> list[OvertakenRow]:
    """Return the conflicts among the forms of a page, in its order."""
    overtaken_forms = (
        form for form in all_forms if isinstance(form, Guarded) and is_in_conflict(form)
    )
    return [_deleted_row(form) if form.is_gone else _row(form) for form in overtaken_forms]


def list_hidden_fields(data: QueryDict, answered: list[OvertakenRow]) -> list[tuple[str, str]]:
    """Return the submitted data as hidden fields, without what the conflict screen asks again."""
    marks = tuple(name for row in answered for name in (row.version_token[0], row.delete) if name)
    return [
        (name, value)
        for name, values in data.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(marks)
        for value in values
    ]


def list_typed_fields(form: Guarded) -> list[Typed]:
    """Return what a form was sent, field by field, without what is empty, and files."""
    names = (name for name in list_compared_fields(form) if not _is_file(form, name))
    values = ((form.fields[name], plain_value(form[name], form[name].data)) for name in names)
    texts = ((field, describe_value(field, value)) for field, value in values if value)
    return [Typed(str(field.label), _lang(field), text) for field, text in texts]


def as_new(data: QueryDict) -> list[tuple[str, str]]:
    """Return what was sent of a stored record and its rows, as if all of them were new."""
    return [
        (name, "0" if name.endswith("INITIAL_FORMS") else value)
        for name, values in data.lists()
        if name != "csrfmiddlewaretoken" and not _KEYS.search(name)
        for value in values
    ]


def _lang(field: forms.Field) -> str:
    return str(field.widget.attrs.get("lang", ""))


def list_sent_files(form: Guarded, stored: object = None) -> list[File]:
    """Return the files that a form was sent. stored: the record as it is now."""
    sent = ((name, form.files.get(form.add_prefix(name))) for name in list_compared_fields(form))
    return [
        File(
            name=form.add_prefix(name),
            label=str(form.fields[name].label or name),
            sent=file.name or "",
            stored=str(getattr(stored, name, "")).rpartition("/")[2],
        )
        for name, file in sent
        if isinstance(file, UploadedFile)
    ]


def _is_file(form: forms.BaseForm, name: str) -> bool:
    return isinstance(form.fields[name].widget, forms.FileInput)


def _row(form: Guarded) -> OvertakenRow:
    stored = form.fresh(form._meta.model._default_manager.get(pk=form.instance.pk))
    delete = form.add_prefix("DELETE") if form.data.get(form.add_prefix("DELETE")) else ""
    last = _last_save(stored.instance)
    return OvertakenRow(
        title=str(stored.instance),
        kind=_kind(form),
        version_token=(form.add_prefix(TOKEN), form_token(stored)),
        who=last.who,
        is_own=last.is_own,
        when=last.when or stored.instance.updated,
        choices=[] if delete else list(_choices(form, stored)),
        files=[] if delete else list_sent_files(form, stored.instance),
        delete=delete,
    )


def _deleted_row(form: Guarded) -> OvertakenRow:
    """Return the conflict of a row that somebody else deleted."""
    sent, name = list_typed_fields(form), form.add_prefix(TOKEN)
    key = form.data.get(form.add_prefix("id"), "")
    model = form._meta.model._meta.label_lower
    # Whoever sends the key of another record's row is told nothing of it.
    owner = owner_of_row(form.instance, stored_key)
    last = last_change(model, pk, owner) if owner and (pk := key_in(key)) else NOBODY
    return OvertakenRow(
        title=sent[0].text if sent else "",
        kind=_kind(form),
        version_token=(name, form.data.get(name, "")),
        who=last.who,
        is_own=last.is_own,
        when=last.when,
        choices=[],
        files=list_sent_files(form),
        again=form.choice_name(AGAIN),
        typed=sent,
    )


def _kind(form: Guarded) -> str:
    return str(capfirst(str(form._meta.model._meta.verbose_name)))


def _last_save(record: Record) -> LastChange:
    """Return who saved a record last, and when; by another's form or in a working copy too."""
    last = last_change(record._meta.label_lower, record.pk)
    if not last.who:
        entries = AuditEntry.objects.about(record).select_related("actor")
        last = _change_of(entries.latest_first().first())
    return last._replace(when=max(record.updated, last.when)) if last.when else last


def last_change(label: str, pk: int, owner: RowKey | None = None) -> LastChange:
    """Return who changed or deleted a row last, and when.

    label: of its model; owner: to which it must have belonged, None for any.
    """
    snapshots = list_snapshots([RowKey(label, pk)]).select_related("entry__actor")
    if owner:
        snapshots = snapshots.filter(owner_type=owner.kind, owner_id=owner.pk)
    snapshot = snapshots.order_by("-pk").first()
    return _change_of(snapshot.entry if snapshot else None)


def _change_of(entry: AuditEntry | None) -> LastChange:
    if entry is None:
        return NOBODY
    is_own = entry.actor_id is not None and entry.actor_id == actor()
    return LastChange(actor_name(entry), is_own, entry.at)


def _choices(form: Guarded, stored: Guarded) -> Iterator[Choice]:
    for name in list_compared_fields(form):
        mine, theirs = (
            plain_value(form[name], form[name].data),
            plain_value(stored[name], stored[name].initial),
        )
        if mine == theirs or _is_file(form, name):
            continue
        field = form.fields[name]
        texts = (describe_value(field, mine), describe_value(field, theirs))
        yield Choice(
            name=form.choice_name(name),
            label=str(field.label or name),
            lang=_lang(field),
            mine=texts[0],
            theirs=texts[1],
            pieces=differences(texts[1], texts[0]),
            chosen=_chosen(form, stored, name),
        )


def _chosen(form: Guarded, stored: Guarded, name: str) -> str:
    """Return the version to propose: that of the only side that changed a field, "" if both did."""
    if name not in form.own_changes:
        return "theirs"
    untouched = digest_value(stored[name], stored[name].initial) == form.shown.get(name)
    return "mine" if untouched else ""


def describe_value(field: forms.Field, value: Any) -> str:
    """Return a plain value as text for an editor."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        joined = (describe_value(field, item) for item in value if item)
        return ", ".join(joined)
    if isinstance(field, forms.ModelChoiceField):
        return _labelled(field, value)
    if isinstance(field, (forms.ChoiceField, forms.TypedChoiceField)):
        return str(dict(_flat(field.choices)).get(value, value))
    return to_text(value) if isinstance(field, ProseEditorFormField) else str(value)


def _labelled(field: forms.ModelChoiceField[Model], value: str) -> str:
    rows, key = field.queryset, key_in(value)
    record = rows.filter(pk=key).first() if key and rows is not None else None
    return field.label_from_instance(record) if record else value


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from ((str(item), words) for item, words in label)
        else:
            yield str(value), label
