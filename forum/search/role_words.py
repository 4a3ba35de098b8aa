"""Words that ask for guests in a role: “moderator trade”, “主持人 贸易”."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.translation import override

from forum.core.columns import language_codes
from forum.search.passages import clean, split_words
from forum.search.query import Query, SearchTerm
from sessions_app.models import Appearance

Role = Appearance.Role

# Besides what the site calls the roles. Not “chair”, “host”, 发言人 and 嘉宾: titles bear them.
_WORDS: Final[dict[str, str]] = {
    Role.MODERATOR: "moderators, mc, facilitator, facilitators, 主持, 主持嘉宾, 会议主持",
    Role.SPEAKER: (
        "speakers, spkr, keynote speaker, keynote speakers, opening speaker, opening speakers,"
        " 演讲嘉宾, 演讲人, 主讲人, 主讲嘉宾, 讲者, 致辞嘉宾, 主旨发言嘉宾, 主旨演讲嘉宾"
    ),
    Role.PANELLIST: "panellists, panelist, panelists, 与谈人, 与谈嘉宾, 对话嘉宾, 圆桌嘉宾",
    Role.LAUNCHER: "launchers, 发布嘉宾, 发布代表",
    Role.DISCUSSANT: "discussants, commentator, commentators, 点评人, 评议人, 评议嘉宾",
    Role.SIGNATORY: "signatories, 签约嘉宾, 签约人, 签署人",
    Role.WITNESS: "witnesses, 见证人",
    Role.ATTENDEE: "attendees, 与会嘉宾, 参会嘉宾",
}

type Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleReading:
    """A query one of whose words is a role. query: the others; typed: the word as it was typed.

    literal: the query that takes it for a word like any other.
    """

    query: Query
    role: str
    typed: str
    literal: str

    @property
    def label(self) -> str:
        """The role's name."""
        return str(Role(self.role).label)


def read_role(query: Query) -> RoleReading | None:
    """Return the role that a query asks for beside other words; None without, or in quotes."""
    for start in range(len(query.terms)):
        for end in range(min(len(query.terms), start + _longest()), start, -1):
            run, rest = query.terms[start:end], query.terms[:start] + query.terms[end:]
            role = "" if any(term.is_quoted for term in run) else _list_roles().get(_texts(run), "")
            if role and rest:
                typed = " ".join(term.typed for term in run)
                literal = [term.as_typed for term in query.terms]
                literal[start:end] = [f'"{typed}"']
                return RoleReading(query.only(*rest), role, typed, " ".join(literal))
    return None


def _texts(terms: tuple[SearchTerm, ...]) -> Texts:
    return tuple(text for term in terms for text in term.texts)


@cache
def _list_roles() -> dict[Texts, str]:
    """Return words, folded -> the role that they ask for."""
    roles: dict[Texts, str] = {}
    for role in Role:
        labels = []
        for code in language_codes():
            with override(code):
                labels.append(str(role.label))
        for name in (*labels, *filter(None, _WORDS.get(role, "").split(", "))):
            roles[tuple(word.text for word in split_words(clean(name)))] = role
    return roles


@cache
def _longest() -> int:
    """Return of how many words the longest consists that is no Chinese."""
    return max(len(name.split()) for words in _WORDS.values() for name in words.split(", "))
