"""What a new editor's first event costs in the desk: clicks, fields filled in, pages loaded.

    make demo    # in another terminal; then with the login that it prints
    uv run python benchmarks/first_day.py http://127.0.0.1:8000 editor PASSWORD

From the dashboard to both languages public: an event with three sessions, eight guests, two
organizations, a cover, six photos, a PDF and a product, all new. It goes the way that a colleague
would show: guests pasted as a list, photos dropped together, everything published as one. A choice
in a list counts as a field; a click into a field that is then typed into does not count.
"""

import io
import os
import sys
import time
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from playwright.sync_api import Page, Request, expect, sync_playwright

from tests.browser.chromium import REMEDY, find

# Milliseconds; the machine may be at other work.
PATIENCE: Final = 30_000
SESSIONS: Final = (
    ("opening", "开幕致辞", "Opening remarks"),
    ("keynote", "主旨发言", "Keynote speeches"),
    ("discussion", "港口与城市", "Ports and cities"),
)
SURNAMES: Final = "林王陈赵周吴郑孙"
PINYIN_SURNAMES: Final = "Lin Wang Chen Zhao Zhou Wu Zheng Sun"
# A syllable for each digit: given names that are new each time.
SYLLABLES: Final = "安博成德恩方广海江康"
PINYIN_SYLLABLES: Final = "an bo cheng de en fang guang hai jiang kang"
PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PASTE: Final = """(cell, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    cell.dispatchEvent(new ClipboardEvent(
        "paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


class Counter:
    """A page on which what a person does is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.fields = self.loads = 0
        page.context.on("request", self._note_load)

    def _note_load(self, request: Request) -> None:
        self.loads += request.is_navigation_request() and not request.redirected_from

    def click(self, what: Any) -> None:
        self.clicks += 1
        what.click()

    def press(self, keys: str) -> None:
        """Press keys that do what a button does; they count as a click."""
        self.clicks += 1
        self.page.keyboard.press(keys)

    def fill(self, what: Any, text: str) -> None:
        self.fields += 1
        what.fill(text)

    def choose(self, what: Any, **option: Any) -> None:
        """Choose in a list. option: its value, label or index."""
        self.fields += 1
        what.select_option(**option)

    def attach(self, what: Any, *files: dict[str, Any]) -> None:
        self.fields += 1
        what.wait_for(state="attached")
        self.page.wait_for_load_state("networkidle")
        what.set_input_files(list(files))

    def __str__(self) -> str:
        return f"{self.clicks} clicks, {self.fields} fields, {self.loads} pages loaded"


def main() -> None:
    program = find()
    if program is None or len(sys.argv) != 4:
        sys.exit(REMEDY if program is None else __doc__)
    home, login, password = sys.argv[1:]
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=sandbox)
        page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en").new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        sign_in(page, home, login, password)
        count(page, home, str(int(time.time())))
        browser.close()


def sign_in(page: Page, home: str, login: str, password: str) -> None:
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{home}/admin/"}])
    page.goto(f"{home}/admin/")
    page.fill("#id_username", login)
    page.fill("#id_password", password)
    page.locator("#login-form [type=submit]").click()
    expect(page.locator(".dashboard")).to_be_visible()


def count(page: Page, home: str, number: str) -> None:
    """Do the whole day, and print what each part of it took. number: of names that are new."""
    counter = Counter(page)
    for part in (add_event, add_programme, add_photos, add_document, add_product, publish):
        before = (counter.clicks, counter.fields, counter.loads)
        part(counter, number)
        after = (counter.clicks, counter.fields, counter.loads)
        took = [new - old for old, new in zip(before, after, strict=True)]
        print(f"{part.__name__:14} {took[0]:4} {took[1]:4} {took[2]:4}")
    print(counter)
    address = counter.page.get_by_role("link", name="View on site").get_attribute("href") or ""
    for language in ("zh-hans", "en"):
        public = page.request.get(home + address.replace("/en/", f"/{language}/"))
        named = [han for han, _latin in guests(number) if han in public.text()]
        print(f"{language}: {public.status}, {len(named)} guests named")


def add_event(counter: Counter, number: str) -> None:
    page = counter.page
    counter.click(page.get_by_role("link", name="Add an event"))
    texts = {"title_zh_hans": f"绿色港口论坛{number}", "title_en": f"Green Ports {number}"}
    for name, text in {**texts, "starts_on": "2026-11-05", "ends_on": "2026-11-05"}.items():
        counter.fill(page.locator(f"#id_{name}"), text)
    counter.click(page.locator("summary", has_text="Cover image"))
    counter.attach(page.locator("#id_cover"), picture("cover"))
    counter.fill(page.locator("#id_cover_alt_zh_hans"), "港口全景")
    counter.fill(page.locator("#id_cover_alt_en"), "The port from above")
    for row, (chinese, english) in enumerate(
        (("港务局", "Port Office"), ("海事社", "Sea Society"))
    ):
        counter.click(page.get_by_role("link", name="Add another Organization of the event"))
        with page.expect_popup() as popup:
            counter.click(page.locator(f"#add_id_organizations-{row}-organization"))
        tab = popup.value
        counter.fill(tab.locator("#id_name_zh_hans"), f"{chinese}{number}")
        counter.fill(tab.locator("#id_name_en"), f"{english} {number}")
        counter.click(tab.get_by_role("button", name="Save", exact=True).first)
        chosen = page.locator(f"#id_organizations-{row}-organization + .select2")
        expect(chosen).to_contain_text(number)
    counter.click(page.get_by_role("button", name="Save and continue editing").first)
    expect(page.get_by_text("successfully")).to_be_visible()


