"""The sitemap of a site of 10,000 people: in how many files, and whether they are published ones.

    uv run python -m benchmarks.sitemap [--data FOLDER]

The site is invented once, by benchmarks.generate, in FOLDER-large: some minutes. Each file that the
index names is asked for once, which makes it, and once more. Exit code 1: a goal was missed.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.figures import Figure, run
from benchmarks.production import HOST, LARGE, prepare_generated, serve
from deploy.drills.stage import free_port

# Addresses of one file, as the protocol has it; files of the section of people.
ADDRESSES, FILES = 50_000, 2


def measure(data: Path) -> Iterator[Figure]:
    with ExitStack() as stack:
        data = data.with_name(f"{data.name}-large")
        environment = prepare_generated(data, LARGE, stack)
        settle_changes()
        port = free_port()
        address = f"http://{HOST}:{port}"
        server = stack.enter_context(serve(environment | {"PUBLISH_ADDRESS": address}, port))
        index = server.time_alone("/sitemap.xml", times=1, warm_up=0).content.decode()
        paths = re.findall(rf"<loc>{address}(.+?)</loc>", index)
        contents = {path: server.time_alone(path, times=1, warm_up=1).content for path in paths}
        pages = data / "published" / "pages"
        published = [path for path in paths if is_published(pages / path[1:], contents[path])]
        longest = max(paths, key=lambda path: contents[path].count(b"<loc>"))
        of_people = [path for path in paths if path.startswith("/sitemap-people")]
        yield Figure(
            "sitemap: files of 10,000 people", len(of_people), "files", FILES, is_least=True
        )
        number = contents[longest].count(b"<loc>")
        yield Figure("sitemap: addresses of the longest file", number, "", ADDRESSES)
        share = 100 * len(published) / len(paths) if paths else sys.exit("The index names no file.")
        yield Figure("sitemap: published files", share, "%", 100, is_least=True)
        milliseconds = server.time_alone(longest).milliseconds
        size = f"{len(contents[longest]) / 1e6:.1f} MB"
        yield Figure("sitemap: the longest file", milliseconds, "ms", note=size)


def settle_changes() -> None:
    """See to what was written since the site was made, as a worker would; no page holds before."""
    from forum.delivery.publishing import settling

    settling.settle_changes()


def is_published(file: Path, content: bytes) -> bool:
    return file.exists() and file.read_bytes() == content


if __name__ == "__main__":
    run(__doc__, measure)
