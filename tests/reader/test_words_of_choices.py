"""Whatever a model may choose has its words: those that are read, and those that are written."""

from collections.abc import Collection

import pytest

from forum.exports.house_style import labels
from forum.imports import usual_words
from forum.reader.vocabulary import roles, sections
from sessions_app.models import Appearance, EventOrganization, Session

# In a list the kind of the session tells these, and moderators have a label of their own.
TOLD_BY_THE_SESSION = {"moderator", "speaker", "panellist", "launcher"}


@pytest.mark.parametrize(
    "words",
    [
        roles.PERSON_ROLES_ZH,
        roles.PERSON_ROLES_EN,
        {*roles.GUEST_HEADINGS, *TOLD_BY_THE_SESSION},
    ],
    ids=["roles.PERSON_ROLES_ZH", "roles.PERSON_ROLES_EN", "roles.GUEST_HEADINGS"],
)
def test_every_role_of_a_guest_has_words(words: Collection[str]) -> None:
    assert set(words) == set(Appearance.Role.values)


@pytest.mark.parametrize(
    "words",
    [
        roles.ORGANIZATION_ROLES_ZH,
        roles.ORGANIZATION_ROLES_EN,
        roles.ORGANIZATION_SUBJECTS,
        labels.ORGANIZATIONS,
    ],
    ids=[
        "roles.ORGANIZATION_ROLES_ZH", "roles.ORGANIZATION_ROLES_EN",
        "roles.ORGANIZATION_SUBJECTS", "labels.ORGANIZATIONS",
    ],
)  # fmt: skip
def test_every_role_of_an_organization_has_words(words: Collection[str]) -> None:
    assert set(words) == set(EventOrganization.Role.values)


@pytest.mark.parametrize(
    "words",
    [sections.KIND_WORDS_ZH, sections.KIND_WORDS_EN, usual_words.HEADINGS],
    ids=["sections.KIND_WORDS_ZH", "sections.KIND_WORDS_EN", "usual_words.HEADINGS"],
)
def test_every_kind_of_session_has_words(words: Collection[str]) -> None:
    assert set(words) == set(Session.Kind.values)
