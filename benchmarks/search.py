"""What a search takes on a large site, and whether it misses anything.

    uv run python -m benchmarks.search [--data FOLDER] [--rows]

The site is invented once, by benchmarks.generate, in FOLDER-large (10,000 people, 60,000
appearances: some minutes) or, with --rows, in FOLDER-rows (some 10,000 rows of all kinds). A
mixture of questions in both languages: Chinese, English and both, names in characters and in
pinyin, offices, what many texts hold, few or none; the time is that of whole pages, as a visitor
waits for them. Then phrases cut out of the texts, and those questions, are looked for by plain
containment, record by record: what holds one and is not among the results is missed. Where so many
match that the page shows a part, and says so, nothing is missed. Exit code 1: a goal was missed.
"""

import random
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import mean, median
from typing import Final
from urllib.parse import quote

from benchmarks.figures import Figure, make_parser, tell
from benchmarks.production import LARGE, ROWS, Server, prepare_generated, serve
from deploy.drills.stage import end_when_told

# Milliseconds: the median of the questions' medians.
GOALS: Final = {"large": 25.0, "rows": 10.0}
SIZES: Final = {"large": LARGE, "rows": ROWS}
TIMES: Final = 9
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
# Phrases that are cut out of the texts of each language, and their length in characters or words.
PHRASES: Final = 40
HAN_LENGTH, LATIN_LENGTH = 6, 3

type Key = tuple[str, int]


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--rows", action="store_true", help="the site of 10,000 rows")
    arguments = parser.parse_args()
    end_when_told()
    site = "rows" if arguments.rows else "large"
    sys.exit(tell(measure(arguments.data.absolute(), site), as_json=arguments.json))


def measure(data: Path, site: str) -> Iterator[Figure]:
    with ExitStack() as stack:
        data = data.with_name(f"{data.name}-{site}")
        environment = prepare_generated(data, SIZES[site], stack)
        name = f"search, {describe_size()}"
        with serve(environment) as server:
            yield server.measure_floor()
            for language in LANGUAGES:
                yield measure_questions(server, language, f"{name}, {language}", GOALS[site])
        for language in LANGUAGES:
            yield count_missed(language, f"{name}, {language}: missed")


def describe_size() -> str:
    from people.models import Person
    from sessions_app.models import Appearance

    return f"{Person.objects.count():,} people, {Appearance.objects.count():,} guests"


def measure_questions(server: Server, language: str, name: str, goal: float) -> Figure:
    paths = [f"/{language}/search/?q={quote(question)}" for question in QUESTIONS]
    visits = [server.time_alone(path, times=TIMES) for path in paths]
    taken = [visit.milliseconds for visit in visits]
    note = f"{mean(visit.processor for visit in visits):.0f} ms of processor in the mean"
    return Figure(name, median(taken), "ms", goal, spread=(min(taken), max(taken)), note=note)


def count_missed(language: str, name: str) -> Figure:
    """Return the row of records that hold a phrase and are not among the results for it."""
    from django.utils.translation import override

    with override(language):
        texts = read_texts(language)
        phrases = [*cut_phrases(texts, language), *(text.strip('"') for text in QUESTIONS)]
        missed, expected, compared = 0, 0, 0
        for phrase in phrases:
            results = find_records(phrase)
            if results is not None:
                holding = {key for key, text in texts.items() if contains(text, phrase)}
                compared += 1
                expected += len(holding)
                missed += len(holding - results)
    note = f"of {expected:,} that hold one of {compared} phrases"
    return Figure(name, missed, "records", 0, note=note)


def read_texts(language: str) -> dict[Key, str]:
    """Return what the public may read in a language of each record that is searched."""
    from forum.core.content import column
    from forum.search.indexed_fields import INDEXED_MODELS

    texts: dict[Key, str] = {}
    for source in INDEXED_MODELS:
        columns = [column(field, language) for field in (*source.title, *source.text)]
        rows = source.model.objects.published(language)  # type: ignore[attr-defined]
        if source.model._meta.model_name == "session":
            rows = rows.exclude(kind="break")
        for key, *values in rows.values_list("pk", *columns).iterator():
            texts[source.model._meta.label, key] = "\n".join(filter(None, values)).lower()
    return texts


def cut_phrases(texts: dict[Key, str], language: str) -> list[str]:
    """Return phrases as they stand in texts picked at random, the same each time."""
    chance, phrases = random.Random(7), []
    pattern = re.compile(
        r"[\u4e00-\u9fff]{6,}" if language == "zh-hans" else r"[a-z]+(?: [a-z]+){2,}"
    )
    runs = [text for text in texts.values() if pattern.search(text)]
    for text in chance.sample(runs, min(PHRASES, len(runs))):
        run = chance.choice(pattern.findall(text))
        if language == "zh-hans":
            start = chance.randrange(len(run) - HAN_LENGTH + 1)
            phrases.append(run[start : start + HAN_LENGTH])
        else:
            words = run.split()
            start = chance.randrange(len(words) - LATIN_LENGTH + 1)
            phrases.append(" ".join(words[start : start + LATIN_LENGTH]))
    return phrases


def contains(text: str, phrase: str) -> bool:
    """Tell whether a text holds a phrase; one of letters as whole words."""
    phrase = phrase.lower()
    if phrase not in text:
        return False
    return not phrase.isascii() or bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))


def find_records(phrase: str) -> set[Key] | None:
    """Return the records that the search finds; None where it looks at a part of very many."""
    from django.contrib.contenttypes.models import ContentType

    from forum.models import SearchEntry
    from forum.search.engine import find_answer
    from forum.search.query import parse_query

    quoted = f'"{phrase}"' if " " in phrase else phrase
    answer = find_answer(parse_query(quoted))
    if answer.is_partial:
        return None
    labels = {kind.pk: kind.model_class() for kind in ContentType.objects.all()}
    entries = [match.entries[0].pk for match in answer.matches]
    rows = SearchEntry.objects.filter(pk__in=entries).values_list("content_type", "object_id")
    return {(model._meta.label, key) for kind, key in rows if (model := labels[kind])}


if __name__ == "__main__":
    main()
