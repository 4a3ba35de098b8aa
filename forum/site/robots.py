"""What search engines are asked to leave alone, and where they find everything else."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from forum.core.content import language_codes
from forum.site.record_lookup import public_page


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    closed = ["/admin/", *(_search(code) for code in language_codes())]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _search(language: str) -> str:
    with translation.override(language):
        return reverse("search")
