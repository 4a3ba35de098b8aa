"""An event on paper: a document for the desk."""

import unicodedata
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from tests.browser.walk.site import Site
from tests.support.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

A4 = (595, 842)  # points
FOOT = 60  # points that the margin with the sheet's number takes
# A4's and another, in mm: sheets of two heights end in twice as many places. Most kinds of page
# take one of them: to read what a sheet says takes longer than all else.
HEIGHTS = A4_HEIGHT, OTHER_HEIGHT = 0, 270


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed sheet. size: in points; foot: how many its last line stands above the edge."""

    size: tuple[int, int]
    text: str
    foot: float

    @property
    def is_half_empty(self) -> bool:
        return self.foot > self.size[1] / 2


class Press:
    """Prints pages as the reader's own browser does, each once for all tests."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.printed: dict[tuple[str, int], list[Sheet]] = {}

    def print_sheets(self, name: str, height: int = A4_HEIGHT) -> list[Sheet]:
        """Return the sheets of a page of ``Site.names``. height: in mm, A4's unless told."""
        if (name, height) not in self.printed:
            with self.site.page(bypass_csp=bool(height)) as page:
                self.site.open(page, name)
                if height:
                    page.add_style_tag(content=f"@page {{ size: 210mm {height}mm; }}")
                pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
            self.printed[name, height] = [read_sheet(sheet) for sheet in pdf.pages]
        return self.printed[name, height]


def read_sheet(sheet: PageObject) -> Sheet:
    heights: list[float] = []

    def note(text: str, sheet_matrix: list[float], line: list[float], *_font: Any) -> None:
        height = sheet_matrix[5] + sheet_matrix[3] * line[5]
        if text.strip() and height > FOOT:
            heights.append(height)

    box = sheet.mediabox
    text = sheet.extract_text(visitor_text=note)
    return Sheet((round(box.width), round(box.height)), text, min(heights, default=box.height))


@pytest.fixture(scope="module")
def press(site: Site) -> Press:
    return Press(site)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_a4_and_bears_its_number(press: Press, language: str) -> None:
    sheets = press.print_sheets(f"{language} event")
    assert {sheet.size for sheet in sheets} == {A4}
    lines = [sheet.text.split() for sheet in sheets]
    assert [str(number) in words for number, words in enumerate(lines, 1)] == [True] * len(lines)


# What stands above remarks: the session and who leads it; the name, the title, the attendance; and
# the marks of a text.
HEADS = """() => [...document.querySelectorAll(
  ".segment summary > :is(h3, span), .segment .moderators > dd,"
  + ".turn > header > :is(h3, h4, p), .row.person .cell, .row.held-title .cell,"
  + ".turns > li > :is(.person, .held-title)")]
  .map((one) => one.textContent)"""
MARKS = "() => [...document.querySelectorAll('main small')].map((one) => one.textContent)"


def joined(text: str) -> str:
    """Return a text as it compares with what was read from a sheet."""
    # Of two dashes that look alike a sheet has the other.
    return "".join(unicodedata.normalize("NFKC", text).replace("―", "—").split())


def find_end(text: str, running: str) -> str:
    """Return the last line of a sheet, its running head aside."""
    return [line for line in map(joined, text.splitlines()) if line not in running][-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sheet_is_spent_on_ways_to_other_records(
    site: Site, press: Press, language: str
) -> None:
    with site.page() as page:
        site.open(page, f"{language} event")
        head = joined(page.locator("#related").text_content() or "")
    texts = [joined(sheet.text) for sheet in press.print_sheets(f"{language} event")]
    assert (head != "", any(head in text for text in texts)) == (True, False)


@pytest.mark.parametrize("name", ["en event", "zh-hans session", "en person", "zh-hans people"])
def test_every_further_sheet_bears_the_name_of_the_record(
    site: Site, press: Press, name: str
) -> None:
    with site.page() as page:
        site.open(page, name)
        running = joined(page.locator(".running").text_content() or "")
    texts = [joined(sheet.text) for sheet in press.print_sheets(name)]
    assert [running in text for text in texts[1:]] == [True] * (len(texts) - 1)


@pytest.mark.parametrize(
    ("name", "height"),
    [
        *product(("en event", "zh-hans event"), HEIGHTS), ("zh-hans event parallel", A4_HEIGHT),
        ("zh-hans organization", OTHER_HEIGHT), ("zh-hans topic", A4_HEIGHT),
    ],
)  # fmt: skip
def test_a_name_and_title_stay_with_the_first_lines_of_the_remarks(
    site: Site, press: Press, name: str, height: int
) -> None:
    with site.page() as page:
        site.open(page, name)
        marks = [joined(mark) for mark in page.evaluate(MARKS)]
        heads = {joined(head) for head in page.evaluate(HEADS)} - {*marks}
        # Side by side a mark may stand alone in the last column.
        heads |= {*marks} if not name.endswith("parallel") else set()
        running = joined(page.locator(".running").text_content() or "")
        begin = joined(page.locator("h2#remarks, .row.person").first.inner_text())[:6]
    texts = [sheet.text for sheet in press.print_sheets(name, height)]
    # The lists before the remarks name everybody too.
    first = next(number for number, text in enumerate(texts) if begin in joined(text))
    ends = [find_end(text, running) for text in texts[first:]]
    assert [end for end in ends if any(head.endswith(end) for head in heads)] == []


@pytest.mark.parametrize(
    "name",
    ["zh-hans event", "zh-hans session", "zh-hans event parallel", "en session parallel",
     "en person"],
)  # fmt: skip
def test_the_address_stands_once_and_at_the_end(site: Site, press: Press, name: str) -> None:
    texts = ["".join(sheet.text.split()) for sheet in press.print_sheets(name)]
    language, _, kind = name.partition(" ")
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


# Sizes in points of what a sheet shows, save the marks of a text and the title's own lines.
SMALL = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.data.trim() || !one.getClientRects().length || one.closest("small")) continue;
    const points = parseFloat(getComputedStyle(one).fontSize) * 0.75;
    if (points < 13.9) found.add(`${points} ${one.outerHTML.slice(0, 80)}`);
  }
  return [...found];
}"""


@pytest.mark.parametrize(
    "kind", ["event", "event with times", "session", "event parallel", "person"]
)
def test_no_type_on_paper_is_small(site: Site, kind: str) -> None:
    with site.page((684, 900)) as page:
        site.open(page, f"zh-hans {kind}")
        page.emulate_media(media="print")
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(
    ("name", "height"),
    [
        ("en home", 250), ("en event", OTHER_HEIGHT), ("zh-hans event", A4_HEIGHT),
        ("zh-hans event parallel", A4_HEIGHT), ("en session parallel", A4_HEIGHT),
        ("zh-hans people", A4_HEIGHT), ("en person", A4_HEIGHT),
        ("zh-hans organization", OTHER_HEIGHT), ("en series", OTHER_HEIGHT),
        ("zh-hans topic", A4_HEIGHT), ("en product 0", OTHER_HEIGHT),
    ],
)  # fmt: skip
def test_no_sheet_but_the_last_is_half_empty(press: Press, name: str, height: int) -> None:
    sheets = press.print_sheets(name, height)[:-1]
    assert [number for number, sheet in enumerate(sheets, 1) if sheet.is_half_empty] == []
