"""What is looked at before a record is published, each finding in one sentence.

What blocks keeps the record from being published; the rest is said and left to the editor.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from forum.core.colours import is_colour, is_legible
from forum.core.columns import model_field
from forum.core.content import Content, Record, column, language_codes
from forum.core.field_labels import column_label, site_language_name
from forum.models import ImportRun, ImportWarning, KnowledgeProduct, Page
from forum.workflow.check_data import CheckData, read_material
from forum.workflow.glossary_checks import MOST, check_wording
from people.models import Named, Person
from sessions_app.models import RESERVED_SESSION_SLUGS, Event, EventOrganization, Photo


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A finding. subject, field: the record, and the column of it, where it is mended.

    language: the only one that it is about, "" for all.
    """

    message: str
    subject: Model
    field: str = ""
    is_blocking: bool = False
    language: str = ""


type Results = Iterator[CheckResult]


def check_record(
    record: Content,
    languages: Sequence[str],
    material: CheckData | None = None,
    at: datetime | None = None,
) -> list[CheckResult]:
    """Check a record that is to be published in some languages; blocking results come first.

    material: of the record, where it has been read already. at: the moment; None for now.
    """
    material = material or read_material([record])[record.pk]
    material.at = at
    results = [result for check in _CHECKS for result in check(record, languages)]
    if isinstance(record, Event):
        results += [
            result for check in _EVENT_CHECKS for result in check(record, material, languages)
        ]
    results += _wording(record, material, languages)
    return sorted(results, key=lambda result: not result.is_blocking)


def find_blocking_checks(
    record: Content, languages: Sequence[str], at: datetime | None = None
) -> list[CheckResult]:
    """Return the findings that keep a record from being published in some languages."""
    return [check for check in check_record(record, languages, at=at) if check.is_blocking]


def has_public_name(record: Content, at: datetime | None = None) -> bool:
    """Tell whether pages of others may name a record, at a moment; None: now."""
    if not isinstance(record, Named):
        return record.is_published
    return any(
        getattr(record, column("name", code)) and _is_ready(record, code, at)
        for code in record.ready_languages
    )


def _is_ready(record: Content, code: str, at: datetime | None) -> bool:
    moment = record.get_moment(code)
    return moment <= (at or timezone.now()) if moment else not record.is_published


def check_texts(record: Content, languages: Sequence[str]) -> Results:
    """Ask for the main text; the first field of it is needed, a page's body somewhere."""
    first = record.main_fields[0]
    for code in languages:
        for field in record.main_fields:
            if getattr(record, column(field, code)):
                continue
            label = column_label(capfirst(_verbose(record, field)), code)
            yield _missing(record, field, code, str(label), needed=field == first)


def _missing(record: Content, field: str, code: str, label: str, *, needed: bool) -> CheckResult:
    is_elsewhere = any(getattr(record, column(field, code)) for code in language_codes())
    name = column(field, code)
    if is_elsewhere and not needed:
        message = gettext("“%(field)s” is missing; readers are shown the other language, marked.")
        return CheckResult(message % {"field": label}, record, name, language=code)
    message = gettext("“%(field)s” is missing.") % {"field": label}
    return CheckResult(message, record, name, needed or isinstance(record, Page), code)


def _verbose(record: Record, field: str) -> str:
    # The label of a translated column names its language; this one is the field's own.
    return str(model_field(type(record), field).verbose_name)


def _pictures(record: Content, languages: Sequence[str]) -> Results:
    """Ask for the alternative text of the record's picture."""
    for model, picture in ((Event, "cover"), (KnowledgeProduct, "cover"), (Person, "portrait")):
        if not isinstance(record, model) or not getattr(record, picture):
            continue
        for code in languages:
            name = column(f"{picture}_alt", code)
            if not getattr(record, name):
                message = gettext("%(picture)s: no alternative text in %(language)s.")
                label = capfirst(_verbose(record, picture))
                yield CheckResult(
                    message % {"picture": label, "language": site_language_name(code)},
                    record,
                    name,
                    is_blocking=picture == "cover",
                    language=code,
                )


