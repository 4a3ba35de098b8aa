"""Pages that need nothing but themselves: no database, no request, no script.

They are written beforehand into ``ERROR_PAGES_ROOT``, in every language on one page and with the
site's footer, so that the web server has them when this site does not answer. Each one is written
once for each language that may stand first: 500.html begins with the first of LANGUAGES, and
500.en.html with English.
"""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from forum.core.content import language_codes
from forum.core.languages import add_directions, has_two_directions
from forum.core.public_folders import PUBLIC_FILE, make_public_folder
from forum.core.translated import html_lang
from forum.delivery import renderer
from forum.delivery.frame import describe_site
from forum.models import SiteSettings
from forum.site.sent_texts import SentText


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a page cannot be shown, in words for visitors."""

    title: str | Promise
    text: str | Promise


TROUBLES: Final = {
    400: Trouble(
        _("The request could not be understood"),
        _("Please check the address and try again."),
    ),
    403: Trouble(
        _("You may not see this page"),
        _("This page is not public."),
    ),
    404: Trouble(
        _("Page not found"),
        _(
            "There is no page at this address. It may have been taken offline, or the address may "
            "contain a mistake."
        ),
    ),
    500: Trouble(
        _("This page cannot be shown at the moment"),
        _("Something went wrong on the server and has been recorded. Please try again later."),
    ),
    503: Trouble(
        _("The site is temporarily unavailable"),
        _("Please try again in a few minutes."),
    ),
}


def render_page(
    status: int,
    first: str,
    site: SiteSettings | None = None,
    *,
    is_of_desk: bool = False,
    sent_texts: Sequence[SentText] = (),
) -> str:
    """Return the HTML of an HTTP status, a language first and the others after it.

    site: whose name and footer it bears; without it nothing asks the database. is_of_desk: whether
    an editor reads it, who wants to know what became of a form. sent_texts: of that form.
    """
    languages = sorted(language_codes(), key=lambda code: code != first)
    troubles = [describe_trouble(status, code, is_of_desk=is_of_desk) for code in languages]
    with override(languages[0]):
        data = {
            "status": status,
            "troubles": troubles,
            "sent_texts": sent_texts,
            "site": describe_site(site, everywhere=True) if site else None,
            # The plain name: what is written beforehand outlives the files of a release.
            "static_prefix": settings.STATIC_URL,
        }
        page = renderer.render_page("standalone.jinja", data)
    # No middleware sees it.
    return add_directions(page) if has_two_directions() else page


def describe_trouble(status: int, language: str, *, is_of_desk: bool) -> dict[str, str]:
    """Return why a page cannot be shown, in a language, and what to do about it."""
    trouble = TROUBLES[status]
    with override(language):
        return {
            "lang": html_lang(language),
            "title": str(trouble.title),
            "text": str(trouble.text),
            "home": "" if is_of_desk else f"/{language}/",
            "home_words": gettext("Home"),
            "advice": gettext(
                "What you typed into a form of the desk is kept in this browser: open the form "
                "again when the site answers, and restore it."
            ),
        }


def read_page(status: int, first: str) -> bytes:
    """Return the page as it was written, or without the site's name where it never was."""
    try:
        return page_path(status, first).read_bytes()
    except OSError:
        return render_page(status, first).encode()


def write_pages() -> list[Path]:
    """Write every page as the site's settings are now; return the files. Raises OSError."""
    site = SiteSettings.current()
    pairs = [(status, first) for status in TROUBLES for first in language_codes()]
    return [write_file(page_path(*pair), render_page(*pair, site)) for pair in pairs]


def page_path(status: int, first: str) -> Path:
    codes = language_codes()
    middle = f".{first}" if first in codes[1:] else ""
    return Path(settings.ERROR_PAGES_ROOT) / f"{status}{middle}.html"


def write_file(path: Path, content: str) -> Path:
    """Put a file in its place at once: whoever reads meanwhile gets the old one or the new one."""
    make_public_folder(path.parent)
    descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor
            file.write(content)
        # The web server is another user.
        os.chmod(partial, PUBLIC_FILE)  # noqa: PTH101
        os.replace(partial, path)  # noqa: PTH105
    except OSError:
        Path(partial).unlink(missing_ok=True)
        raise
    return path
