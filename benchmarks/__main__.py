"""Every figure that the site is held to, against its goal: one table, of one run.

    make bench        # or: uv run python -m benchmarks [--only NAME ...] [--data FOLDER]

Each benchmark runs in a process of its own, one after the other. The sites that they ask are made
once, in FOLDER, FOLDER-large and FOLDER-rows, in some minutes; erase these to begin anew. Needs wrk
and nginx. Exit code 1: a goal was missed, or a benchmark came to no end.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from benchmarks.figures import HEAD, ROOT, Figure, make_parser, read_figure
from deploy.drills.stage import end_when_told

# Name -> its module and what that is told.
BENCHMARKS: dict[str, tuple[str, ...]] = {
    "serving": ("serving",),
    "desk": ("desk",),
    "search": ("search",),
    "search-rows": ("search", "--rows"),
    "sitemap": ("sitemap",),
    "start": ("start",),
    "memory": ("memory",),
    "import": ("import_record",),
    "freshness": ("freshness",),
    "long-lines": ("long_lines",),
}


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=[*BENCHMARKS])
    parser.add_argument(
        "--beside", nargs="+", default=[], metavar="ADDRESS",
        help="pages of other sites on this machine, to be measured beside ours",
    )  # fmt: skip
    arguments = parser.parse_args()
    if arguments.beside and "serving" not in arguments.only:
        parser.error("--beside measures with serving: name serving in --only, or leave --only out.")
    end_when_told()
    began, load = time.monotonic(), os.getloadavg()[0]
    lines: list[str] = []
    floors: list[Figure] = []
    is_met = True
    for name in arguments.only:
        module, *options = BENCHMARKS[name]
        options += ["--data", str(arguments.data.absolute())]
        if name == "serving" and arguments.beside:
            options += ["--beside", *arguments.beside]
        try:
            for figure in run_benchmark(module, options):
                sys.stderr.write(f"{time.monotonic() - began:5.0f} s  {figure}\n")
                lines.append(str(figure))
                floors += [figure] if figure.name.startswith("floor") else []
                is_met = is_met and figure.is_reached
        except subprocess.CalledProcessError as error:
            lines.append(f"{name}: FAILED with exit code {error.returncode}")
            is_met = False
    minutes = (time.monotonic() - began) / 60
    print("\n".join([HEAD, *lines, "", describe_noise(load, floors, minutes)]))
    sys.exit(0 if is_met else 1)


def run_benchmark(module: str, options: Sequence[str]) -> Iterator[Figure]:
    """Yield the figures of a benchmark as they come; raise CalledProcessError where it fails."""
    command = [sys.executable, "-m", f"benchmarks.{module}", "--json", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stdout or ():
                yield read_figure(line)
        except BaseException:
            # It ends its servers itself.
            process.terminate()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def describe_noise(load: float, floors: Sequence[Figure], minutes: float) -> str:
    """Return what else the machine did, in words. load: before; floors: the same thing, often."""
    words = f"{os.cpu_count()} cores, load {load:.1f} before; {minutes:.1f} minutes"
    for unit in dict.fromkeys(floor.unit for floor in floors):
        turns = [turn for floor in floors if floor.unit == unit for turn in floor.spread or ()]
        if turns:
            words += f"; the floor's turns {min(turns):,.2f} to {max(turns):,.2f} {unit}"
    return words


if __name__ == "__main__":
    main()
