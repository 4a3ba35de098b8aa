"""The topics of an event, of its sessions and of what each guest said: proposed, and decided here.

A topic is proposed where a text holds its name, in either language, or a term of the glossary that
says the same. What is proposed is not ticked: staff decide.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from forum.core.columns import field_texts
from forum.core.content import column, language_codes
from forum.core.richtext import to_text
from forum.desk.addresses import change_url
from forum.desk.base_admin import admin_of, desk_page, staff_of
from forum.history.audit import Action, log_action
from forum.history.version_token import token_of
from forum.localization.glossary.matching import Glossary, TermEntry, find_terms
from forum.models import Term, Topic
from forum.permissions.access import has_model_right, may_write
from sessions_app.models import Appearance, Event, Session

# The relation of a topic, and the texts by which one is proposed; rich texts are among them.
_TEXTS: Final = {
    Event: ("events", ("title", "subtitle", "key_points", "introduction")),
    Session: ("sessions", ("label", "title", "heading", "key_points", "summary")),
    Appearance: ("appearances", ("speech_title", "remarks")),
}
_MOST_NEW: Final = 12
type Tagged = Event | Session | Appearance


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic that is set on a record, or proposed by a word of it."""

    topic: Topic
    is_set: bool
    word: str = ""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A record with its choices. name: of its fields in the form; label: what it is called."""

    record: Tagged
    name: str
    label: str
    url: str
    choices: list[TopicChoice]

    @property
    def version_token(self) -> str:
        """Another one once a topic was set or taken away."""
        return token_of(sorted(choice.topic.pk for choice in self.choices if choice.is_set))


@require_http_methods(["GET", "POST"])
def event_topics(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an event's records are about, or store it."""
    event_admin = admin_of(Event)
    event: Event = get_object_or_404(event_admin.get_queryset(request), pk=pk)
    user = staff_of(request)
    # Topics are of no language, and of no single event.
    facts_are_theirs = may_write(user, Session._meta.get_field("position"))
    topics_are_theirs = facts_are_theirs and has_model_right(user, "change", Topic)
    if not event_admin.has_change_permission(request, event) or not topics_are_theirs:
        raise PermissionDenied
    if request.method == "POST":
        with transaction.atomic():
            # Of two who send the page at once the second meets what the first has stored.
            Event.objects.select_for_update(of=("self",)).get(pk=pk)
            problems = store_topics(list_topic_rows(event), request)
        for problem in problems:
            messages.warning(request, problem)
        if not problems:
            messages.success(request, gettext("The topics are saved."))
        return redirect("event-topics", pk)
    context = {
        "opts": Event._meta,
        "title": gettext("Topics of the event"),
        "event": event,
        "label": event_admin.label(event),
        "rows": list_topic_rows(event),
        "topics": Topic.objects.order_by("slug"),
        "new_words": list_new_words(event) if user.has_perm("forum.add_topic") else [],
    }
    return desk_page(request, "admin/topics/event.html", context)


def list_topic_rows(event: Event) -> list[TopicRow]:
    """Return the event, its sessions and whoever said something, in the programme's order."""
    topics = {topic.pk: topic for topic in Topic.objects.order_by("slug")}
    glossary = compile_topics(topics.values())
    rows: list[TopicRow] = []
    for records in list_tagged_records(event):
        tags = _list_tags(records)
        for record in records:
            words = find_words(record, glossary)
            keys = [key for key in topics if key in tags.get(record.pk, ()) or key in words]
            choices = [
                TopicChoice(topics[key], key in tags.get(record.pk, ()), words.get(key, ""))
                for key in keys
            ]
            rows.append(
                TopicRow(record, _name(record), _label(record), change_url(record), choices)
            )
    return rows


def list_tagged_records(event: Event) -> list[list[Tagged]]:
    """Return the records of an event that may have topics, model by model."""
    spoken = Q()
    for code in language_codes():
        spoken |= Q(**{f"{column('remarks', code)}__gt": ""})
        spoken |= Q(**{f"{column('speech_title', code)}__gt": ""})
    appearances = Appearance.objects.filter(spoken, session__event=event)
    ordered = appearances.select_related("person", "session").order_by(
        "session__position", "session_id", "position", "pk"
    )
    return [[event], [*event.sessions.all()], [*ordered]]


def _list_tags(records: Iterable[Tagged]) -> dict[int, set[int]]:
    """Return the keys of the topics of some records of one model, by their keys."""
    tags: dict[int, set[int]] = {}
    keys = [record.pk for record in records]
    relation = _TEXTS[type(next(iter(records)))][0] if keys else "events"
    pairs = Topic.objects.filter(**{f"{relation}__in": keys}).values_list(relation, "pk")
    for key, topic in pairs:
        tags.setdefault(key, set()).add(topic)
    return tags


