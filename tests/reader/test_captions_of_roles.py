"""Each role of a guest has a caption in both languages that is read with it."""

import pytest

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import acts
from forum.reader.vocabulary.roles import GUEST_WORDS
from sessions_app.models import Appearance

# Role -> what stands behind a person in a caption.
SAMPLES = {
    "moderator": {ZH: "主持讨论环节", EN: "moderates the discussion"},
    "speaker": {ZH: "主讲并作报告", EN: "delivers a keynote speech"},
    "panellist": {ZH: "参与圆桌讨论", EN: "participates in the panel"},
    "launcher": {ZH: "发布河谷地图", EN: "launches the atlas of valleys"},
    "discussant": {ZH: "点评两篇论文", EN: "comments on two papers"},
    "signatory": {ZH: "签署合作书", EN: "signs the memorandum"},
    "witness": {ZH: "见证合作", EN: "witnesses the exchange"},
    "attendee": {ZH: "出席分论坛", EN: "attends the forum"},
}
# Whoever only takes part has no role by a caption, but by the list or the session.
BY_LIST = {"attendee": ""}


def test_every_role_of_a_guest_has_a_sample_caption() -> None:
    assert set(SAMPLES) == set(Appearance.Role.values) == set(GUEST_WORDS)


@pytest.mark.parametrize("code", [ZH, EN])
@pytest.mark.parametrize("role", SAMPLES)
def test_a_caption_parts_the_person_from_what_is_done(role: str, code: str) -> None:
    person = {ZH: "滨海大学教授林岚", EN: "Professor Anna Berg of Harbour University "}[code]
    text = f"{person}{SAMPLES[role][code]}"
    first = next(acts.matches(text, code), None)
    assert text[: first.start() if first else 0] == person


@pytest.mark.parametrize("code", [ZH, EN])
@pytest.mark.parametrize("role", SAMPLES)
def test_a_caption_gives_its_role(role: str, code: str) -> None:
    act = SAMPLES[role][code]
    given = "moderator" if acts.MODERATES.search(act) else acts.role(act)
    assert given == BY_LIST.get(role, role)
