"""What the events themselves lack: their series, cover pictures, sample views."""

from typing import Final

from forum.demo.data.shapes import Both, EventExtra, SeriesExtra

_HONGQIAO: Final = SeriesExtra(
    Both("虹桥国际经济论坛", "Hongqiao International Economic Forum"),
    "HQF",
    Both(
        "<p>虹桥国际经济论坛在上海举行，由一场主论坛和若干分论坛组成。"
        "这里收录其中一场分论坛的示例记录。</p>",
        "<p>The Hongqiao International Economic Forum is held in Shanghai and consists of a main"
        " forum and sub-forums. One of them stands here as a sample record.</p>",
    ),
)

_LANWAN: Final = SeriesExtra(
    Both("岚湾区域合作论坛", "Lanwan Regional Cooperation Forum"),
    "LRF",
    Both(
        "<p>虚构的系列论坛，用来展示一份双语齐备的记录。</p>",
        "<p>A fictional series that shows a record complete in both languages.</p>",
    ),
)

EVENTS: Final = (
    EventExtra(
        "面向现代化的工业园区创新提升之路",
        "2023-industrial-parks.txt",
        _HONGQIAO,
        "HQF 2023",
        Both(
            "样图：会场的讲台、屏幕与座席",
            "Sample image: a stage with a screen, a lectern and rows of seats",
        ),
        (
            ("opening", Both("样图：致辞环节", "Sample image: the opening remarks")),
            ("launch", Both("样图：成果发布环节", "Sample image: the launch of outcomes")),
            ("topic-1", Both("样图：讨论环节", "Sample image: the panel discussion")),
        ),
        "#1f4e79",
    ),
    EventExtra(
        "数字港口与绿色走廊",
        "2024-digital-ports.txt",
        _LANWAN,
        "LRF 2024",
        Both(
            "样图：岚湾国际会议中心的讲台与座席",
            "Sample image: stage and seats of the Lanwan International Conference Centre",
        ),
        (
            ("opening", Both("样图：致辞环节", "Sample image: the opening remarks")),
            ("roundtable", Both("样图：圆桌讨论", "Sample image: the round table")),
        ),
        "#24606b",
    ),
)
