"""Terms that say each other's texts otherwise."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from forum.core.columns import each_language, in_every_language
from forum.core.content import has_text, language_codes
from forum.models import Term

# One sentence names no more.
_NAMED = 4


def others(term: Term) -> QuerySet[Term]:
    """Return all terms but one."""
    return Term.objects.exclude(pk=term.pk).order_by("pk")


def conflict(term: Term) -> str:
    """Return the sentence on terms of its kind with a text of its own and another translation.

    "" for none. Two people may bear the same name: it is said, and left to the editor.
    """
    texts = dict(zip(language_codes(), each_language("text"), strict=True))
    given = {code: getattr(term, name) for code, name in texts.items() if getattr(term, name)}
    otherwise = Q()
    for code, text in given.items():
        for other in given.keys() - {code}:
            differs = has_text("text", other) & ~Q(**{texts[other]: given[other]})
            otherwise |= Q(**{texts[code]: text}) & differs
    if not otherwise:
        return ""
    found = others(term).filter(otherwise, kind=term.kind)[:_NAMED]
    named = "; ".join(in_every_language(one, "text") for one in found)
    if not named:
        return ""
    return gettext("Conflict: the glossary says it otherwise too: %(terms)s.") % {"terms": named}
