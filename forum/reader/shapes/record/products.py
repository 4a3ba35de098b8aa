"""Knowledge products: the launch section's own blocks, and what the launchers' remarks name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from forum.reader.event_record import EN, LANGUAGES, ZH, ProductRecord
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.parts import Part
from forum.reader.shapes.record.rows import numbers
from forum.reader.vocabulary import numerals

# The word that stands last in a name decides: 网络平台课程 is a course.
_KINDS = {
    "course": "课程|培训班|慕课|网课|教程|\\bcourses?\\b|\\bMOOCs?\\b|\\bcurricul\\w+|"
    "\\btraining\\s+(?:programme|module)s?\\b",
    "publication": (
        "汇编|报告|指南|手册|白皮书|蓝皮书|绿皮书|年鉴|丛书|专著|案例集|文集|论文集|图册|刊物|期刊|书|路线图|研究成果|政策简报|指引|"
        "\\bcompendi\\w+|\\breports?\\b|\\bguid(?:e|elines?|ebook|ance)s?\\b|\\bhandbooks?\\b|\\bmanuals?\\b|\\bpapers?\\b|\\bbooks?\\b|\\bpublications?\\b|\\batlas\\b|\\boutlooks?\\b|\\bcollection\\b|\\bcasebook\\b|\\breview\\b"
    ),
    "tool": "工具箱?|工具包|软件|小程序|模型|计算器|系统|\\btool(?:kit|box|s)?\\b|\\bsoftware\\b|"
    "\\bcalculator\\b|\\bapp\\b|\\bmodel\\b",
    "platform": "平台|门户|网站|网络|社区|\\bplatforms?\\b|\\bportals?\\b|\\bwebsites?\\b|"
    "\\bhub\\b|\\bnetwork\\b",
    "dataset": "数据集|数据库|数据|指数|\\bdata\\s?(?:set|base)s?\\b|\\bind(?:ex|ices)\\b",
    "agreement": "协议|备忘录|协定|合同|意向书|\\bagreements?\\b|\\bmemorand\\w+\\b|"
    "\\bMo[Uu]s?\\b|\\bcontracts?\\b",
    "other": "倡议|宣言|标准|计划|联盟|共识|\\binitiatives?\\b|\\bdeclarations?\\b|"
    "\\bstandards?\\b",
}
_KIND = [(kind, re.compile(words, re.IGNORECASE)) for kind, words in _KINDS.items()]


_NUMBERED = re.compile(
    rf"^(?:(?:发布)?(?:成果|产品|知识产品)|products?|outcomes?|outputs?)?\s*(?:{numerals.NUMBER}\s*[:：、.．)）]|[（(]{numerals.NUMBER}[)）])\s*",
    re.IGNORECASE,
)


def kind_of(*names: str) -> str:
    """Return the kind that the first name with a word for one prints last; "other" without such a
    word.
    """
    for name in names:
        kinds = [
            (match.end(), kind)
            for kind, pattern in _KIND
            for match in pattern.finditer(_head_of(name))
        ]
        if kinds:
            return max(kinds)[1]
    return "other"


def _head_of(name: str) -> str:
    """Return the part of a name that says what it is: before a subtitle, of an English ``… on
    …``.
    """
    main = re.split(r"[》”][—–－-]+|——|—|[:：]", name)[0]
    if not texts.has_han(main):
        main = re.split(r"(?<!\s)\s+(?:on|for|of|to)\s+", main)[0]
    return main or name


@dataclass(slots=True, eq=False)
class _Product:
    """One product while the record is read: language -> block's heading, mention in a speech,
    text.
    """

    draft: Draft
    headings: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    by: list[Part] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)

    @property
    def title(self) -> dict[str, str]:
        return {
            code: texts.unquoted(self.headings.get(code) or self.mentions[code])
            for code in LANGUAGES
            if code in self.headings or code in self.mentions
        }


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    part: Part
    line: int


_BOOK = re.compile("《([^《》]{2,60})》")
_POINT = re.compile(
    r"(?:[一二三四五六七八九]是|第[一二三四五六七八九][，,、是]|[（(]\d[)）]|[①-⑨]|其[一二三四五][，,])\s*(?:发布|推出|启动|上线)?(?:了)?(?P<name>[^，。；：]{3,50}?)(?=[，。；：]|$)"
)
_LAUNCHES = re.compile("(?:发布|推出|启动|上线)(?:了)?(?P<name>[^，。；：、]{3,40})(?=[，。；])")
_QUOTED_EN = re.compile(r"[“\"]([A-Z][^“”\"]{3,120})[”\"]")


def read(
    drafts: Sequence[Draft], parts: dict[int, list[Part]], notebook: Notebook
) -> list[ProductRecord]:
    """Return the products in their order."""
    result: list[_Product] = []
    for draft in drafts:
        if draft.kind in {"launch", "signing"}:
            result += _of_session(draft, parts.get(id(draft), []))
    for product in result:
        _check(product, notebook)
    keys = {id(product.by): product.by for product in result}
    people = {key: tuple(dict.fromkeys(part.person.key for part in by)) for key, by in keys.items()}
    return [
        _record(launched_product, no, people[id(launched_product.by)])
        for no, launched_product in enumerate(result, 1)
    ]


def _of_session(draft: Draft, parts: list[Part]) -> list[_Product]:
    launchers = [part for part in parts if part.role not in {"moderator", "witness"}]
    per_language: dict[str, list[_Product]] = {}
    for code in LANGUAGES:
        products = _blocks(draft, code)
        mentions = _mentions(launchers, code) if draft.kind == "launch" else []
        _join(products, mentions, draft, code)
        if products:
            per_language[code] = products
    products = _united(per_language)
    for product in products:
        if not product.by:
            product.by = launchers
    return products


def _blocks(draft: Draft, code: str) -> list[_Product]:
    stream = draft.streams.get(code)
    result = []
    for heading, rows in stream.products if stream else []:
        product = _Product(draft, {code: _NUMBERED.sub("", heading.text)})
        product.texts[code] = "\n".join(row.text for row in rows)
        product.lines.update(numbers([heading, *rows]))
        result.append(product)
    return result


def _mentions(launchers: list[Part], code: str) -> list[_Mention]:
    mentions: list[_Mention] = []
    for part in launchers:
        for turn in part.turns:
            for row, text in turn.paragraphs if turn.language == code else []:
                mentions += [_Mention(name, part, row.number) for name in _names(text, code)]
    unique: dict[str, _Mention] = {}
    for mention in mentions:
        unique.setdefault(texts.bare(mention.name), mention)
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
        for kind, pattern in _KIND
        if kind != "other"
        for match in pattern.finditer(plain)
    )


def _join(products: list[_Product], mentions: list[_Mention], draft: Draft, code: str) -> None:
    """Give each mention to its block; what has no block is a product of its own when there are
    none.
    """
    unjoined = {mention.name: mention for mention in mentions}
    free: list[_Product] = []
    alike = _by_likeness if len(products) * len(unjoined) <= _MOST_COMPARED else _by_name
    for product in products:
        best = alike(product.headings[code], unjoined)
        if best is not None:
            _give(product, unjoined.pop(best.name), code)
        else:
            free.append(product)
    if len(free) == len(unjoined):
        for product, mention in zip(free, list(unjoined.values()), strict=True):
            if kind_of(mention.name) == kind_of(product.headings[code]):
                _give(product, unjoined.pop(mention.name), code)
    for mention in unjoined.values():
        if not products or _ends_as_product(mention.name):
            product = _Product(draft)
            _give(product, mention, code)
            products.append(product)


# Every heading is held against every mention up to so many pairs; past it by the name itself.
_MOST_COMPARED = 40_000


def _by_likeness(heading: str, mentions: dict[str, _Mention]) -> _Mention | None:
    best = max(
        mentions.values(), key=lambda mention: _likeness(heading, mention.name), default=None
    )
    return best if best is not None and _likeness(heading, best.name) >= 0.3 else None


def _by_name(heading: str, mentions: dict[str, _Mention]) -> _Mention | None:
    return mentions.get(heading) or mentions.get(f"《{heading}》")


def _give(product: _Product, mention: _Mention, code: str) -> None:
    product.mentions[code] = mention.name
    product.by = [mention.part]
    product.lines.add(mention.line)


def _likeness(heading: str, name: str) -> float:
    bare_heading, bare_name = texts.bare(heading), texts.bare(name)
    if bare_heading in bare_name or bare_name in bare_heading:
        return 1.0
    return texts.similarity(heading, name)


def _united(per_language: dict[str, list[_Product]]) -> list[_Product]:
    chinese, english = per_language.get(ZH, []), per_language.get(EN, [])
    if not chinese or not english:
        return chinese or english
    if len(chinese) != len(english):
        return [*chinese, *english]
    for product, english_product in zip(chinese, english, strict=True):
        product.headings.update(english_product.headings)
        product.mentions.update(english_product.mentions)
        product.texts.update(english_product.texts)
        product.lines |= english_product.lines
    return chinese


def _record(product: _Product, no: int, by: tuple[str, ...]) -> ProductRecord:
    names = [
        product.mentions.get(ZH, ""), product.headings.get(ZH, ""),
        product.mentions.get(EN, ""), product.headings.get(EN, ""),
    ]  # fmt: skip
    title = product.title
    other_names = [
        texts.unquoted(name) for code, name in product.mentions.items()
        if texts.unquoted(name) != title.get(code)
    ]  # fmt: skip
    return ProductRecord(
        no, kind_of(*[name for name in names if name], *product.texts.values()), title,
        product.draft.key or None, by,
        {code: text for code, text in product.texts.items() if text}, tuple(other_names),
        tuple(sorted(product.lines)),
    )  # fmt: skip


def _check(product: _Product, notebook: Notebook) -> None:
    """Write down a product that its heading and the speech name differently."""
    for code in LANGUAGES:
        heading, mention = product.headings.get(code), product.mentions.get(code)
        if not heading or not mention or heading == mention:
            continue
        title = product.title[code]
        bare_heading, bare_mention = texts.bare(heading), texts.bare(mention)
        tell = (
            notebook.note
            if bare_heading == bare_mention or _has_subtitle(heading, mention)
            else notebook.warn
        )
        tell(
            "product_name_variant", title, product.lines,

            mention=mention, heading=heading,
        )  # fmt: skip


def _has_subtitle(heading: str, mention: str) -> bool:
    """Tell whether the longer form only adds a subtitle behind a dash or colon."""
    longer, shorter = sorted((heading, mention), key=len, reverse=True)
    head = re.split(r"[—–－:：]+|(?<=》)-", longer)[0]
    return texts.bare(head) == texts.bare(shorter)
