"""Files that are handed out after a look whether they are public."""

import mimetypes
from pathlib import PurePosixPath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from forum.history.formerly_public import select_formerly_public
from forum.models import KnowledgeProduct
from forum.site.record_lookup import Gone, find_published, public_page
from sessions_app.models import Document

# What a browser shows by itself without running what stands in it; the rest is saved.
SHOWN = ("application/pdf",)


@public_page
def document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    document = Document.objects.published().filter(pk=pk).first()
    if document is None:
        get_object_or_404(select_formerly_public(Document.objects.taken_down().filter(pk=pk)))
        raise Gone
    if name != document.name:
        return HttpResponsePermanentRedirect(document.get_absolute_url())
    return send_file(document.file)


@public_page
def product_file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    product = find_published(KnowledgeProduct.objects.published(), slug)
    if not product.file:
        raise Http404
    if name != product.file_name:
        address = reverse("product-file", args=[product.slug, product.file_name])
        return HttpResponsePermanentRedirect(address)
    return send_file(product.file)


def send_file(file: FieldFile) -> FileResponse:
    """Return the file with its length, type and name; raise Http404 if it is no longer there."""
    name = PurePosixPath(str(file.name)).name
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=kind not in SHOWN, filename=name, content_type=kind
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
