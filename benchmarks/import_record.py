"""How time and memory of an import grow with the record: 1, 10 and 100 times the sample's length.

    uv run python -m benchmarks.import_record [--times 1 10 100] [--dry-run]

It invents records in the house style, starts a database in a temporary folder, and runs the command
with production settings in a process of its own for each size; with --dry-run it reads, parses and
plans, writes nothing, and is held to no goal, which are the import's. Time is told beyond what the
command takes to start and to print its help; peak memory is that of the whole process, Django
included. Exit code 1: a goal was missed.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

from benchmarks.figures import ROOT, Figure, make_parser, tell
from deploy.drills.stage import DrillStage

# Seconds beyond the start, of the sample's length; megabytes, of any; and how much longer than ten
# times may ten times the length take, of what machines differ by from one run to the next.
SECONDS, MEGABYTES, GROWTH = 1.0, 300, 1.25
SIZES: Final = (1, 10, 100)
STARTS: Final = 3
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
    """One process. seconds: wall time; processor: its own; megabytes: peak resident memory."""

    seconds: float
    processor: float
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


def run_command(stage: DrillStage, *arguments: str) -> Measure:
    """Run ``manage.py`` and measure it; raise CalledProcessError when it fails."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=stage.environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _pid, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        process.kill()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    # Linux counts kilobytes, macOS bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    megabytes = usage.ru_maxrss * unit / 1e6
    return Measure(time.monotonic() - began, usage.ru_utime + usage.ru_stime, megabytes)


def measure(sizes: Sequence[int], *, is_dry: bool = False) -> Iterator[Figure]:
    act = "dry run" if is_dry else "import"
    with DrillStage(with_records=False) as stage:
        stage.manage("migrate", "-v0")
        starts = [run_command(stage, "import_record", "--help") for _start in range(STARTS)]
        start = min(starts, key=lambda run: run.seconds)
        yield Figure("import: the command's start", start.seconds, "s")
        taken: dict[int, float] = {}
        for times in sizes:
            path = stage.folder / f"record-{times}.txt"
            path.write_text(record(times), "utf-8")
            further = ["--dry-run"] if is_dry else []
            run = run_command(stage, "import_record", str(path), "--event", "new", *further)
            taken[times] = max(run.seconds - start.seconds, 0.01)
            name = f"{act} of {times} x the sample"
            goal = SECONDS if times == 1 and not is_dry else None
            note = f"{run.processor - start.processor:.1f} s of its processor"
            yield Figure(f"{name}, beyond the start", taken[times], "s", goal, note=note)
            goal = None if is_dry else MEGABYTES
            yield Figure(f"{name}, at its peak", run.megabytes, "MB", goal)
        for less, more in pairwise(sizes):
            if less > 1:
                growth = taken[more] / taken[less] * less / more
                name = f"{act} of {more} x against {less} x, a length"
                yield Figure(name, growth, "times", None if is_dry else GROWTH)


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--dry-run", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.times, is_dry=arguments.dry_run)
    sys.exit(tell(figures, as_json=arguments.json))


if __name__ == "__main__":
    main()
