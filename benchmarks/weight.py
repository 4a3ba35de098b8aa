"""What an event's page weighs in a browser: bytes as sent, style sheets, scripts, layout shift.

    make demo    # in another terminal; then with the address of an event on it,
    # one without photographs:
    uv run python benchmarks/weight.py http://127.0.0.1:8000/en/events/2024-green-ports/
    # and what further pages weigh for whoever has seen that one:
    uv run python benchmarks/weight.py http://127.0.0.1:8000/en/ http://127.0.0.1:8000/en/people/

It drives the machine's own Chromium, as the browser tests do: empty cache, two sizes of window, the
page scrolled to its end; then a slow telephone: a processor four times slower, 1.6 Mbit/s, 150 ms
to the server and back, and a thumb that opens and closes what folds, the contents, the reading
tools and the gallery, chooses letters and contrast, copies a link. Of three visits the best answer
counts, for what else the machine does makes each slower; beside it stands the time that the page's
own thread worked for it, which nothing else lengthens.

Style sheets are weighed as the demo sends them; collected for visitors they leave out their
comments, some 5 kB of a first visit.

Exit code 1: over 90 kB, the code and the card's picture included, over 40 kB on a further page,
over 60 kB of fonts, over 4 style sheets and that of the page's face, over 15 kB of script, or
anything moved; on the telephone, the largest text or picture after 2.5 s, or an answer to the thumb
after 200 ms.
"""

import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Final, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from tests.browser.chromium import REMEDY, find

WINDOWS: Final = ((390, 844), (1440, 900))
BYTES, FURTHER, FONTS, SHEETS, SCRIPT = 90_000, 40_000, 60_000, 5, 15_000
# What a reader could see move: less is the rounding of a scroll.
SHIFT: Final = 0.001
SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
# web.dev/articles/vitals calls these good: milliseconds.
LARGEST, ANSWER = 2_500, 200
SLOW_NETWORK: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOW_PROCESSOR: Final = 4
THUMB: Final = (
    "summary, .to-contents, .reading button, .read-on, [data-copy], a.enlarge, .viewer button"
)
TAPS: Final = 24
VISITS: Final = 3
VITALS = """
window.largest = 0;
window.answers = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.largest = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (entry.interactionId) answers.push(entry.duration);
}).observe({type: "event", durationThreshold: 16, buffered: true});
"""
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 400) {
    window.scrollTo(0, y);
    await new Promise(done => setTimeout(done, 60));
  }
}"""


def main() -> None:
    program = find()
    if program is None or len(sys.argv) < 2:
        sys.exit(REMEDY if program is None else __doc__)
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    # Telephones do not round letters to whole pixels, which made a line 4 % wider here.
    args = ["--font-render-hinting=none", *sandbox]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=args)
        results = [measure(browser, sys.argv[1:], window) for window in WINDOWS]
        results += [measure_telephone(browser, address) for address in sys.argv[1:]]
        browser.close()
    sys.exit(0 if all(results) else 1)


def measure(browser: Any, addresses: list[str], window: tuple[int, int]) -> bool:
    """Print what pages take in a window, one by one; tell whether all keep their bounds."""
    context = browser.new_context(viewport={"width": window[0], "height": window[1]})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    sent: dict[str, list[int]] = defaultdict(list)
    wire.on(
        "Network.responseReceived",
        lambda message: kinds.update({message["requestId"]: message["type"]}),
    )
    wire.on(
        "Network.loadingFinished",
        lambda message: sent[kinds.get(message["requestId"], "Other")].append(
            message["encodedDataLength"]
        ),
    )
    results = []
    for address in addresses:
        sent.clear()
        visit(page, address)
        page.evaluate(SCROLL)
        page.wait_for_load_state("networkidle")
        print(f"{window[0]} px, {address}")
        limit = BYTES if address == addresses[0] else FURTHER
        results.append(is_light(sent, page.evaluate("window.shift"), limit))
    context.close()
    return all(results)


def is_light(sent: dict[str, list[int]], shift: float, limit: int) -> bool:
    """Print a page's bytes by kind and how far it moved; tell whether it keeps its bounds."""
    whole = sum(sum(sizes) for sizes in sent.values())
    print(f"  {whole:,.0f} of {limit:,} bytes; layout shift {shift:.4f}")
    for kind, sizes in sorted(sent.items()):
        print(f"    {kind:<12}{len(sizes):>4}{sum(sizes):>10,.0f}")
    sizes_kept = whole <= limit and sum(sent["Font"]) <= FONTS and sum(sent["Script"]) <= SCRIPT
    return sizes_kept and len(sent["Stylesheet"]) <= SHEETS and shift <= SHIFT


class Answer(NamedTuple):
    """How long a tap took until what it changed was drawn, and worked; both in milliseconds."""

    shown: float
    worked: float


def measure_telephone(browser: Any, address: str) -> bool:
    """Print how long a slow telephone takes; tell whether that stays within bounds."""
    answers: dict[str, Answer] = {}
    largest = min(use_telephone(browser, address, answers) for _visit in range(VISITS))
    print(f"slow telephone, {address}")
    print(f"  largest text or picture after {largest:,.0f} ms; answers to the thumb:")
    for name, answer in answers.items():
        print(f"    {answer.shown:>5,.0f} ms, {answer.worked:>4,.0f} ms of work: {name}")
    return 0 < largest <= LARGEST and all(answer.shown <= ANSWER for answer in answers.values())


def use_telephone(browser: Any, address: str, answers: dict[str, Answer]) -> float:
    """Return when the largest text or picture stood there, in milliseconds; tap what can be tapped.

    answers: name of what is tapped -> its best answer so far.
    """
    width, height = WINDOWS[0]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    page.add_init_script(VITALS)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})
    wire.send("Performance.enable", {"timeDomain": "threadTicks"})
    visit(page, address)
    page.wait_for_function("largest > 0")
    page.wait_for_timeout(500)
    # To touch anything ends the search for the largest.
    largest: float = page.evaluate("largest")
    tapped: set[str] = set()
    while len(tapped) < TAPS and (part := find_untapped(page, tapped)):
        name = read_name(part)
        tapped.add(name)
        answer = tap(page, wire, part)
        best = answers.get(name, answer)
        answers[name] = Answer(*map(min, best, answer))
    context.close()
    return largest


def find_untapped(page: Any, tapped: set[str]) -> Any:
    """Return the first thing for a thumb whose name was not tapped yet."""
    for part in page.locator(THUMB).all():
        if part.is_visible() and read_name(part) not in tapped:
            return part
    return None


def read_name(part: Any) -> str:
    """Return the first line of what something is called, or what it is."""
    return next(iter(part.inner_text().split("\n")), "") or str(part.get_attribute("class"))


def tap(page: Any, wire: Any, part: Any) -> Answer:
    """Tap something in the middle, without the looks that a driver takes before and after."""
    part.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    box = part.bounding_box()
    page.evaluate("answers.splice(0)")
    before = read_work(wire)
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(400)
    work = read_work(wire) - before
    return Answer(page.evaluate("Math.max(0, ...answers.splice(0))"), work)


def read_work(wire: Any) -> float:
    """Return the milliseconds that the page's thread has worked."""
    metrics = wire.send("Performance.getMetrics")["metrics"]
    return 1000 * next(
        float(entry["value"]) for entry in metrics if entry["name"] == "TaskDuration"
    )


def visit(page: Any, address: str) -> None:
    """Open the page and wait until nothing more comes; end with a sentence where it fails."""
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{address} answers {answer.status if answer else 'nothing'}.")


if __name__ == "__main__":
    main()
