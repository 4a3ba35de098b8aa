"""Knowledge products: the launch section's own blocks, and what the launchers' remarks name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from forum.core.names import is_han
from forum.reader.event_record import EN, LANGUAGES, ZH, ProductRecord
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.cast import ReadPart
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.rows import numbers
from forum.reader.shapes.record.sessions import Draft
from forum.reader.vocabulary import numerals
from forum.reader.vocabulary.products import KIND_WORDS

_KINDS = {kind: re.compile(words, re.IGNORECASE) for kind, words in KIND_WORDS.items()}
_NUMBERED = re.compile(
    rf"^(?:(?:发布)?(?:成果|产品|知识产品)|products?|outcomes?|outputs?)?\s*(?:{numerals.NUMBER}\s*[:：、.．)）]|[（(]{numerals.NUMBER}[)）])\s*",
    re.IGNORECASE,
)
_BOOK = re.compile("《([^《》]{2,60})》")
_POINT = re.compile(
    r"(?:[一二三四五六七八九]是|第[一二三四五六七八九][，,、是]|[（(]\d[)）]|[①-⑨]|其[一二三四五][，,])\s*(?:发布|推出|启动|上线)?(?:了)?(?P<name>[^，。；：]{3,50}?)(?=[，。；：]|$)"
)
_LAUNCHES = re.compile("(?:发布|推出|启动|上线)(?:了)?(?P<name>[^，。；：、]{3,40})(?=[，。；])")
_QUOTED_EN = re.compile(r"[“\"]([A-Z][^“”\"]{3,120})[”\"]")
# Every heading is held against every mention up to so many pairs; past it by the name itself.
_MOST_COMPARED: Final = 40_000


def kind_of(*names: str) -> str:
    """Return the kind whose word stands last in the first name that has one, else "other"."""
    for name in names:
        head = _head_of(name)
        kinds = [(match.end(), kind) for kind, word in _KINDS.items()
                 for match in word.finditer(head)]  # fmt: skip
        if kinds:
            return max(kinds)[1]
    return "other"


def _head_of(name: str) -> str:
    """Return what says what it is: the part before a subtitle, of an English ``… on …``."""
    main = re.split(r"[》”][—–－-]+|——|—|[:：]", name)[0]
    if not is_han(main):
        main = re.split(r"(?<!\s)\s+(?:on|for|of|to)\s+", main)[0]
    return main or name


@dataclass(slots=True, eq=False)
class _Product:
    """One product: language -> its block's heading, its mention in a speech, its text."""

    draft: Draft
    headings: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    by: list[ReadPart] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)

    @property
    def title(self) -> dict[str, str]:
        names = {code: self.headings.get(code) or self.mentions.get(code) for code in LANGUAGES}
        return {code: texts.unquoted(name) for code, name in names.items() if name}

    def add_mention(self, mention: "_Mention", code: str) -> None:
        self.mentions[code] = mention.name
        self.by = [mention.part]
        self.lines.add(mention.line)

    def record(self, no: int, by: tuple[str, ...]) -> ProductRecord:
        names = [names[code] for code in LANGUAGES for names in (self.mentions, self.headings)
                 if code in names]  # fmt: skip
        title = self.title
        mentions = {code: texts.unquoted(name) for code, name in self.mentions.items()}
        return ProductRecord(
            no, kind_of(*names, *self.texts.values()), title, self.draft.key or None, by,
            {code: text for code, text in self.texts.items() if text},
            tuple(name for code, name in mentions.items() if name != title.get(code)),
            tuple(sorted(self.lines)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    part: ReadPart
    line: int


def read_products(drafts: Sequence[Draft], notebook: Notebook) -> list[ProductRecord]:
    """Return the products in their order."""
    sessions = [draft for draft in drafts if draft.kind in {"launch", "signing"}]
    products = [product for draft in sessions for product in _of_session(draft)]
    for product in products:
        _check(product, notebook)
    keys: dict[int, tuple[str, ...]] = {}  # products without a speaker share the session's list
    for product in products:
        if id(product.by) not in keys:
            keys[id(product.by)] = tuple(dict.fromkeys(part.person.key for part in product.by))
    return [product.record(no, keys[id(product.by)]) for no, product in enumerate(products, 1)]


def _of_session(draft: Draft) -> list[_Product]:
    launchers = [part for part in draft.parts if part.role not in {"moderator", "witness"}]
    per_language: dict[str, list[_Product]] = {}
    for code in LANGUAGES:
        products = list(_blocks(draft, code))
        mentions = _mentions(launchers, code) if draft.kind == "launch" else []
        _join(products, mentions, draft, code)
        per_language[code] = products
    products = _united(per_language[ZH], per_language[EN])
    for product in products:
        product.by = product.by or launchers
    return products


def _blocks(draft: Draft, code: str) -> Iterator[_Product]:
    for heading, rows in draft.streams[code].products if code in draft.streams else []:
        yield _Product(
            draft, {code: _NUMBERED.sub("", heading.text)},
            texts={code: "\n".join(row.text for row in rows)},
            lines=set(numbers([heading, *rows])),
        )  # fmt: skip


def _mentions(launchers: Sequence[ReadPart], code: str) -> list[_Mention]:
    unique: dict[str, _Mention] = {}
    for part in launchers:
        turns = [turn for turn in part.turns if turn.language == code]
        for row, text in (paragraph for turn in turns for paragraph in turn.paragraphs):
            for name in _names(text, code):
                unique.setdefault(texts.bare(name), _Mention(name, part, row.number))
    return list(unique.values())


def _names(text: str, code: str) -> list[str]:
    if code == EN:
        return [match[1] for match in _QUOTED_EN.finditer(text) if kind_of(match[1]) != "other"]
    places: list[tuple[int, str]] = []
    word = re.search("发布|推出|产品|成果|上线|启动", text)
    launched = word.end() if word else len(text)
    for match in _POINT.finditer(text):
        name = texts.clean(match["name"])
        if "《" not in name and match.start() >= launched and _ends_as_product(name):
            places.append((match.start(), name))
    places += [(match.start(), f"《{match[1]}》") for match in _BOOK.finditer(text)]
    if not places:
        places = [
            (match.start(), texts.clean(match["name"]))
            for match in _LAUNCHES.finditer(text)
            if _ends_as_product(match["name"])
        ]
    return [name for _, name in sorted(places)]


def _ends_as_product(name: str) -> bool:
    plain = texts.clean(re.sub(r"[（(][^）)]*[)）]$", "", name)).rstrip("”》")
    return any(
        match.end() == len(plain)
        for kind, pattern in _KINDS.items()
        if kind != "other"
        for match in pattern.finditer(plain)
    )


def _join(products: list[_Product], mentions: Sequence[_Mention], draft: Draft, code: str) -> None:
    """Give each mention to its block; what has none is a product of its own if it is like one."""
    unjoined = {mention.name: mention for mention in mentions}
    free: list[_Product] = []
    compares = len(products) * len(unjoined) <= _MOST_COMPARED
    for product in products:
        heading = product.headings[code]
        names = unjoined if compares else [name for name in (heading, f"《{heading}》")
                                           if name in unjoined]  # fmt: skip
        best = max(names, key=lambda name, heading=heading: _likeness(heading, name), default=None)
        if best is not None and _likeness(heading, best) >= 0.3:
            product.add_mention(unjoined.pop(best), code)
        else:
            free.append(product)
    if len(free) == len(unjoined):
        for product, mention in zip(free, list(unjoined.values()), strict=True):
            if kind_of(mention.name) == kind_of(product.headings[code]):
                product.add_mention(unjoined.pop(mention.name), code)
    for mention in unjoined.values():
        if not products or _ends_as_product(mention.name):
            products.append(_Product(draft))
            products[-1].add_mention(mention, code)


def _likeness(heading: str, name: str) -> float:
    bare_heading, bare_name = texts.bare(heading), texts.bare(name)
    if bare_heading in bare_name or bare_name in bare_heading:
        return 1.0
    return texts.similarity(heading, name)


def _united(chinese: list[_Product], english: list[_Product]) -> list[_Product]:
    """Unite the products of both languages by their place, where there are as many."""
    if len(chinese) != len(english):
        return [*chinese, *english]
    for product, english_product in zip(chinese, english, strict=True):
        product.headings.update(english_product.headings)
        product.mentions.update(english_product.mentions)
        product.texts.update(english_product.texts)
        product.lines |= english_product.lines
    return chinese


def _check(product: _Product, notebook: Notebook) -> None:
    """Write down a product that its heading and the speech name differently."""
    for code in LANGUAGES:
        heading, mention = product.headings.get(code), product.mentions.get(code)
        if heading and mention and heading != mention:
            same = texts.same_but_marks(heading, mention) or _has_subtitle(heading, mention)
            tell = notebook.note if same else notebook.warn
            tell("product_name_variant", product.title[code], product.lines,
                 mention=mention, heading=heading)  # fmt: skip


def _has_subtitle(heading: str, mention: str) -> bool:
    """Tell whether the longer form only adds a subtitle behind a dash or colon."""
    longer, shorter = sorted((heading, mention), key=len, reverse=True)
    return texts.same_but_marks(re.split(r"[—–－:：]+|(?<=》)-", longer)[0], shorter)