def _expiry(record: Content, languages: Sequence[str]) -> Results:
    if record.has_expired:
        message = gettext("It has expired already: nobody would see it.")
        yield CheckResult(message, record, "expires_at_0", is_blocking=True)


def _wording(record: Content, material: CheckData, languages: Sequence[str]) -> Results:
    """Report wording that differs from the glossary: the first places and the number of others."""
    findings = check_wording(record, material, languages)
    for finding in findings[:MOST]:
        name = column(finding.field, finding.language)
        yield CheckResult(finding.message, finding.row, name, language=finding.language)
    if more := findings[MOST:]:
        message = ngettext(
            "The glossary differs in %(count)d more way.",
            "The glossary differs in %(count)d more ways.",
            len(more),
        )
        name = column(more[0].field, more[0].language)
        yield CheckResult(message % {"count": len(more)}, more[0].row, name)


def _dates(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    if event.starts_on is None or event.ends_on is None:
        yield CheckResult(gettext("The event has no date."), event, "starts_on")
        return
    for session in material.sessions:
        if session.day is None or event.starts_on <= session.day <= event.ends_on:
            continue
        message = gettext("“%(session)s” stands on a day outside the event.")
        yield CheckResult(message % {"session": session}, session, "day", is_blocking=True)


def _place_and_programme(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    """Ask where an event was and what took place; a main forum's sub-forums have the sessions."""
    places = (column(field, code) for field in ("venue", "city") for code in language_codes())
    if not any(getattr(event, name) for name in places):
        message = gettext("The event has neither venue nor city.")
        yield CheckResult(message, event, column("venue", language_codes()[0]))
    if not material.sessions and event.kind != Event.Kind.MAIN_FORUM:
        yield CheckResult(gettext("The event has no session."), event, "programme")


def _addresses(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    for session in material.sessions:
        if session.slug not in RESERVED_SESSION_SLUGS:
            continue
        message = gettext("“%(slug)s” is the address of another page; choose another slug.")
        yield CheckResult(message % {"slug": session.slug}, session, "slug", is_blocking=True)


def _accent(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    if event.accent and not (is_colour(event.accent) and is_legible(event.accent)):
        message = gettext("The accent colour cannot be read on the page.")
        yield CheckResult(message, event, "accent", is_blocking=True)


def _warnings(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    """Ask to settle open warnings of imports."""
    for level, run, number, _latest in material.findings:
        if level == ImportWarning.Level.ERROR:
            message = ngettext(
                "%(count)d error of an import has not been settled.",
                "%(count)d errors of an import have not been settled.",
                number,
            )
        else:
            message = ngettext(
                "%(count)d warning of an import has not been settled.",
                "%(count)d warnings of an import have not been settled.",
                number,
            )
        is_blocking = level == ImportWarning.Level.ERROR
        yield CheckResult(message % {"count": number}, ImportRun(pk=run), is_blocking=is_blocking)


def _nameless(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    """Ask for a name of whoever stands on the page: a title without one says nothing."""
    hosts = (part for part in material.worded_parts if isinstance(part, EventOrganization))
    unprinted = (
        host.organization
        for host in hosts
        if not any(getattr(host, column("printed_name", code)) for code in languages)
    )
    people = (appearance.person for appearance in material.appearances)
    named: dict[Named, None] = dict.fromkeys([*people, *unprinted])
    nameless = [
        record
        for record in named
        if not record.is_offline and not has_public_name(record, material.at)
    ]
    for record in nameless:
        message = gettext("“%(name)s” has no public name: readers would see a title without one.")
        yield CheckResult(
            message % {"name": record}, record, column("name", languages[0]), is_blocking=True
        )


def _titles(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    """Ask for the titles of sessions that have one in another language."""
    for code in languages:
        lacking = [session for session in material.sessions if _lacks(session, "title", code)]
        message = ngettext(
            "%(count)d session has no title in %(language)s.",
            "%(count)d sessions have no title in %(language)s.",
            len(lacking),
        )
        yield from _counted(message, lacking, code, column("title", code))


def _guests(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    """Ask for names, titles and remarks that stand in another language only."""
    appearances = material.appearances
    for code in languages:
        people = [appearance.person for appearance in appearances]
        nameless = list(dict.fromkeys(person for person in people if _lacks(person, "name", code)))
        message = ngettext(
            "%(count)d guest has no name in %(language)s.",
            "%(count)d guests have no name in %(language)s.",
            len(nameless),
        )
        yield from _counted(message, nameless, code, column("name", code))
        untitled = [guest for guest in appearances if _lacks(guest, "title", code)]
        message = ngettext(
            "%(count)d guest has no title as of the event in %(language)s.",
            "%(count)d guests have no title as of the event in %(language)s.",
            len(untitled),
        )
        yield from _counted(message, untitled, code, column("title", code))
        silent = [guest for guest in appearances if _lacks(guest, "remarks", code)]
        message = ngettext(
            "%(count)d text is missing in %(language)s.",
            "%(count)d texts are missing in %(language)s.",
            len(silent),
        )
        yield from _counted(message, silent, code, column("remarks", code))


def _photos(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    """Ask for alternative texts of photos; a caption serves as one."""
    for code in languages:
        blind = [photo for photo in material.photos if _says_nothing(photo, code)]
        message = ngettext(
            "%(count)d photo has neither alternative text nor caption in %(language)s.",
            "%(count)d photos have neither alternative text nor caption in %(language)s.",
            len(blind),
        )
        yield from _counted(message, blind, code, column("alt", code))


def _clearances(event: Event, material: CheckData, languages: Sequence[str]) -> Results:
    """Say which remarks their speakers have not cleared, or declined."""
    appearances = material.appearances
    for code in languages:
        spoken = [guest for guest in appearances if getattr(guest, column("remarks", code))]
        uncleared = [guest for guest in spoken if guest.is_uncleared("remarks", code)]
        field = column("clearance", code)
        message = ngettext(
            "%(count)d text is not cleared in %(language)s and is marked so.",
            "%(count)d texts are not cleared in %(language)s and are marked so.",
            len(uncleared),
        )
        yield from _counted(message, uncleared, code, field)
        declined = [guest for guest in spoken if guest.hides("remarks", code)]
        message = ngettext(
            "%(count)d text in %(language)s is kept back: declined or withheld.",
            "%(count)d texts in %(language)s are kept back: declined or withheld.",
            len(declined),
        )
        yield from _counted(message, declined, code, field)


def _says_nothing(photo: Photo, code: str) -> bool:
    return not (getattr(photo, column("alt", code)) or getattr(photo, column("caption", code)))


def _lacks(record: Record, field: str, code: str) -> bool:
    """Tell whether a field has text in another language and none in this one."""
    texts = {language: getattr(record, column(field, language)) for language in language_codes()}
    return not texts[code] and any(texts.values())


def _counted(message: str, records: Sequence[Record], code: str, field: str) -> Results:
    """Yield a finding that leads to the first of the records that it counts."""
    if records:
        sentence = message % {"count": len(records), "language": site_language_name(code)}
        yield CheckResult(sentence, records[0], field, language=code)


type RecordCheck = Callable[[Content, Sequence[str]], Results]
type EventCheck = Callable[[Event, CheckData, Sequence[str]], Results]
_CHECKS: tuple[RecordCheck, ...] = (check_texts, _pictures, _expiry)
_EVENT_CHECKS: tuple[EventCheck, ...] = (
    _dates, _place_and_programme, _addresses, _accent, _warnings, _nameless, _titles, _guests,
    _photos, _clearances,
)  # fmt: skip
