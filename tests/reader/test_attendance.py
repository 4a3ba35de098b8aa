"""How somebody took part: said by a phrase of manner, not by what the speech or the post is of."""

import pytest

from forum.reader.prose.acts_en import attendance_en
from forum.reader.prose.acts_zh import attendance_zh
from forum.reader.shapes.record.captions import attendance_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("围绕远程医疗作主旨报告", None), ("以在线教育为题作报告", None),
        ("就视频监控的用处发表演讲", None), ("宣读贺信", None), ("作远程教育的报告", None),
        ("通过视频连线致辞", "video"), ("以线上方式作报告", "video"), ("在线上作主旨报告", "video"),
        ("远程作报告", "video"),
        ("通过远程连线围绕潮汐作报告", "video"), ("（线上）作报告", "video"),
        ("发来贺信", "written"), ("发表书面致辞", "written"),
    ],
)  # fmt: skip
def test_chinese_manner(text: str, kind: str | None) -> None:
    assert attendance_zh(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (" gave a keynote speech on online learning", None),
        (", Head of Online Services, spoke", None),
        (" spoke about how children learn online", None),
        (" joined online from Lisbon", "video"), (" spoke by video link", "video"),
        (" spoke on tides by video link", "video"), (" addressed the forum virtually.", "video"),
        (" sent a written statement", "written"),
    ],
)  # fmt: skip
def test_english_manner(text: str, kind: str | None) -> None:
    assert attendance_en(text) == kind


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("Anna Berg, Head of Online Services, delivers a speech", "en", None),
        ("Anna Berg, Director, attends online", "en", "video"),
        ("滨海大学校长林岚围绕视频会议技术的用途致辞", "zh-hans", None),
        ("滨海大学校长林岚以视频方式致辞", "zh-hans", "video"),
    ],
)  # fmt: skip
def test_manner_in_captions(text: str, code: str, kind: str | None) -> None:
    assert attendance_of(text, code)[0] == kind
