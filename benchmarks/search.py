"""Time of whole pages of search results on a large site, against a small one.

    uv run python manage.py demo --no-serve                        # the small site, in .data
    uv run python benchmarks/generate.py /tmp/large                # the large one
    uv run python benchmarks/search.py .data /tmp/large

A mixture of questions: Chinese, English and both, names in characters and in pinyin, offices, what
many texts hold, few or none. Each is asked ``--times`` times once it is warm; the two sites take
turns, so that a busy machine slows both. Milliseconds of the server, queries and rendering
included, sockets excluded. Exit code 1: the median of the questions' medians is above 25 ms.
"""

import argparse
import sys
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import quote

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.pages import WARM_UP, Site  # noqa: E402 - found only now

# Milliseconds.
SEARCH: Final = 25.0
LANGUAGES: Final = ("zh-hans", "en")
QUESTIONS: Final = (
    # In many texts, in some, in few, in none.
    "园区", "岸电", "发展", "港口", "绿色转型", "工业园区", "生物多样性", "大坝水电站",
    "green", "industrial parks", "UNIDO", '"capacity building"', "zzz nothing",
    # Both languages in one.
    "港口 training", "绿色转型 2023", "研究院 园区",
    # Names and offices.
    "王", "王受文", "李伟", "wang shouwen", "lw", "副部长", "vice minister",
)  # fmt: skip


def main() -> None:
    arguments = read_arguments()
    with Site(arguments.small, arguments) as small, Site(arguments.large, arguments) as large:
        sys.exit(compare(small, large, arguments.times))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("small", type=Path, nargs="?", default=ROOT / ".data")
    # Made by benchmarks.generate, on a machine of one's own.
    parser.add_argument("large", type=Path, nargs="?", default=Path("/tmp/large"))  # noqa: S108
    parser.add_argument("--times", type=int, default=11)
    parser.add_argument(
        "--page-size", type=int, default=0, help="results of a kind; 0 for as many as the site has"
    )
    return parser.parse_args()


def compare(small: Site, large: Site, times: int) -> int:
    """Print the table; return the exit code."""
    medians: list[tuple[float, float]] = []
    print(f"{'question':<22}{'small':>9}{'large':>9}{'least':>9}{'most':>9}{'ratio':>8}")
    for number, question in enumerate(QUESTIONS):
        path = f"/{LANGUAGES[number % len(LANGUAGES)]}/search/?q={quote(question)}"
        pairs = [(small.ask(path), large.ask(path)) for _ in range(WARM_UP + times)][WARM_UP:]
        small_times, large_times = zip(*pairs, strict=True)
        medians.append((median(small_times), median(large_times)))
        print(_line(question, *medians[-1], min(large_times), max(large_times)), flush=True)
    small_median, large_median = (median(column) for column in zip(*medians, strict=True))
    worst = max(large for _small, large in medians)
    print(
        _line(
            "median of all",
            small_median,
            large_median,
            min(large for _small, large in medians),
            worst,
        )
    )
    return 1 if large_median > SEARCH else 0


def _line(name: str, small: float, large: float, least: float, most: float) -> str:
    # A Han character takes two places.
    room = 22 - sum(first > "\u2e80" for first in name)
    return f"{name:<{room}}{small:>9.1f}{large:>9.1f}{least:>9.1f}{most:>9.1f}{large / small:>8.2f}"


if __name__ == "__main__":
    main()
