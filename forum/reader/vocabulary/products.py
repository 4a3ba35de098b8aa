"""The words for what is launched, by kind of product."""

from typing import Final

from forum.reader.event_record import EN, ZH

# What a label says in brackets of which kind a product is.
KIND_LABELS: Final = {
    "course": {ZH: "课程", EN: "course"},
    "publication": {ZH: "出版物", EN: "publication"},
    "tool": {ZH: "工具", EN: "tool"},
    "platform": {ZH: "平台", EN: "platform"},
    "dataset": {ZH: "数据集", EN: "dataset"},
    "agreement": {ZH: "协议", EN: "agreement"},
    "other": {ZH: "其他", EN: "other"},
}

# The word that stands last in a name decides: 网络平台课程 is a course.
KIND_WORDS: Final = {
    "course": "课程|培训班|慕课|网课|教程|\\bcourses?\\b|\\bMOOCs?\\b|\\bcurricul\\w+|"
    "\\btraining\\s+(?:programme|module)s?\\b",
    "publication": (
        "汇编|报告|指南|手册|白皮书|蓝皮书|绿皮书|年鉴|丛书|专著|案例集|文集|论文集|图册|刊物|期刊|书|路线图|研究成果|政策简报|指引|"
        "\\bcompendi\\w+|\\breports?\\b|\\bguid(?:e|elines?|ebook|ance)s?\\b|\\bhandbooks?\\b|\\bmanuals?\\b|\\bpapers?\\b|\\bbooks?\\b|\\bpublications?\\b|\\batlas\\b|\\boutlooks?\\b|\\bcollection\\b|\\bcasebook\\b|\\breview\\b"
    ),
    "tool": "工具箱?|工具包|软件|小程序|模型|计算器|系统|\\btool(?:kit|box|s)?\\b|\\bsoftware\\b|"
    "\\bcalculator\\b|\\bapp\\b|\\bmodel\\b",
    "platform": "平台|门户|网站|网络|社区|\\bplatforms?\\b|\\bportals?\\b|\\bwebsites?\\b|"
    "\\bhub\\b|\\bnetwork\\b",
    "dataset": "数据集|数据库|数据|指数|\\bdata\\s?(?:set|base)s?\\b|\\bind(?:ex|ices)\\b",
    "agreement": "协议|备忘录|协定|合同|意向书|\\bagreements?\\b|\\bmemorand\\w+\\b|"
    "\\bMo[Uu]s?\\b|\\bcontracts?\\b",
    "other": "倡议|宣言|标准|计划|联盟|共识|\\binitiatives?\\b|\\bdeclarations?\\b|"
    "\\bstandards?\\b",
}
