"""Engines of 2021 (Chromium 90, Safari 15.0) show complete pages: what is newer only adds.

The tables name every newer feature that the site uses and what stands without it. Versions after
the features are the first that know them: Chromium / Safari.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"

CSS_NEWER = {
    ":has()": r":has\(",  # 105 / 15.4
    ":focus-visible": r":focus-visible",  # 86 / 15.4
    ":user-valid": r":user-(?:in)?valid",  # 119 / 16.5
    "nesting": r"^\s*&|\{[^{}]*\{[^{}]*&",  # 112 / 16.5
    "@container": r"@container|container-(?:type|name)",  # 105 / 16
    "@layer": r"@layer",  # 99 / 15.4
    "@scope": r"@scope",  # 118 / 17.4
    "@property": r"@property",  # 85 / 16.4
    "@starting-style": r"@starting-style",  # 117 / 17.5
    "range queries": r"@media[^{]*[<>]",  # 104 / 16.4
    "subgrid": r"\bsubgrid\b",  # 117 / 16
    "colour functions": r"\b(?:color-mix|oklch|oklab|lch|lab|light-dark|color)\(",  # 111 / 15, 16.2
    "viewport units": r"\d[dsl]v(?:h|w|i|b|min|max)\b",  # 108 / 15.4
    "line-height units": r"\dr?lh\b",  # 109 / 16.4
    "text-wrap": r"text-wrap",  # 114 / 17.5
    "text-autospace": r"text-autospace",  # 140 / 18.4
    "text-spacing-trim": r"text-spacing-trim",  # 123 / none
    "accent-color": r"accent-color",  # 93 / 15.4
    "font-synthesis": r"font-synthesis",  # 97 / 9
    "prefers-contrast": r"prefers-contrast",  # 96 / 14.1
    "margin boxes of sheets": r"@(?:top|bottom)-(?:left|center|right)",  # 131 / none
    "scrollbar-width": r"scrollbar-(?:width|color|gutter)",  # 121 / 18.2
    "content-visibility": r"content-visibility|contain-intrinsic",  # 85 / 18
    "overflow: clip": r"overflow[\w-]*:\s*clip",  # 90 / 16
    "anchors and popovers": r"anchor-name|position-anchor|:popover-open",  # 125 / 17
    "field-sizing": r"field-sizing",  # 123 / 26
    "initial-letter": r"initial-letter",  # 110 / 9
    "backdrop-filter": r"(?<!-)backdrop-filter",  # 76 / 18
    "masks": r"(?<![\w-])mask(?:-\w+)?:",  # 120 / 15.4
    "overflow-wrap: anywhere": r"overflow-wrap:\s*anywhere",  # 80 / 15.4
    "overscroll-behavior": r"overscroll",  # 63 / 16
    "scroll-behavior": r"scroll-behavior:\s*smooth",  # 61 / 15.4
    "user-select": r"(?<!-)user-select",  # 54 / none
    ":dir()": r":dir\(",  # 120 / 16.4
    "of a selector": r":nth-(?:last-)?child\([^)]* of ",  # 111 / 9
    "functions of figures": r"\b(?:round|mod|sin|cos|tan|sqrt|pow|hypot|abs|sign)\(",  # 111 / 15.4
    "units of Han": r"\d(?:r?ic|r?cap|rex|rch)\b",  # 106 / 15.4
    "logical floats": r"(?:float|clear):\s*inline",  # 118 / 15
    "transforms of their own": r"^\s*(?:translate|rotate|scale):",  # 104 / 14.1
    "image-set()": r"(?<!-)image-set\(",  # 113 / 17
    "box-decoration-break": r"box-decoration-break",  # 130 / none
    "match-parent": r"text-align: match-parent",  # none / none; prefixed 16 / 8
    "print-color-adjust": r"(?<!-)print-color-adjust",  # 136 / 15.4
}

CSS_ADDED = {
    **{
        (name, "overflow-wrap: anywhere"): "a long word breaks, but its column takes it for whole"
        for name in (
            *("base.css", "directory.css", "overview.css", "parallel.css"),
            *("reply.css", "search.css"),
            "styleguide.css",
        )
    },
    ("base.css", "box-decoration-break"): "no running head on paper",
    ("base.css", "match-parent"): "its prefixed form stands before it",
    ("event.css", "user-select"): "a swipe may select the photo",
    ("base.css", "accent-color"): "ticks and choices keep the engine's colour",
    ("base.css", "font-synthesis"): "a slanted form is undone for Han by rules of their own",
    ("base.css", "text-autospace"): "letters stand closer to Han",
    ("base.css", "text-spacing-trim"): "marks keep their full width",
    ("base.css", "text-wrap"): "lines break where they are full",
    ("base.css", ":focus-visible"): "the engine's own ring",
    ("base.css", "margin boxes of sheets"): "the numbers that the browser prints",
    ("base.css", "content-visibility"): "on paper a script opens what is folded",
    ("base.css", "scrollbar-width"): "a bar under the menu",
    ("base.css", "masks"): "the menu is cut at the window's edge, as it was",
    ("base.css", ":has()"): "a way back to the top where nothing scrolls",
    ("event.css", ":focus-visible"): "the engine's own ring",
    ("directory.css", ":has()"): "less space above a list without filters",
    ("event.css", ":has()"): "a column as wide as the time",
    ("event.css", "subgrid"): "captions begin where their pictures end",
    ("event.css", "scrollbar-width"): "a bar under the contents",
    ("home.css", "text-wrap"): "a quotation breaks where its line is full",
    ("page.css", ":dir()"): "the picture stands as in a page from left to right",
    ("home.css", ":has()"): "the name of an empty site stands small",
    ("reply.css", ":has()"): "the fields of a change are open for every answer",
    ("reply.css", "accent-color"): "ticks and choices keep the engine's colour",
    ("reply.css", "field-sizing"): "the field keeps its lines and scrolls",
    ("search.css", "logical floats"): "the picture stands above what was found",
    ("tokens.css", "prefers-contrast"): "the usual contrast, 4.5:1",
}

JS_NEWER = {
    "at()": r"\.at\(",  # 92 / 15.4
    "findLast()": r"\.findLast",  # 97 / 15.4
    "toSorted() and the like": r"\.(?:toSorted|toReversed|toSpliced|with)\(",  # 110 / 16
    "hasOwn()": r"hasOwn\(",  # 93 / 15.4
    "groupBy()": r"\bgroupBy\(",  # 117 / 17.4
    "structuredClone()": r"structuredClone",  # 98 / 15.4
    "static blocks": r"static\s*\{",  # 94 / 16.4
    "inert": r"\.inert\b",  # 102 / 15.5
    "dialogs": r"showModal|HTMLDialogElement",  # 37 / 15.4
    "popovers": r"popover",  # 114 / 17
    "view transitions": r"startViewTransition",  # 111 / 18
    "navigation": r"\bnavigation\.",  # 102 / 26
    "scrollend": r"scrollend",  # 114 / 26
    "setHTML": r"setHTML",  # 105 / none
    "look-behind": r"\(\?<[=!]",  # 62 / 16.4
}

JS_ADDED = {("gallery.js", "dialogs"): "asked for first: the links lead to the photos"}


def used(folder: str, newer: dict[str, str]) -> set[tuple[str, str]]:
    """Return file and feature of everything newer in the public site's files, not the desk's."""
    return {
        (path.name, feature)
        for path in (STATIC / folder).iterdir()
        if path.is_file()
        for feature, pattern in newer.items()
        if re.search(pattern, re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S), re.M)
    }


def test_newer_css_only_adds() -> None:
    assert used("css", CSS_NEWER) == set(CSS_ADDED)


def test_newer_javascript_is_asked_for_first() -> None:
    assert used("js", JS_NEWER) == set(JS_ADDED)


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_a_ring_of_focus_is_taken_from_nothing_that_keys_reach(path: Path) -> None:
    """Engines without :focus-visible draw a ring of their own: no rule may take it away."""
    rules = re.findall(r"([^{}]+)\{[^{}]*outline:\s*(?:none|0)", path.read_text())
    assert [rule.strip() for rule in rules] == (["main:focus"] if path.name == "base.css" else [])
