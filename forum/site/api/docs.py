"""The page that describes the interface for people, made of its own OpenAPI document."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from forum.delivery.frame import build_plain_frame
from forum.delivery.page_texts import PageTexts
from forum.delivery.renderer import render_page
from forum.site.api.endpoints import api
from forum.site.public_addresses import API
from forum.site.record_lookup import public_page

type Data = dict[str, Any]


@public_page
def api_docs(request: HttpRequest) -> HttpResponse:
    address = reverse("api-1:api-root", urlconf=API)
    schema: Any = api.get_openapi_schema(path_prefix=address)
    content = {
        "operations": list(list_operations(schema)),
        "address": request.build_absolute_uri(address),
        "schema": reverse("api-1:openapi-json", urlconf=API),
        "rate": settings.API_REQUESTS_PER_MINUTE,
    }
    frame = build_plain_frame(request, PageTexts(), gettext("Data for programs"))
    return HttpResponse(render_page("api/docs.jinja", {**frame, **content}))


def list_operations(schema: Any) -> Iterator[Data]:
    """Yield the addresses with what may be asked of each, and the fields of what it answers."""
    models = schema["components"]["schemas"]
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        answer = operation["responses"][200]["content"]["application/json"]["schema"]
        yield {
            "path": path,
            "summary": operation["summary"],
            "parameters": [
                {
                    "name": parameter["name"],
                    "description": parameter["schema"].get("description", ""),
                }
                for parameter in operation["parameters"]
            ],
            "fields": list_fields(models, answer["$ref"]),
            "is_list": "{" not in path,
        }


def list_fields(models: Data, reference: str) -> list[str]:
    """Return the names of what an answer holds; of a list those of its records."""
    properties = models[reference.rpartition("/")[2]]["properties"]
    if "items" in properties and "next" in properties:
        return list_fields(models, properties["items"]["items"]["$ref"])
    return list(properties)
