"""What an event's page weighs in a browser: bytes as sent, style sheets, scripts, layout shift.

    make demo    # in another terminal; then with the address of an event on it,
    # one without photographs:
    uv run python benchmarks/weight.py http://127.0.0.1:8000/en/events/2024-green-ports/

It drives the machine's own Chromium, as the browser tests do: empty cache, two sizes of window, the
page scrolled to its end; then a slow telephone: a processor four times slower, 1.6 Mbit/s, 150 ms
to the server and back, and a thumb that opens and closes what folds, the contents and the reading
tools. What else the machine does makes that slower.

Exit code 1: over 90 kB, the code and the card's picture included, over 60 kB of fonts, over 4 style
sheets and that of the page's face, over 15 kB of script, or anything moved; on the telephone, the
largest text or picture after 2.5 s, or an answer to the thumb after 200 ms.
"""

import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from tests.browser.chromium import REMEDY, find

WINDOWS: Final = ((390, 844), (1440, 900))
BYTES, FONTS, SHEETS, SCRIPT = 90_000, 60_000, 5, 15_000
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
THUMB: Final = "summary, .to-contents, .reading button"
TAPS: Final = 12
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
    if program is None or len(sys.argv) != 2:
        sys.exit(REMEDY if program is None else __doc__)
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    # Telephones do not round letters to whole pixels, which made a line 4 % wider here.
    args = ["--font-render-hinting=none", *sandbox]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=args)
        results = [measure(browser, sys.argv[1], window) for window in WINDOWS]
        results.append(measure_telephone(browser, sys.argv[1]))
        browser.close()
    sys.exit(0 if all(results) else 1)


def measure(browser: Any, address: str, window: tuple[int, int]) -> bool:
    """Print what a window size takes; tell whether it stays within bounds."""
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
    visit(page, address)
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    shift = page.evaluate("window.shift")
    context.close()
    whole = sum(sum(sizes) for sizes in sent.values())
    print(f"{window[0]} px: {whole:,.0f} bytes; layout shift {shift:.4f}")
    for kind, sizes in sorted(sent.items()):
        print(f"    {kind:<12}{len(sizes):>4}{sum(sizes):>10,.0f}")
    sheets = len(sent["Stylesheet"])
    is_light = whole <= BYTES and sum(sent["Font"]) <= FONTS and sum(sent["Script"]) <= SCRIPT
    return is_light and sheets <= SHEETS and shift <= SHIFT


def measure_telephone(browser: Any, address: str) -> bool:
    """Print how long a slow telephone takes; tell whether that stays within bounds."""
    width, height = WINDOWS[0]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    page.add_init_script(VITALS)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})
    visit(page, address)
    page.wait_for_timeout(500)
    # To touch anything ends the search for the largest.
    largest = page.evaluate("largest")
    answers = {"nothing to touch": 0}
    for part in [part for part in page.locator(THUMB).all() if part.is_visible()][:TAPS]:
        name = part.inner_text()
        part.tap()
        page.wait_for_timeout(300)
        answer = page.evaluate("Math.max(0, ...answers.splice(0))")
        answers[name] = max(answer, answers.get(name, 0))
    context.close()
    longest = max(answers, key=lambda name: answers[name])
    print(f"slow telephone: largest text or picture after {largest:,.0f} ms;")
    print(f"    longest answer to the thumb {answers[longest]:,.0f} ms: {longest}")
    return bool(0 < largest <= LARGEST and answers[longest] <= ANSWER)


def visit(page: Any, address: str) -> None:
    """Open the page and wait until nothing more comes; end with a sentence where it fails."""
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{address} answers {answer.status if answer else 'nothing'}.")


if __name__ == "__main__":
    main()
