"""Terms that follow people and organizations: each name that has a text in two languages.

A person's name is a term, and so are an organization's name and its abbreviation, each for itself.
Titles are not: a title is what somebody bore at one event, verbatim, and two events may print the
same one differently in the other language, rightly so; the form of an appearance proposes the last.

Staff add forbidden spellings and notes to such a term; its texts are the record's. A term with
something of theirs outlives its record, as one of their own.
"""

from collections.abc import Iterable, Mapping, Set
from itertools import batched
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Model, Q
from django.utils import timezone

from forum.core.content import column, language_codes
from forum.core.key_batches import ReportProgress, all_keys
from forum.core.save_batches import put_off
from forum.models import Term
from people.models import Named, Organization, Person

BATCH: Final = 500
KINDS: Final[Mapping[type[Named], str]] = {
    Person: Term.Kind.PERSON,
    Organization: Term.Kind.INSTITUTION,
}
_UNTOUCHED: Final = Q(forbidden=[], note="")

type Texts = dict[str, str | None]


def after_save(record: Model, created: bool, update_fields: frozenset[str] | None) -> None:
    """Bring a record's terms up to date, where its names have changed."""
    if not isinstance(record, Named) or not (created or record.names_changed):
        return
    if not _writes_names(record, update_fields):
        return
    record.remember_names()
    if not put_off(fill_keys, type(record), record.pk):
        fill_terms([record], new=created)


def after_delete(record: Model) -> None:
    """Remove or release the terms of a deleted record."""
    if isinstance(record, Named):
        sources = [source_of(record, field) for field in record.name_fields]
        _let_go(Term.objects.filter(source__in=sources))


def fill_keys(keys: Mapping[type[Named], Set[int]]) -> None:
    """Bring the terms of records up to date, by model and key."""
    for model, pks in keys.items():
        for batch in batched(sorted(pks), BATCH):
            fill_terms(_named(model).filter(pk__in=batch))


def source_of(record: Named, field: str) -> str:
    """Return what a term keeps of the name that it follows: people.person:12:name."""
    return f"{record._meta.label_lower}:{record.pk}:{field}"


def fill_terms(records: Iterable[Named], *, new: bool = False) -> None:
    """Bring the terms of some records up to date. new: they have none yet, so none are read."""
    names_by_source = {
        source_of(record, field): (KINDS[type(record)], _texts(record, field))
        for record in records
        for field in record.name_fields
    }
    stored = (
        {}
        if new
        else {
            stored_term.source: stored_term
            for stored_term in Term.objects.filter(source__in=names_by_source)
        }
    )
    fresh = [
        Term(kind=kind, source=source, **texts)
        for source, (kind, texts) in names_by_source.items()
        if source not in stored and _is_pair(texts)
    ]
    if fresh:
        Term.objects.bulk_create(fresh, batch_size=BATCH)
    for source, term in stored.items():
        _follow(term, names_by_source[source][1])


def rebuild_terms(report: ReportProgress) -> int:
    """Fill in the terms of every record, remove those of none; return how many follow one.

    A batch is a transaction; what is saved meanwhile is filled in by its own save.
    """
    for model in KINDS:
        for keys in all_keys(model, BATCH, report):
            with transaction.atomic():
                fill_terms(_named(model).filter(pk__in=keys).select_for_update(of=("self",)))
    _sweep()
    return Term.objects.exclude(source="").count()


def _writes_names(record: Named, update_fields: frozenset[str] | None) -> bool:
    """Tell whether a save wrote the columns of the names."""
    if update_fields is None:
        return True
    columns = {column(field, code) for field in record.name_fields for code in language_codes()}
    return not columns.isdisjoint(update_fields)


def _let_go(terms: Any) -> None:
    """Remove terms of deleted records; those that staff have extended become terms of their own."""
    terms.filter(_UNTOUCHED).delete()
    terms.update(source="", version=F("version") + 1, updated=timezone.now())


def _follow(term: Term, texts: Texts) -> None:
    """Store a record's texts in its term, or remove it when nothing is left to translate."""
    if not _is_pair(texts) and not (term.forbidden or term.note):
        term.delete()
    elif any(texts.values()) and any(getattr(term, name) != text for name, text in texts.items()):
        # Not ``save``: the change is the record's, whose history has it.
        rows = Term.objects.filter(pk=term.pk)
        rows.update(**texts, version=F("version") + 1, updated=timezone.now())


def _texts(record: Named, field: str) -> Texts:
    names = (column(field, code) for code in language_codes())
    return {
        column("text", code): getattr(record, name) or None
        for code, name in zip(language_codes(), names, strict=True)
    }


def _is_pair(texts: Texts) -> bool:
    return sum(bool(text) for text in texts.values()) > 1


def _named(model: type[Named]) -> Any:
    columns = (column(field, code) for field in model.name_fields for code in language_codes())
    return model._default_manager.only("pk", *columns).order_by("pk")


def _sweep() -> None:
    """Let go the terms of records that are gone, and all but one of those that follow the same."""
    sources: set[str] = set()
    orphans: list[int] = []
    stored_keys = {
        model._meta.label_lower: set(model._default_manager.values_list("pk", flat=True))
        for model in KINDS
    }
    rows = Term.objects.exclude(source="").order_by("pk").values_list("pk", "source")
    for pk, source in rows:
        label, key, _field = source.split(":")
        if source in sources or int(key) not in stored_keys.get(label, ()):
            orphans.append(pk)
        sources.add(source)
    for batch in batched(orphans, BATCH):
        _let_go(Term.objects.filter(pk__in=batch))
