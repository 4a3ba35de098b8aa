"""Related records as a page shows them: the nearest first, each with what it shares."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from forum.core.content import Content
from forum.delivery.page_texts import PageTexts, Text
from forum.delivery.record_fragments import (
    Data,
    address_of,
    describe_days,
    describe_link,
    describe_session_line,
)
from forum.delivery.related import MOST
from forum.delivery.statements import Records
from forum.delivery.text_markup import display
from forum.delivery.time_markup import days
from forum.models import KnowledgeProduct, Page
from people.models import Person
from sessions_app.models import Event, Session

# Shared subjects or people that are named with each.
NAMED: Final = 3


def describe_related(
    records: Records,
    texts: PageTexts,
    people: Iterable[Person] = (),
    event: Event | None = None,
) -> Data:
    """Return the related records, the products that cite this one, the news that tell of it.

    people, event: those of the record, by which others are related.
    """
    shared = {
        "topics": records["related_topics"],
        "people": {person.pk: person for person in people}.values(),
        "events": [event] if event else [],
    }
    return {
        "related": list_related(records, shared, texts),
        "citing": [describe_joined(product, texts) for product in records["citing"]],
        "in_news": [describe_joined(piece, texts) for piece in records.get("in_news", ())],
    }


def describe_joined(record: Content | Session, texts: PageTexts) -> Data:
    """Return a record that staff joined to the page's own: that it is named is reason enough."""
    return {**describe_row(record, texts), "reasons": []}


def list_related(
    records: Records, shared: Mapping[str, Iterable[Content]], texts: PageTexts
) -> list[Data]:
    """Return those that share most, the first of ``candidates`` among equals.

    shared: topics, people and events of the page's own record, as far as the page may name them.
    """
    reasons = {name: _read_reasons(records, name) for name in shared}
    shares = {
        record.pk: {
            name: [own for own in shared[name] if own.pk in reasons[name][record.pk]]
            for name in shared
        }
        for record in records["related"]
    }
    sharing = [record for record in records["related"] if any(shares[record.pk].values())]
    sharing.sort(key=lambda record: -sum(map(len, shares[record.pk].values())))
    return [describe_record(record, shares[record.pk], texts) for record in sharing[:MOST]]


def _read_reasons(records: Records, name: str) -> Mapping[int, set[int]]:
    """Return the keys of what each record shares, by its key. name: of what is shared."""
    keys: dict[int, set[int]] = defaultdict(set)
    for list_name, rows in records.items():
        if list_name.startswith(f"related_by_{name}_"):
            for row in rows:
                keys[row["key"]].update(row["reasons"])
    return keys


def describe_record(
    record: Content | Session, shares: Mapping[str, list[Content]], texts: PageTexts
) -> Data:
    """Return a related record with what it shares, subjects before people."""
    fields = {"topics": "name", "people": "name", "events": "title"}
    return {
        **describe_row(record, texts),
        "reasons": [
            (name, [describe_link(shared, fields[name], texts) for shared in group[:NAMED]])
            for name, group in shares.items()
            if group
        ],
    }


def describe_row(record: Content | Session, texts: PageTexts) -> Data:
    """Return a record as it stands in such a list."""
    if isinstance(record, Page):
        kicker = days(record.published_at) if record.published_at else ""
        return {"kicker": Text(kicker), **_describe_named(record, "title", texts)}
    if isinstance(record, Session):
        line = describe_session_line(record, texts)
        event = texts.show(record.event, "title")
        return {"kicker": event or Text(""), "href": line["href"], "name": line["name"]}
    if isinstance(record, Event):
        return {"kicker": Text(describe_days(record)), **_describe_named(record, "title", texts)}
    if isinstance(record, KnowledgeProduct):
        return {"kicker": Text(display(record, "kind")), **_describe_named(record, "title", texts)}
    return {"kicker": Text(""), **_describe_named(record, "name", texts)}


def _describe_named(record: Content | Session, field: str, texts: PageTexts) -> Data:
    return {"href": address_of(record), "name": texts.show(record, field)}
