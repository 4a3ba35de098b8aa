"""OAI-PMH 2.0: libraries harvest what is published.

http://www.openarchives.org/OAI/openarchivesprotocol.html. A list goes on by the order in which
records were made, behind a token that holds all that was asked. What was taken down is not there
any more: ``deletedRecord`` is no.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from math import ceil
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from forum.core.control_characters import printable
from forum.core.translated import translated
from forum.exports.citations.items import name_publisher
from forum.exports.harvesting.harvested_records import (
    HarvestedRecord,
    harvest_event,
    harvest_product,
    published_events,
    published_products,
)
from forum.exports.harvesting.metadata_xml import XSI, write_datacite, write_dublin_core
from forum.models import SiteSettings, SlugRedirect
from forum.models.request_counts import count_request, seconds_to_next_minute
from forum.site.client_addresses import digest_client

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
PER_PAGE: Final = 50
register_namespace("", OAI)
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
# Characters: many times as many as one of ours has.
_LONGEST_TOKEN: Final = 1_000


# Of what was not understood the protocol wants nothing repeated.
_UNREPEATED: Final = ("badVerb", "badArgument")
# What the protocol takes as the name of a set or a format.
_NAME: Final = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*")


class OaiError(Exception):
    """What the protocol has a code for."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class MetadataFormat(NamedTuple):
    """schema, namespace: as ``ListMetadataFormats`` names them."""

    schema: str
    namespace: str
    write: Callable[[HarvestedRecord], Element]


FORMATS: Final = {
    "oai_dc": MetadataFormat(
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
        write_dublin_core,
    ),
    "datacite": MetadataFormat(
        "https://schema.datacite.org/meta/kernel-4.5/metadata.xsd",
        "http://datacite.org/schema/kernel-4",
        write_datacite,
    ),
}


class RecordSet(NamedTuple):
    """published: the queryset; harvest: record, base, publisher -> what is harvested."""

    name: str
    published: Callable[[], Any]
    harvest: Callable[[Any, str, str], HarvestedRecord]


SETS: Final = {
    "events": RecordSet("Events", published_events, harvest_event),
    "products": RecordSet("Knowledge products", published_products, harvest_product),
}
_SETS_OF_KINDS: Final = {"event": "events", "knowledgeproduct": "products"}
# oai:forum.example.org:event.12; the host that was asked and the slug stood in earlier ones.
_IDENTIFIER: Final = re.compile(
    r"oai:(?P<host>[^:]*):(?P<kind>event|knowledgeproduct)"
    r"(?:\.(?P<key>[1-9][0-9]{0,17})|/(?P<slug>[a-z0-9-]+))"
)
# Verb -> the arguments it may have.
VERBS: Final[Mapping[str, frozenset[str]]] = {
    "Identify": frozenset(),
    "ListSets": frozenset({"resumptionToken"}),
    "ListMetadataFormats": frozenset({"identifier"}),
    "GetRecord": frozenset({"identifier", "metadataPrefix"}),
    "ListIdentifiers": frozenset({"metadataPrefix", "from", "until", "set", "resumptionToken"}),
    "ListRecords": frozenset({"metadataPrefix", "from", "until", "set", "resumptionToken"}),
}


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a list was asked for. after: set and key of the last record that was handed out."""

    prefix: str
    since: str = ""
    until: str = ""
    only: str = ""
    after_set: str = ""
    after_key: int = 0


def oai(request: HttpRequest) -> HttpResponseBase:
    """Answer a verb, or the protocol's error; always 200, as the protocol wants it.

    Whoever asks too often gets 503 and when to ask again, which the protocol provides for.
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if count_request(digest_client(request)) > settings.API_REQUESTS_PER_MINUTE:
        wait = str(ceil(seconds_to_next_minute()))
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": wait})
    base = request.build_absolute_uri("/").rstrip("/")
    arguments = request.POST if request.method == "POST" else request.GET
    root = Element(f"{{{OAI}}}OAI-PMH", {f"{{{XSI}}}schemaLocation": f"{OAI} {OAI}OAI-PMH.xsd"})
    add(root, "responseDate", f"{timezone.now().astimezone(UTC):{_MOMENT}}")
    request_element = add(root, "request", request.build_absolute_uri(request.path))
    try:
        with translation.override(None):
            verb, values = read_arguments(arguments)
            answer = Element(f"{{{OAI}}}{verb}")
            _ANSWERS[verb](answer, values, base)
        repeat_arguments(request_element, verb=verb, **values)
        root.append(answer)
    except OaiError as error:
        if error.code not in _UNREPEATED:
            repeat_arguments(request_element, verb=verb, **values)
        add(root, "error", str(error)).set("code", error.code)
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")


def repeat_arguments(element: Element, **arguments: str) -> None:
    """Say what was asked for, which the protocol wants of every request that was understood."""
    for name, value in arguments.items():
        element.set(name, printable(value))


