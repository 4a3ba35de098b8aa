"""An event on paper: a document for the desk."""

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.walk.site import Site
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

A4 = (595, 842)  # points


def sheets(page: Page) -> PdfReader:
    """Print the page as the reader's own browser does."""
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_a4_and_bears_its_number(site: Site, language: str) -> None:
    with site.page() as page:
        site.open(page, f"{language} event")
        printed = sheets(page).pages
    assert {(round(one.mediabox.width), round(one.mediabox.height)) for one in printed} == {A4}
    lines = [one.extract_text().split() for one in printed]
    assert [str(number) in words for number, words in enumerate(lines, 1)] == [True] * len(lines)


@pytest.mark.parametrize("kind", ["event", "session", "event parallel", "session parallel"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_stands_once_and_at_the_end(site: Site, language: str, kind: str) -> None:
    with site.page() as page:
        site.open(page, f"{language} {kind}")
        texts = ["".join(one.extract_text().split()) for one in sheets(page).pages]
    path = site.pages[kind].removesuffix("parallel/")
    address = f"{site.url}/{language}/{path}".partition("://")[2]
    whole = "".join(texts)
    assert (whole.count("://"), whole.count(address)) == (0, 1)
    assert address in "".join(texts[-2:])


def test_han_is_set_as_documents_are(site: Site) -> None:
    with site.page() as page:
        site.open(page, "zh-hans event")
        page.emulate_media(media="print")
        size, indent, family = page.evaluate("""() => {
          const style = getComputedStyle(document.querySelector(".remarks .prose p, .prose p"));
          return [parseFloat(style.fontSize), parseFloat(style.textIndent), style.fontFamily];
        }""")
    assert (round(size * 0.75), round(indent / size, 2)) == (14, 2)
    assert family.index("FangSong") < family.index("Songti SC") < family.index("Noto Serif CJK SC")
