"""The renderer of public pages: HTML from a page's data, and nothing else.

It asks neither the database nor the request. Templates hold no logic but what is there or not.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, Final

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from forum.core.translated import Translated
from forum.delivery.latin_names import render_latin_form
from forum.delivery.page_head import fit_title
from forum.delivery.page_texts import Prose, Text
from forum.delivery.site_footer import mail_links, public_security_address
from forum.delivery.text_markup import in_phrases, render_name, spell_number
from forum.search.highlights import Marker

WORDS: Final[dict[str, Callable[..., str]]] = {
    "_": gettext,
    "gettext": gettext,
    "pgettext": pgettext,
}


class PageCodeGenerator(CodeGenerator):
    """Writes what is markup already as it is; a page's thousand values were each copied twice."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            raise NotImplementedError("All of a public page is escaped.")
        self.write("environment.escape_value(")


class PageEnvironment(Environment):
    """Compiles templates for one language, the one that is active: their words are constants.

    It looks for names in a page's data, which is dictionaries, before it asks for attributes.
    """

    code_generator_class = PageCodeGenerator

    @staticmethod
    def escape_value(value: object) -> str:
        """Return a value as HTML."""
        return value if isinstance(value, Markup | SafeString) else escape(value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        translated: nodes.Template = WordTranslator().visit(template)
        return translated

    def getattr(self, obj: object, attribute: str) -> Any:
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class WordTranslator(NodeTransformer):
    """Puts the interface's words in the place of the calls that look them up.

    Those that take values stay calls; they were a fifth of the time of a page.
    """

    def visit_Call(self, call: nodes.Call) -> nodes.Node:
        self.generic_visit(call)
        translate = WORDS.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        words = [word.value for word in call.args if isinstance(word, nodes.Const)]
        if translate is None or call.kwargs or len(words) < len(call.args):
            return call
        # Words are written as HTML, and as formats even where they take nothing.
        return nodes.Const(Markup(translate(*words)) % {}, lineno=call.lineno)  # noqa: S704


def render_page(name: str, data: dict[str, object]) -> str:
    """Return the HTML of a page. name: of its template; data: as its builder makes it."""
    return environment(get_language() or settings.LANGUAGE_CODE).get_template(name).render(data)


@cache
def environment(language: str) -> PageEnvironment:
    """Return the environment of a language, which is the active one while it is used."""
    made = PageEnvironment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates"),
        autoescape=True,
        auto_reload=settings.DEBUG,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # Jinja's extension adds it
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    # The files of a release have one address each.
    made.globals.update(
        static=cache(static), url=lambda name: address_of_route(name, get_language())
    )
    made.filters.update(
        text=render_text,
        lang=render_lang,
        number=spell_number,
        fit_title=lambda element: Markup(fit_title(element)),  # noqa: S704 - escaped there
        marked=mark_words,
        phrases=render_phrases,
        lines=render_lines,
        sanitized=Markup,
        mail_links=mail_links,
        public_security_address=public_security_address,
    )
    return made


@lru_cache
def address_of_route(name: str, language: str) -> str:
    """Return the address of a page without a record. language: the active one."""
    return reverse(name)


def render_text(text: Text | None) -> Markup:
    """Render a text in a line; one in another language stands in its own."""
    if text is None:
        return Markup()
    content = _render_name(text.value) if text.is_name else escape(text.value)
    content = _in_its_language(content, text.lang)
    # Of a page's two hundred texts hardly one has a second form or a mark.
    content = _behind_mark(content, text.mark)
    return content + render_latin_form(text.latin) if text.latin else content


def mark_words(text: Text, marker: Marker) -> Markup:
    """Render a text in a line like ``text``, with the words of a query marked."""
    content = _in_its_language(Markup(marker.whole(text.value)), text.lang)  # noqa: S704 - escaped
    content = _behind_mark(content, text.mark)
    return content + render_latin_form(text.latin) if text.latin else content


def render_phrases(text: Text | str) -> Markup:
    """Render a title in phrases and words that a style sheet keeps whole where the line allows."""
    if isinstance(text, str):
        return _render_phrases(text)
    return _in_its_language(_render_phrases(text.value), text.lang)


def render_lines(text: Text) -> Markup:
    """Render a plain text of several lines."""
    lines = Markup("<br>").join(text.value.splitlines())
    return _in_its_language(lines, text.lang)


def render_lang(text: Text | Prose) -> Markup:
    """Render the attribute of an element that holds a text in another language than the page's."""
    return Markup(f' lang="{escape(text.lang)}"') if text.lang else Markup()  # noqa: S704 - escaped


def _behind_mark(content: Markup, mark: str) -> Markup:
    if not mark:
        return content
    return Markup(f'<small class="fallback">{escape(mark)}</small> {content}')  # noqa: S704 - escaped


def _in_its_language(content: Markup, lang: str) -> Markup:
    if not lang:
        return content
    return Markup(f'<span lang="{escape(lang)}">{content}</span>')  # noqa: S704 - markup


@lru_cache(maxsize=8192)
def _render_name(name: str) -> Markup:
    return Markup(render_name(name))  # noqa: S704 - escaped there


@lru_cache(maxsize=4096)
def _render_phrases(title: str) -> Markup:
    return Markup(in_phrases(Translated(title, "", "")))  # noqa: S704 - escaped there