def compile_topics(topics: Iterable[Topic]) -> Glossary:
    """Return the topics as terms that texts are searched for, with what the glossary adds."""
    others: dict[str, Term] = {}
    for term in Term.objects.filter(kind=Term.Kind.TERM):
        others |= {text.casefold(): term for text in field_texts(term, "text").values()}
    entries = []
    for topic in topics:
        names = field_texts(topic, "name")
        entries.append(TermEntry(topic.pk, "", names))
        terms = [others.get(name.casefold()) for name in names.values()]
        entries += [TermEntry(topic.pk, "", field_texts(term, "text")) for term in terms if term]
    return Glossary(entries)


def find_words(record: Tagged, glossary: Glossary) -> dict[int, str]:
    """Return the topics whose words a record holds: key -> the word as it stands there."""
    words: dict[int, str] = {}
    for code, text in _texts(record):
        for match in find_terms(text, code, glossary):
            words.setdefault(match.entry.pk, match.text)
    return words


def _texts(record: Tagged) -> Iterator[tuple[str, str]]:
    for field in _TEXTS[type(record)][1]:
        for code in language_codes():
            if value := getattr(record, column(field, code)):
                yield code, to_text(value)


def list_new_words(event: Event) -> list[tuple[str, int, str]]:
    """Return terms of the glossary that the event's texts hold and that are no topic yet.

    Each with the number of records that hold it, and the address that adds it as a topic.
    """
    topics = Topic.objects.values_list(*(column("name", code) for code in language_codes()))
    topic_names = {name.casefold() for names in topics for name in names if name}
    terms = {
        term.pk: term
        for term in Term.objects.filter(kind=Term.Kind.TERM)
        if topic_names.isdisjoint(text.casefold() for text in field_texts(term, "text").values())
    }
    glossary = Glossary(
        TermEntry(term.pk, "", field_texts(term, "text")) for term in terms.values()
    )
    counts = Counter(
        key
        for records in list_tagged_records(event)
        for record in records
        for key in find_words(record, glossary)
    )
    add = reverse("admin:forum_topic_add")
    return [
        (
            " / ".join(field_texts(terms[key], "text").values()),
            count,
            f"{add}?{urlencode(_name_columns(terms[key]))}",
        )
        for key, count in counts.most_common(_MOST_NEW)
    ]


def _name_columns(term: Term) -> dict[str, str]:
    return {column("name", code): name for code, name in field_texts(term, "text").items()}


def store_topics(rows: list[TopicRow], request: HttpRequest) -> list[str]:
    """Set the topics that were ticked or typed; return in sentences what was not stored.

    A row that somebody else changed since the page showed it stays as it is.
    """
    sent = request.POST
    topics = Topic.objects.select_for_update()
    by_key = {str(topic.pk): topic for topic in topics}
    by_name = {
        name.casefold(): topic
        for topic in by_key.values()
        for name in field_texts(topic, "name").values()
    }
    problems = list(_list_lost(rows, request))
    changed: dict[int, Topic] = {}
    for row in rows:
        token = sent.get(f"{row.name}-version_token")
        if token is None:
            # It was added after the page was shown.
            continue
        chosen = {by_key[key] for key in sent.getlist(row.name) if key in by_key}
        typed = sent.get(f"{row.name}-more", "").strip()
        if topic := by_name.get(typed.casefold()):
            chosen.add(topic)
        elif typed:
            words = gettext("“%(name)s” is no topic yet: add it to the topics first.")
            problems.append(words % {"name": typed})
        changes = chosen ^ {choice.topic for choice in row.choices if choice.is_set}
        if changes and token != row.version_token:
            problems.append(_say_overtaken(row, chosen))
            continue
        for topic in changes:
            relation: Any = getattr(topic, _TEXTS[type(row.record)][0])
            (relation.add if topic in chosen else relation.remove)(row.record)
            changed[topic.pk] = topic
    for topic in changed.values():
        # Whatever shows topics hears of a save.
        topic.save()
        log_action(Action.CHANGED, topic, staff_of(request))
    return problems


def _say_overtaken(row: TopicRow, chosen: Iterable[Topic]) -> str:
    words = gettext(
        "“%(record)s”: its topics were changed meanwhile, so it stays as it is now. "
        "You had ticked: %(topics)s"
    )
    names = sorted(str(topic) for topic in chosen)
    return words % {"record": row.label, "topics": " · ".join(names) or "–"}


def _list_lost(rows: Iterable[TopicRow], request: HttpRequest) -> Iterator[str]:
    """Yield what was typed for records that somebody else deleted, for it is stored nowhere."""
    present = {f"{row.name}-more" for row in rows}
    for name, text in request.POST.items():
        if name.endswith("-more") and name not in present and str(text).strip():
            words = gettext("A row of this page was deleted meanwhile. It held: %(texts)s")
            yield words % {"texts": text}


def _name(record: Tagged) -> str:
    return f"{_TEXTS[type(record)][0]}-{record.pk}"


def _label(record: Tagged) -> str:
    return str(record.person) if isinstance(record, Appearance) else str(record)