def add(parent: Element, tag: str, text: str = "") -> Element:
    element = SubElement(parent, f"{{{OAI}}}{tag}")
    element.text = text or None
    return element


def read_arguments(arguments: Any) -> tuple[str, dict[str, str]]:
    """Return the verb and its arguments; raise OaiError."""
    verbs = arguments.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", f"Give one verb of {', '.join(VERBS)}.")
    names = [name for name in arguments if name != "verb"]
    unknown = [name for name in names if name not in VERBS[verbs[0]]]
    repeated = [name for name in names if len(arguments.getlist(name)) > 1]
    if unknown or repeated:
        wrong = ", ".join(unknown or repeated)
        raise OaiError("badArgument", f"{verbs[0]} takes no such argument, or not twice: {wrong}.")
    values = {name: arguments[name] for name in names}
    for name, value in values.items():
        # PostgreSQL takes no NUL byte in a text.
        if "\0" in value:
            raise OaiError("badArgument", f"“{printable(value)}” is no {name}.")
    if "resumptionToken" in values and len(values) > 1:
        raise OaiError("badArgument", "resumptionToken stands alone.")
    for name in {"set", "metadataPrefix"} & values.keys():
        if not _NAME.fullmatch(values[name]):
            raise OaiError("badArgument", f"“{printable(values[name])}” is no {name}.")
    return verbs[0], values


def identify(answer: Element, values: dict[str, str], base: str) -> None:
    site = SiteSettings.current()
    with translation.override("en"):
        name = translated(site, "site_name").value or "Forum Record"
        contact = translated(site, "contact").value
    mails = [word.strip("<>,;()") for word in contact.split() if "@" in word]
    moments = [
        records.published().aggregate(first=Min("changed_at"))["first"] for records in SETS.values()
    ]
    earliest = min(filter(None, moments), default=timezone.now())
    add(answer, "repositoryName", name)
    add(answer, "baseURL", f"{base}/oai")
    add(answer, "protocolVersion", "2.0")
    add(answer, "adminEmail", mails[0] if mails else f"webmaster@{find_host(base)}")
    add(answer, "earliestDatestamp", write_moment(earliest))
    add(answer, "deletedRecord", "no")
    add(answer, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def find_host(base: str) -> str:
    return base.partition("://")[2].partition(":")[0]


def write_moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):{_MOMENT}}"


def list_sets(answer: Element, values: dict[str, str], base: str) -> None:
    if "resumptionToken" in values:
        raise OaiError("badResumptionToken", "The list of sets is whole.")
    for spec, record_set in SETS.items():
        element = add(answer, "set")
        add(element, "setSpec", spec)
        add(element, "setName", record_set.name)


def list_formats(answer: Element, values: dict[str, str], base: str) -> None:
    if "identifier" in values:
        find_record(values["identifier"], base)
    for prefix, metadata_format in FORMATS.items():
        element = add(answer, "metadataFormat")
        add(element, "metadataPrefix", prefix)
        add(element, "schema", metadata_format.schema)
        add(element, "metadataNamespace", metadata_format.namespace)


def get_record(answer: Element, values: dict[str, str], base: str) -> None:
    if set(values) != VERBS["GetRecord"]:
        raise OaiError("badArgument", "GetRecord wants identifier and metadataPrefix.")
    check_prefix(values["metadataPrefix"])
    add_record(answer, find_record(values["identifier"], base), values["metadataPrefix"])


def check_prefix(prefix: str) -> None:
    if prefix not in FORMATS:
        known = ", ".join(FORMATS)
        raise OaiError("cannotDisseminateFormat", f"There are the formats {known}.")


def find_record(identifier: str, base: str) -> HarvestedRecord:
    """Return the published record of an identifier; raise OaiError."""
    match = _IDENTIFIER.fullmatch(identifier)
    if match and match["host"] in (find_host(settings.SITE_ADDRESS), find_host(base)):
        record_set = SETS[_SETS_OF_KINDS[match["kind"]]]
        rows, key = record_set.published(), match["key"]
        if row := rows.filter(pk=key).first() if key else find_by_slug(rows, match["slug"]):
            return record_set.harvest(row, base, name_publisher(SiteSettings.current()))
    raise OaiError("idDoesNotExist", "There is no such record, or it is not public.")


def find_by_slug(rows: Any, slug: str) -> Any:
    """Return the record that has a slug, or had it once, None for none."""
    kind = ContentType.objects.get_for_model(rows.model)
    former = SlugRedirect.objects.filter(content_type=kind, old_slug=slug).values("object_id")
    return rows.filter(slug=slug).first() or rows.filter(pk__in=former).first()


def add_header(parent: Element, record: HarvestedRecord) -> None:
    header = add(parent, "header")
    # The same by whichever of its addresses the site is asked.
    host = find_host(settings.SITE_ADDRESS)
    add(header, "identifier", f"oai:{host}:{record.identifier}")
    add(header, "datestamp", write_moment(record.updated))
    add(header, "setSpec", record.set_name)


