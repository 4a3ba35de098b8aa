"""How time and memory of an import grow with the record: 1, 10 and 100 times the sample's length.

Run ``uv run python benchmarks/import_record.py`` (a few minutes). It invents records in the house
style, starts an embedded database in a temporary folder, and runs the command in a process of its
own for each size: once as a dry run (read, parse, plan) and once in full. ``--times 1 10`` chooses
other sizes. Time is told beyond what the command takes to start and to print its help; ratios are
to the first size. Peak memory is that of the whole process, Django included.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE_TOPICS: Final = 4  # with five speakers each: as long as the sample
SPEAKERS: Final = 5

_SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹"
_GIVEN: Final = "安博昌德恩芳国海慧佳凯兰明宁萍琪瑞思婷文欣雅志卓"
_PLACES: Final = "东南西北江河湖海山川云林石泉松柏梅竹兰桂麦稻"
_SUBJECTS: Final = "港口航运仓储物流能源渔业造船通信教育医疗金融农业"
_NUMERALS: Final = "零一二三四五六七八九"
_SENTENCES: Final = (
    "泊位的岸电改造应当先从老码头做起，设备换新之后，靠港船舶的排放可以减少一半以上。",
    "中小城市缺的不是规划，而是能够看懂规划的人，培训名额要向一线的操作人员倾斜。",
    "数据只有在各方都能核对的时候才有用，建议公开采集的方法、时间和误差。",
    "过去三年的试点说明，流程比技术更难改，合作协议里应写明每一步由谁负责。",
    "下一步将开放两处实验场地，欢迎伙伴带着自己的问题来做测试，并共同发布结果。",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One process. seconds: wall time; megabytes: peak resident memory."""

    seconds: float
    megabytes: float


def names() -> Iterator[str]:
    """Yield invented names, each once."""
    parts = [f"{value}{two}{three}" for value, two, three in product(_SURNAMES, _GIVEN, _GIVEN)]
    random.Random(6).shuffle(parts)
    yield from parts


def institutions() -> Iterator[str]:
    """Yield invented institutions, each once."""
    ends = "研究院", "港务中心", "大学", "航运协会", "物流集团"
    for *parts, end in product(_PLACES, _PLACES, _PLACES, ends):
        yield f"{''.join(parts)}{end}"


def numeral(number: int) -> str:
    """Return 1 to 999 in Chinese."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if hundreds and rest and not tens:
        text += "零"
    if tens:
        text += f"{'' if tens == 1 and not hundreds else _NUMERALS[tens]}十"
    return text + (_NUMERALS[ones] if ones else "")


def record(times: int) -> str:
    """Return a record of so many times the sample's length."""
    pick = random.Random(times)
    people, homes = names(), institutions()
    topics = [
        [(next(people), f"{next(homes)}院长") for _ in range(SPEAKERS)]
        for _ in range(SAMPLE_TOPICS * times)
    ]
    host = next(people), f"{next(homes)}主持人"
    titles = [f"主题{numeral(no)}：{_subject(pick)}" for no in range(1, len(topics) + 1)]
    return "\n".join(
        [*_list(host, topics, titles), *_cover(times), *_body(host, topics, titles, pick)]
    )


def _subject(pick: random.Random) -> str:
    return f"{''.join(pick.sample(_SUBJECTS, 4))}的新做法"


def _list(
    host: tuple[str, str], topics: list[list[tuple[str, str]]], titles: list[str]
) -> Iterator[str]:
    yield from ("【基本信息】", "主持人：", "讨论环节：", f"{host[0]} {host[1]}", "讨论环节：")
    for title, speakers in zip(titles, topics, strict=True):
        yield title
        yield from (f"{name} {position}" for name, position in speakers)


def _cover(times: int) -> Iterator[str]:
    yield from (
        "【简要介绍】",
        _SENTENCES[0],
        "第六届滨海经济论坛",
        f"港口合作的{times}种做法分论坛",
    )
    yield from ("主办单位：滨海大学", "2023年11月5日", "中国·上海")


def _body(
    host: tuple[str, str],
    topics: list[list[tuple[str, str]]],
    titles: list[str],
    pick: random.Random,
) -> Iterator[str]:
    yield "【讨论环节】"
    for title, speakers in zip(titles, topics, strict=True):
        yield title
        yield f"{host[1]}{host[0]}主持讨论"
        for name, position in speakers:
            yield f"{position}{name}在上海出席分论坛并参与讨论"
            yield f"{position}{name}表示，{''.join(pick.sample(_SENTENCES, 4))}"


def run(arguments: list[str], environment: dict[str, str]) -> Measure:
    """Run ``manage.py`` and measure it; raise CalledProcessError when it fails."""
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    # Linux counts kilobytes, macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Measure(time.monotonic() - start, usage.ru_maxrss * unit / 1e6)


def tell(text: str) -> None:
    """Show progress on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def rows(sizes: list[int], folder: Path) -> Iterator[list[str]]:
    """Yield a row for each size and way; ratios are to the smallest size of the same way."""
    environment = {**os.environ, "DATA_DIR": str(folder / "data")}
    environment.pop("DATABASE_URL", None)
    tell("starting a database ...")
    run(["migrate", "--verbosity", "0"], environment)
    start = run(["import_record", "--help"], environment)
    yield ["start", "", "", f"{start.seconds:.1f} s", "", f"{start.megabytes:.0f} MB", ""]
    first: dict[str, Measure] = {}
    for times in sizes:
        path = folder / f"record-{times}.txt"
        path.write_text(record(times), "utf-8")
        for way, extra in (("read, parse, plan", ["--dry-run"]), ("full import", [])):
            tell(f"{times} x: {way} ...")
            match = run(["import_record", str(path), "--event", "new", *extra], environment)
            match = Measure(max(match.seconds - start.seconds, 0.01), match.megabytes)
            base = first.setdefault(way, match)
            yield [
                f"{times} x", f"{path.stat().st_size / 1000:.0f} kB", way,
                f"{match.seconds:.1f} s", f"{match.seconds / base.seconds:.0f}",
                f"{match.megabytes:.0f} MB", f"{match.megabytes / base.megabytes:.1f}",
            ]  # fmt: skip
    tell("")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100], metavar="N")
    sizes = parser.parse_args().times
    head = ["length", "file", "way", "time", "ratio", "peak", "ratio"]
    widths = [8, 10, 20, 10, 8, 10, 6]
    print("".join(cell.ljust(width) for cell, width in zip(head, widths, strict=True)))
    # A short folder: the embedded server's socket path has a limit.
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        for row in rows(sizes, Path(folder)):
            tell("")
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            print("".join(cells), flush=True)


if __name__ == "__main__":
    main()
