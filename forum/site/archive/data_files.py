"""The records of an archive as JSON, one file a kind, in the shape of the read interface."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import override
from ninja import Schema

from forum.site.api import descriptions as describe
from forum.site.api import schemas
from forum.site.api.endpoints import api
from forum.site.archive.scope import AT_ONCE, ArchiveScope

SHAPES: dict[str, tuple[Callable[[HttpRequest, Any], describe.Data], type[Schema]]] = {
    "series": (describe.describe_series, schemas.SeriesOut),
    "events": (describe.describe_event, schemas.EventOut),
    "sessions": (describe.describe_session, schemas.SessionOut),
    "appearances": (describe.describe_appearance, schemas.AppearanceOut),
    "people": (describe.describe_person, schemas.PersonOut),
    "organizations": (describe.describe_organization, schemas.OrganizationOut),
    "products": (describe.describe_product, schemas.ProductOut),
    "topics": (describe.describe_topic, schemas.TopicOut),
    "news": (describe.describe_news, schemas.NewsOut),
}


def list_data_files(
    scope: ArchiveScope, request: HttpRequest
) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield name and text of each file. request: of the site, whose addresses are named."""
    for kind in [kind for kind in SHAPES if kind in scope.records]:
        yield f"data/{kind}.json", write_records(scope, kind, request)


def write_records(scope: ArchiveScope, kind: str, request: HttpRequest) -> Iterator[str]:
    """Yield an array of a kind's records, one a line."""
    shape, schema = SHAPES[kind]
    yield "["
    with override(None):
        for number, record in enumerate(scope.records[kind].iterator(AT_ONCE)):
            data = schema(**shape(request, record)).model_dump()
            text = api.renderer.render(request, data, response_status=200)
            yield f"{',' if number else ''}\n{text}"
    yield "\n]\n"
