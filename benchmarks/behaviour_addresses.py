"""The addresses of the site: what pages name, what lies beside them, what nobody links to."""

import html
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import Http404
from django.urls import resolve, reverse

LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
HOST: Final = "http://testserver"
ADDRESS: Final = re.compile(
    r'(?:href|src|action|formaction)="([^"\s]+)"|<(?:loc|link)>([^<]+)<'
    rf'|(?:content|data-[\w-]+)="((?:/|{HOST})[^"\s]*)"'
)
FORM: Final = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
SELECT: Final = re.compile(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
OPTION: Final = re.compile(r'<option\b[^>]*value="([^"]+)"')
CHOICE: Final = re.compile(r'<input\b(?=[^>]*type="(?:radio|checkbox)")[^>]*>')
SEARCHES: Final = (
    "园区", "工业园区", "业园", "绿色 港口", "数字化", "王", "张", "主持人", "联合国", "商务部",
    "“", "主题一", "industrial parks", "Digital", "port*", '"green transition"', "UNIDO",
    "moderator", "Li", "zzzz", "园区 development", "2023", "%", "a", " ",
)  # fmt: skip
# What no link leads to: moved, wrong, or for machines.
ODD_ADDRESSES: Final = (
    "/", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/nothing/", "/events/", "/zh/", "/fr/",
    "/zh/events/", "/zh-cn/people/", "/zh-Hans/", "/EN/", "/EN/events/", "/en", "/en/events",
    "/en/nothing/", "/zh-hans/nothing/", "/en/events/nothing/", "/en/people/nothing/",
    "/zh-hans/knowledge/nothing/", "/en/series/nothing/", "/en/documents/999/x.pdf", "/en/?x=%00",
    "/en/people/?page=99", "/en/people/?page=x", "/en/search/", "/zh-hans/search/",
    "/en/styleguide/", "/zh-hans/styleguide/", "/en/feed.xml", "/zh-hans/feed.xml",
    "/en/news/feed.xml", "/zh-hans/news/feed.xml", "/en/share.png", "/zh-hans/share.png",
    "/preview/nothing/", "/media/nothing.png", "/admin/",
)  # fmt: skip
BESIDE_PAGES: Final = (
    (r"/events/[^/]+/", ("parallel/", "agenda.ics", "share.png", "qr.svg", "accent.css")),
    (r"/events/[^/]+/[^/.]+/", ("parallel/", "qr.svg")),
    (r"/series/[^/]+/", ("feed.xml",)),
    (r"/people/[^/]+/", ("qr.svg",)),
)
DESK_QUERIES: Final = ("?q=li", "?q=园区", "?o=-1")
# Lists sorted by any column, counted, as a pop-up; days of the scratch site's own making.
DESK_REPEATED: Final = re.compile(r"[?&](?:o|_facets|_popup|_changelist_filters|\w*_?at__\w+)=")


def desk_addresses() -> Iterator[str]:
    """Yield the desk's pages: for each model its list, searched and sorted, and its forms."""
    yield from (reverse(f"admin:{name}") for name in ("index", "password_change", "jsi18n"))
    for model in filter(admin.site.is_registered, apps.get_models()):
        options = model._meta
        name = f"admin:{options.app_label}_{options.model_name}"
        yield (changes := reverse(f"{name}_changelist"))
        yield from (f"{changes}{query}" for query in DESK_QUERIES)
        yield reverse(f"{name}_add")
        if record := model._base_manager.order_by("pk").first():
            yield from (
                reverse(f"{name}_{page}", args=[record.pk])
                for page in ("change", "history", "delete")
            )
            yield from record_addresses(record)


def record_addresses(record: models.Model) -> Iterator[str]:
    """Yield the desk's pages of a record that a link may not lead to."""
    kind = ContentType.objects.get_for_model(record).pk
    yield from (f"/admin/{page}/{kind}/{record.pk}/" for page in ("preview", "preview-links"))


def route_of(link: str) -> tuple[str, ...]:
    """Return an address' route in the resolver and the names in its query."""
    parts = urlsplit(link)
    try:
        match = resolve(unquote(parts.path))
    except Http404:
        return ("",)
    return (match.route, *sorted({name for name, _value in parse_qsl(parts.query)}))


def links_in(body: str, address: str) -> Iterator[str]:
    """Yield the addresses on this site that a body names, without their fragments."""
    for groups in ADDRESS.findall(body):
        link = urljoin(address, html.unescape("".join(groups)))
        link = link.removeprefix(HOST).partition("#")[0]
        if link.startswith("/") and not link.startswith("//"):
            yield link


def filters_in(body: str, address: str) -> Iterator[str]:
    """Yield the addresses that the choices of a page's forms lead to, one choice at a time."""
    for attributes, content in FORM.findall(body):
        if "post" in attributes:
            continue
        action = re.search(r'action="([^"]*)"', attributes)
        target = urljoin(address, action[1] if action else "").partition("?")[0]
        pairs = [
            (name, value)
            for name, options in SELECT.findall(content)
            for value in OPTION.findall(options)
        ]
        for field in CHOICE.findall(content):
            name, value = (re.search(rf'{key}="([^"]*)"', field) for key in ("name", "value"))
            if name and value:
                pairs.append((name[1], value[1]))
        yield from (f"{target}?{name}={quote(html.unescape(value))}" for name, value in pairs)


def beside(address: str) -> Iterator[str]:
    """Yield what lies beside a page, which its links may not name."""
    if "?" in address:
        return
    for pattern, names in BESIDE_PAGES:
        if re.fullmatch(f"/(?:{'|'.join(LANGUAGES)}){pattern}", address):
            yield from (f"{address}{name}" for name in names)


def is_of_desk(link: str) -> bool:
    """Tell whether a link leads to a page of the desk that is worth a look of its own."""
    return link.startswith("/admin/") and not DESK_REPEATED.search(link)


def is_public(link: str) -> bool:
    return not link.startswith(("/admin/", settings.STATIC_URL, settings.MEDIA_URL))


def file_name(address: str) -> str:
    """Return a file's name for an address: its folders, and its query behind an @."""
    path, _, query = unquote(address).strip("/").partition("?")
    name = f"{path}/index" if address.partition("?")[0].endswith("/") else path
    name = f"{name}@{query}" if query else name
    parts = [
        quote(part, safe=" =&@“”") if not part.isprintable() else part for part in name.split("/")
    ]
    return "/".join(shortened(part) for part in parts if part) + ".txt"


def shortened(part: str) -> str:
    """Return a name that a file system takes."""
    if len(part.encode()) <= 180:
        return part
    return f"{part[:40]}-{sha256(part.encode()).hexdigest()[:12]}"
