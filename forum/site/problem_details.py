"""What programs are told of what is wrong: RFC 9457, in English, as the names of all fields are."""

from http import HTTPStatus
from typing import Final

from django.http import HttpResponse, JsonResponse

PROBLEM: Final = "application/problem+json"


def make_problem(status: HTTPStatus, detail: str) -> HttpResponse:
    problem = {
        "type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail,
    }  # fmt: skip
    return JsonResponse(
        problem,
        status=status,
        content_type=PROBLEM,
        headers={"Content-Language": "en"},
        json_dumps_params={"ensure_ascii": False},
    )
