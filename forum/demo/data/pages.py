"""The site's own texts: an about page, two pieces of news, name and footer."""

from datetime import date
from typing import Final

from forum.demo.data.shapes import Both, PageExtra, SettingsExtra

PAGES: Final = (
    PageExtra(
        "about",
        "page",
        Both("关于本站", "About this site"),
        Both(
            "<p>本站保存论坛的记录：谁来过，以什么身份说了什么，发布了哪些成果。"
            "每一份记录都有中文和英文两个版本，缺少的译文会明白标出。</p>"
            "<h3>怎样阅读一份记录</h3>"
            "<ul><li><p>环节、嘉宾和机构按主办方确定的次序排列。</p></li>"
            "<li><p>职务是活动当时的职务，以后不再改动。</p></li>"
            "<li><p>发言摘要由主办方整理，以第三人称写成。</p></li></ul>"
            "<h3>这些是示例</h3>"
            "<p>本站现有的两份记录用于演示。工业园区分论坛确有其事，摘要为演示重新撰写，"
            "不是与会者的原话；岚湾论坛完全出于虚构。图片都是程序绘制的样图。</p>",
            "<p>This site keeps the records of forums: who came, in which office, what was said and"
            " what was launched. Each record is kept in Chinese and in English, and where a"
            " translation is missing the page says so.</p>"
            "<h3>How to read a record</h3>"
            "<ul><li><p>Sessions, guests and organizations stand in the order that the organizers"
            " decided.</p></li>"
            "<li><p>A title is the one held at the time of the event, and it does not change"
            " later.</p></li>"
            "<li><p>Summaries of remarks are written by the organizers, in the third"
            " person.</p></li></ul>"
            "<h3>These are samples</h3>"
            "<p>The two records here are for demonstration. The sub-forum on industrial parks did"
            " take place; its summaries were written anew for this site and are nobody’s own words."
            " The Lanwan forum is fictional throughout. All pictures are drawn by a program.</p>",
        ),
        date(2024, 6, 20),
        menu=1,
    ),
    PageExtra(
        "how-records-are-made",
        "news",
        Both("一份记录是怎样做成的", "How a record is made"),
        Both(
            "<p>会议结束以后，主办方通常会得到一份文稿：封面、名单、每位嘉宾的发言摘要和照片说明。"
            "本站直接读取这份文稿，把它变成可以浏览、可以引用的页面。</p>"
            "<ul><li><p>读取时会列出文稿中自相矛盾的地方，请编辑核对。</p></li>"
            "<li><p>中文和英文并排编辑，谁先完成，谁先上线。</p></li>"
            "<li><p>发布以后的每一次改动都留有记录。</p></li></ul>"
            "<p>这是一条示例新闻。</p>",
            "<p>When a meeting is over the organizers usually have a document: a cover, a list of"
            " names, a summary of what each guest said, and captions. This site reads that document"
            " as it is and turns it into pages that can be browsed and cited.</p>"
            "<ul><li><p>Places where the document contradicts itself are listed for the"
            " editor.</p></li>"
            "<li><p>Chinese and English are edited side by side, and each goes online when it is"
            " ready.</p></li>"
            "<li><p>Every change after publication is kept.</p></li></ul>"
            "<p>This is a sample piece of news.</p>",
        ),
        date(2024, 3, 11),
    ),
    PageExtra(
        "lanwan-record-online",
        "news",
        Both("虚构示例：岚湾论坛记录上线", "Fictional sample: the Lanwan record is online"),
        Both(
            "<p>“数字港口与绿色走廊”分论坛的记录现已上线，中英文内容齐备。两天的会议共有七个"
            "环节和两次茶歇，发布了三项知识产品。</p>"
            "<h3>可以从哪里读起</h3>"
            "<ul><li><p>想了解内陆港口，请读主旨发言环节。</p></li>"
            "<li><p>想了解居民的看法，请读讨论环节主题二。</p></li></ul>"
            "<p>这是一条示例新闻，其中的论坛、城市和人物均为虚构。</p>",
            "<p>The record of the sub-forum on digital ports and green corridors is now online,"
            " complete in Chinese and English. The two days had seven sessions and two breaks, and"
            " three knowledge products were launched.</p>"
            "<h3>Where to begin</h3>"
            "<ul><li><p>On inland ports, read the keynote speeches.</p></li>"
            "<li><p>On the view of residents, read Topic 2 of the panel discussion.</p></li></ul>"
            "<p>This is a sample piece of news; the forum, the city and the people in it are"
            " fictional.</p>",
        ),
        date(2024, 6, 20),
    ),
)

SETTINGS: Final = SettingsExtra(
    site_name=Both("论坛记录", "Forum Record"),
    tagline=Both(
        "让每一场论坛都有可以长久查阅的双语记录（示例站点）",
        "The lasting record of each forum, in two languages (sample site)",
    ),
    organizer=Both("示例主办方秘书处", "Secretariat of a sample organizer"),
    contact=Both(
        "秘书处（示例）\n电子邮件：secretariat@example.org",
        "Secretariat (sample)\nEmail: secretariat@example.org",
    ),
    footer=Both(
        "本站为演示站点：摘要为演示撰写，图片为样图。",
        "This is a demonstration: the summaries were written for it, the pictures are samples.",
    ),
)