def add_programme(counter: Counter, number: str) -> None:
    page = counter.page
    counter.click(page.get_by_role("link", name="Programme as a table"))
    for row, (kind, chinese, english) in enumerate(SESSIONS):
        counter.click(page.get_by_role("button", name="Add session"))
        session = page.locator("tr.grid-session").nth(row)
        counter.choose(session.locator("select[name$=kind]"), value=kind)
        counter.fill(session.locator("[name$=title_zh_hans]"), chinese)
        counter.fill(session.locator("[name$=title_en]"), english)
    counter.press("Control+s")
    expect(page.get_by_text("Saved: 3 sessions")).to_be_visible()
    rows = [
        f"{han}\t{latin}\t港口专家\tPort expert\t{SESSIONS[place % 3][1]}"
        for place, (han, latin) in enumerate(guests(number))
    ]
    table = "\n".join(["姓名\tName\t职务\tTitle\t环节", *rows])
    page.wait_for_load_state("networkidle")
    cell = page.locator("tr.grid-session input[type=text]").first
    counter.fields += 1
    cell.evaluate(PASTE, table)
    expect(page.locator("tr[data-pasted]")).to_have_count(len(SURNAMES))
    counter.press("Control+s")
    expect(page.get_by_text("8 guests")).to_be_visible()


def add_photos(counter: Counter, number: str) -> None:
    page = counter.page
    counter.click(page.locator("nav.jumps a[href$='/photos/']"))
    counter.attach(page.locator("#images"), *[picture(f"photo-{place}") for place in range(6)])
    counter.click(page.get_by_role("button", name="Upload"))
    expect(page.locator("li.photo")).to_have_count(6)
    page.wait_for_load_state("networkidle")
    for card, (han, _latin) in zip(page.locator("li.photo").all(), guests(number), strict=False):
        counter.fill(card.get_by_label("Who stands in it"), han)
    counter.click(page.get_by_role("button", name="Use all proposals"))
    expect(page.locator("li.photo").last.get_by_label("Caption · English")).not_to_have_value("")
    counter.click(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("6 photos saved.")).to_be_visible()


def add_document(counter: Counter, number: str) -> None:
    page = counter.page
    counter.click(page.locator("nav.jumps").get_by_role("link", name="Add a document"))
    counter.fill(page.locator("#id_title_zh_hans"), "议程")
    counter.fill(page.locator("#id_title_en"), "Agenda")
    pdf = {"name": "agenda.pdf", "mimeType": "application/pdf", "buffer": PDF}
    counter.attach(page.locator("#id_file"), pdf)
    save(counter)


def add_product(counter: Counter, number: str) -> None:
    page = counter.page
    counter.click(page.locator("nav.jumps").get_by_role("link", name="Add a knowledge product"))
    counter.fill(page.locator("#id_title_zh_hans"), f"潮汐图集{number}")
    counter.fill(page.locator("#id_title_en"), f"Tide Atlas {number}")
    # The event's own sessions are offered.
    counter.choose(page.locator("#id_launched_in"), index=1)
    save(counter)


def publish(counter: Counter, number: str) -> None:
    page = counter.page
    counter.click(page.get_by_role("button", name="Publish Chinese and English"))
    expect(page.get_by_text("records are published with it")).to_be_visible()


def save(counter: Counter) -> None:
    counter.click(counter.page.get_by_role("button", name="Save", exact=True).first)
    expect(counter.page.get_by_text("successfully").first).to_be_visible()


def guests(number: str) -> list[tuple[str, str]]:
    """Return the names of eight people, in both scripts."""
    digits = [int(digit) for digit in number[-2:]]
    han = "".join(SYLLABLES[digit] for digit in digits)
    latin = "".join(PINYIN_SYLLABLES.split()[digit] for digit in digits).capitalize()
    surnames = zip(SURNAMES, PINYIN_SURNAMES.split(), strict=True)
    return [(f"{surname}{han}", f"{pinyin} {latin}") for surname, pinyin in surnames]


def picture(name: str) -> dict[str, Any]:
    """Return a picture as a field of files takes it; each differs from the others."""
    content = io.BytesIO()
    shade = sum(name.encode()) % 256
    Image.new("RGB", (1600, 900), (shade, 120, 255 - shade)).save(content, "JPEG")
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


if __name__ == "__main__":
    main()