def add_record(parent: Element, record: HarvestedRecord, prefix: str) -> None:
    element = add(parent, "record")
    add_header(element, record)
    add(element, "metadata").append(FORMATS[prefix].write(record))


def list_identifiers(answer: Element, values: dict[str, str], base: str) -> None:
    harvest = read_harvest(values)
    for record in take_page(answer, harvest, base):
        add_header(answer, record)
    move_token_last(answer)


def list_records(answer: Element, values: dict[str, str], base: str) -> None:
    harvest = read_harvest(values)
    for record in take_page(answer, harvest, base):
        add_record(answer, record, harvest.prefix)
    move_token_last(answer)


def move_token_last(answer: Element) -> None:
    for token in answer.findall(f"{{{OAI}}}resumptionToken"):
        answer.remove(token)
        answer.append(token)


def read_harvest(values: dict[str, str]) -> Harvest:
    """Return what a list is asked for, anew or by a token; raise OaiError."""
    if "resumptionToken" in values:
        return read_token(values["resumptionToken"])
    if "metadataPrefix" not in values:
        raise OaiError("badArgument", "metadataPrefix is missing.")
    check_prefix(values["metadataPrefix"])
    since, until = values.get("from", ""), values.get("until", "")
    if len(since) != len(until) and since and until:
        raise OaiError("badArgument", "from and until are of different granularity.")
    if since and until and since > until:
        raise OaiError("badArgument", "from is later than until.")
    harvest = Harvest(values["metadataPrefix"], since, until, values.get("set", ""))
    list_conditions(harvest)
    return harvest


def read_token(token: str) -> Harvest:
    try:
        # One of ours is short; what is long may be nested as deep as it likes.
        values = json.loads(base64.urlsafe_b64decode(token[:_LONGEST_TOKEN].encode()))
        harvest = Harvest(**values)
        list_conditions(harvest)
    except (binascii.Error, ValueError, TypeError, OaiError) as error:
        words = "This is no token that a list of this site ended with."
        raise OaiError("badResumptionToken", words) from error
    has_types = [*map(type, astuple(harvest))] == [*map(type, astuple(Harvest("")))]
    if not has_types or harvest.prefix not in FORMATS or harvest.after_set not in SETS:
        raise OaiError("badResumptionToken", "This token names no list of this site.")
    return harvest


def list_conditions(harvest: Harvest) -> dict[str, object]:
    """Return the conditions on the moment of the last change; raise OaiError."""
    conditions: dict[str, object] = {}
    if harvest.since:
        conditions["changed_at__gte"] = read_moment(harvest.since)
    if harvest.until:
        # A moment is told to the second and a day as a whole; both ends belong to the range.
        step = timedelta(days=1) if len(harvest.until) == 10 else timedelta(seconds=1)
        until = read_moment(harvest.until)
        # Nothing is later than the last day there is, which harvesters ask for.
        with suppress(OverflowError):
            conditions["changed_at__lt"] = until + step
    return conditions


def read_moment(text: str) -> datetime:
    pattern = "%Y-%m-%d" if len(text) == 10 else _MOMENT
    try:
        return datetime.strptime(text, pattern).replace(tzinfo=UTC)
    except ValueError as error:
        raise OaiError("badArgument", f"“{text}” is no moment; write 2024-01-31.") from error


def take_page(answer: Element, harvest: Harvest, base: str) -> list[HarvestedRecord]:
    """Return the next records and, where more follow, add the token; raise OaiError without any."""
    rows = list(find_rows(harvest))
    page = rows[:PER_PAGE]
    if not page:
        raise OaiError("noRecordsMatch", "Nothing that is public matches.")
    if len(rows) > PER_PAGE:
        spec, last = page[-1]
        following = replace(harvest, after_set=spec, after_key=last.pk)
        token = base64.urlsafe_b64encode(json.dumps(asdict(following)).encode()).decode()
        add(answer, "resumptionToken", token)
    elif harvest.after_key:
        add(answer, "resumptionToken")
    publisher = name_publisher(SiteSettings.current())
    return [SETS[spec].harvest(row, base, publisher) for spec, row in page]


def find_rows(harvest: Harvest) -> list[tuple[str, Any]]:
    """Return at most one record more than a page holds, each with its set."""
    conditions = list_conditions(harvest)
    records: list[tuple[str, Any]] = []
    specs = list(SETS)
    start = specs.index(harvest.after_set) if harvest.after_set else 0
    for spec in specs[start:]:
        if harvest.only in ("", spec):
            rows = SETS[spec].published().filter(**conditions).order_by("pk")
            if spec == harvest.after_set:
                rows = rows.filter(pk__gt=harvest.after_key)
            records += [(spec, row) for row in rows[: PER_PAGE + 1 - len(records)]]
    return records


_ANSWERS: Final[Mapping[str, Callable[[Element, dict[str, str], str], None]]] = {
    "Identify": identify,
    "ListSets": list_sets,
    "ListMetadataFormats": list_formats,
    "GetRecord": get_record,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
}
