"""The search over everything that the public may see, in both languages at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.views.lookup import public_page


@public_page
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "search/search.html", {"query": request.GET.get("q", "").strip()})
