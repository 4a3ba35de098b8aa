"""Where a title or a name may break: after a dash, at the author's space, never inside a word.

Engines of 2021 break Han text after any character, so what belongs together is found here and kept
on one line by a style sheet.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import override
from django_countries import countries

from forum.core.chinese_words import cut_words
from forum.core.names import MIDDLE_DOTS, is_han

# A title breaks after a dash or a colon; in Han text after other marks and at the author's space
# too.
_LATIN_PHRASE = re.compile(r".+?(?:(?:—+|:(?=\s))\s*|$)")
_HAN_PHRASE = re.compile(r".+?(?:[—：，；。？！]+[”’」』）]*\s*|\s+|$)")
# What is one thing whatever the dictionary says: a short quotation or title, a transliterated name,
# a number with what it counts (第六届, 2023年, 5G).
_HAN_WHOLE = re.compile(
    rf"[《“〈「][^《》“”〈〉「」]{{1,8}}[》”〉」]"
    rf"|[\u3400-\u9fff]{{1,6}}(?:[{MIDDLE_DOTS}][\u3400-\u9fff]{{1,6}})+"
    r"|第?[0-9一二三四五六七八九十百]+[届次年月日个]"
    r"|[A-Za-z0-9][A-Za-z0-9.+\-]*"
)
# Words of forums that the dictionary of readings, which the cutting rests on, does not list.
_VOCABULARY = """
可持续 高质量 数字化 工业化 城镇化 一体化 便利化 产业链 供应链 进博会
博览会 共同体 全球化 国际 工业 园区 绿色 青年 机遇 贸易 投资 促进 走廊
突破 全球 世界 中国 南南 地区 城市 环境 能源 气候 科技 技术 产业 企业
产能 农业 金融 服务 教育 人才 文化 文明 交流 互鉴 治理 安全 开放 共享
共建 共赢 互利 伙伴 倡议 议程 转型 升级 增长 减贫 包容 韧性 智能 人工
信息 网络 物流 港口 海洋 航运 虹桥 峰会 大会 会议 研讨 对话 圆桌 主题
引擎 未来 时代 道路 路径 实践 案例 经验 展望 新路 丝路
建设 推动 推进 探索 构建 加快 赋能 支持 保护 保障 应对 面向 改变 实现 携手 迈向 走向
驱动 引领 连接 互联 互通 对接 怎样 时刻 记录 以及 关于 之间 之下 社会 法治 民生 生态
管理 机制 政策 战略 标准 规则 法律 协定 体系 设施 基础 专题 智库 成果 机构 部门 政府
代表 主旨 演讲 致辞 开幕 闭幕 启动 签约 展会 展览 博览 跨境 电商 外贸 关税 海关 口岸
通关 需求 消费 生产 生产力 制造 加工 装备 运输 交通 铁路 公路 港航 船舶 渔业 农村 乡村
海外仓 投融资 融资 保险 债务 货币 算力 芯片 人工智能 区块链 智慧 新质 新型 新能源 低碳
减排 碳中和 循环 可再生 电力 储能 氢能 水利 水资源 森林 矿产 资源 灾害 健康 卫生 医疗
医药 儿童 平等 就业 培训 职业 劳动 移民 人口 老龄 养老 人权 权益 遗产 旅游 电影 翻译
历史 高水平 高标准 中小 大湾区 长三角 自贸区 试验区 上海 丝绸之路 黄河 非洲 欧洲 亚洲
拉美 东盟 中亚 发展中国家 全球南方 新时代 新格局 新征程 新篇章 大变局
"""
_CLOSING = "，。、；：！？—…）》”’〉」"
# The longest end of a Latin title that a narrow telephone still holds on one line.
_LATIN_TAIL = 16


def phrases(text: str) -> list[str]:
    """Return a title cut where it may best break; each phrase with the space after it."""
    pattern = _HAN_PHRASE if is_han(text) else _LATIN_PHRASE
    cut_phrases: list[str] = []
    for phrase in pattern.findall(text):
        # A single character is no phrase: it would stand alone on a line.
        if cut_phrases and min(len(phrase.strip()), len(cut_phrases[-1].strip())) < 2:
            cut_phrases[-1] += phrase
        else:
            cut_phrases.append(phrase)
    return cut_phrases


@lru_cache(maxsize=2048)
def words(phrase: str) -> tuple[str, ...]:
    """Return a phrase in words, none of which may break; its last has two characters or more."""
    parts = (
        list(_with_closing(_han_words(phrase))) if is_han(phrase) else re.findall(r"\S+\s*", phrase)
    )
    return tuple(_with_tail(parts, is_han(phrase)))


def _han_words(phrase: str) -> Iterator[str]:
    end = 0
    for match in _known().finditer(phrase):
        yield from cut_words(phrase[end : match.start()])
        yield match[0]
        end = match.end()
    yield from cut_words(phrase[end:])


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    """Return the pattern of wholes, of countries and areas, and of words of forums."""
    with override("zh-hans"):
        names = {str(name) for _code, name in countries}
    wholes = sorted(
        {name for name in names if is_han(name)} | {*_VOCABULARY.split()}, key=len, reverse=True
    )
    return re.compile("|".join((_HAN_WHOLE.pattern, *map(re.escape, wholes))))


def _with_closing(parts: Iterator[str]) -> Iterator[str]:
    """Yield words with the mark that closes them: 之路, — is 之路—."""
    word = ""
    for part in parts:
        if word and part.strip(_CLOSING):
            yield word
            word = ""
        word += part
    if word:
        yield word


def _with_tail(parts: list[str], han: bool) -> list[str]:
    """Return the words with the last ones joined, so that nothing stands alone on the last line."""
    while len(parts) > 1 and _is_short(parts[-1], "".join(parts[-2:]), han):
        parts[-2:] = ["".join(parts[-2:])]
    return parts


def _is_short(last: str, joined: str, han: bool) -> bool:
    if han:
        return len(last.strip(_CLOSING)) < 2
    alone = " " not in last.strip()
    return not last.strip(" —") or (alone and len(joined.strip()) <= _LATIN_TAIL)


def name_parts(name: str) -> list[str]:
    """Return a name cut where it may break: after a middle dot, and at a space, which stays."""
    return re.findall(rf"[^\s{MIDDLE_DOTS}]+[{MIDDLE_DOTS}]*\s*|\s+|[{MIDDLE_DOTS}]+", name)
