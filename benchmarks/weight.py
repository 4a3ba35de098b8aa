"""What an event's page weighs in a browser: bytes as sent, style sheets, scripts, layout shift.

    make demo    # in another terminal; then with the address of an event on it,
    # one without photographs:
    uv run python benchmarks/weight.py http://127.0.0.1:8000/en/events/2024-green-ports/

It drives the machine's own Chromium, as the browser tests do: empty cache, two sizes of window, the
page scrolled to its end. Exit code 1: over 90 kB, the code and the card's picture included, over
60 kB of fonts, over 4 style sheets and that of the page's face, over 15 kB of script, or anything
moved.
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
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=sandbox)
        results = [measure(browser, sys.argv[1], window) for window in WINDOWS]
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
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{address} answers {answer.status if answer else 'nothing'}.")
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


if __name__ == "__main__":
    main()
