"""A further language is one line of the settings: few modules name Chinese or English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("forum", "people", "sessions_app")
# The readers read Chinese and English, Word records are written in them, the demo holds samples.
SPEAK_OF_THEM = (
    "forum.reader.", "forum.exports.house_style.", "forum.demo.", "forum.site.styleguide",
)  # fmt: skip
# A code or tag, en or zh-CN; a column, or what a form calls it.
NAMES_A_LANGUAGE = re.compile(r"(zh|en)(-\w+)*|\S+_(zh_hans|en)")
# What the readers call the two, where a module imports that.
CODES = {"ZH": "zh-hans", "EN": "en"}
# Module -> why it names Chinese or English.
REASONS = {
    "forum.settings": "the site's languages themselves",
    "forum.core.dates": "how a day is written in each; ISO in any other",
    "forum.core.edition_numbers": "how an ordinal is written in each; figures in any other",
    "forum.core.languages": "which languages are Chinese",
    "forum.core.field_labels": "one kind of Chinese is called 中文",
    "forum.localization.line_breaks": "phrases are found in Chinese alone, and the tests do so",
    "forum.core.richtext": "no italics in Chinese or Japanese",
    "forum.delivery.link_previews": "a country for each, as Open Graph asks; none for any other",
    "forum.delivery.latin_names": "the readings of Han characters are pinyin",
    "forum.delivery.page_texts": "a spelling without a column is Chinese or Latin",
    "forum.desk.admin.appearances": "lists of the desk sort people by Latin letters",
    "forum.desk.caption_proposals": "captions are worded in each, and in no other",
    "forum.desk.model_forms": "an address is made of the English title where there is one",
    "forum.exports.citations.writers": "BibTeX calls the language of a work english or chinese",
    "forum.exports.printed_countries": "a record's file holds what the readers read",
    "forum.exports.proceedings.book": "a sentence for each; any other is named in one",
    "forum.exports.word_styles": "Word has one language for Latin letters and one for Han",
    "forum.exports.word_writer": "a country for each, as Word asks; none for any other",
    "forum.imports.planning.name_matching": "documents print names in Chinese and English",
    "forum.imports.planning.organization_matching": "documents print names in Chinese and English",
    "forum.imports.planning.shared_records": "a document that says no language is Chinese",
    "forum.imports.planning.slugs": "an address is English, else the pinyin of the Chinese",
    "forum.imports.planning.stored_records": "documents print names in Chinese and English",
    "forum.imports.tasks": "what an operator's log says is English",
    "forum.imports.usual_words": "what Word records print, which the readers read",
    "forum.localization.exchange.formats.xlsx": "what translators call the two in a file's head",
    "forum.localization.glossary.tables": "what translators call the two in a file's head",
    "forum.management.commands.export_translations": "the usual target is English",
    "forum.permissions.access": "the translator's role is for English",
    "forum.site.problem_details": "what it says of problems is in English",
    "forum.site.harvesting": "OAI-PMH answers errors in English",
    "forum.delivery.search_hits": "a name in Latin letters is cut as English is",
    "forum.localization.text_marks": "what is written in them has words of its own",
    "forum.workflow.next_edition": "an address is made of the English title where there is one",
}


def language_names(path: Path) -> Iterator[int]:
    """Yield the lines on which a module's code names Chinese or English."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        texts = [
            node.value if isinstance(node, ast.Constant) else None,
            node.attr if isinstance(node, ast.Attribute) else None,
            node.arg if isinstance(node, ast.keyword) else None,
            CODES.get(node.name) if isinstance(node, ast.alias) else None,
        ]
        if any(isinstance(text, str) and NAMES_A_LANGUAGE.fullmatch(text) for text in texts):
            yield node.lineno


def test_who_names_chinese_or_english_has_a_reason() -> None:
    modules = {
        name
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if not (name := ".".join(path.relative_to(ROOT).with_suffix("").parts)).startswith(
            SPEAK_OF_THEM
        )
        and "migrations" not in name
        and any(language_names(path))
    }
    assert modules == set(REASONS)


# What the desk draws by a column holds for every language's: [class*="field-title_"].
COLUMN_OF_A_LANGUAGE = re.compile(r"[\w-]+_(?:zh_hans|en)\b")


def test_no_style_sheet_or_script_names_a_language_s_column() -> None:
    columns = {
        (str(path.relative_to(ROOT)), match[0])
        for suffix in ("css", "js")
        for path in (ROOT / "static" / suffix).rglob(f"*.{suffix}")
        for match in COLUMN_OF_A_LANGUAGE.finditer(path.read_text("utf-8"))
    }
    assert columns == set()
