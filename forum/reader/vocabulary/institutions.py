"""Words that name institutions in both languages."""

from typing import Final

from forum.reader.vocabulary.places import COUNTRIES_ZH

# A Chinese organization's name ends with one of these.
INSTITUTION_ENDS_ZH: Final = (
    "部|(?<!关)系|委员会|专委会|教指委|科技委|组委会|执委会|竞委会|筹委会|编委会|联谊会|校友会|研究生会|学生会|基地|工商联|科协|侨联|妇联|文联|社科联|学部|委|局|署|厅|司|院|办公室|办|中心|组织|机构|协会|学会|联合会|联盟|商会|促进会|研究会|理事会|基金会|基金|银行|使团|领馆|主管部门|"
    "集团|财团|会社|公司|大学|学院|研究院|研究所|所|政府|使馆|大使馆|领事馆|秘书处|公署|总署|开发署|规划署|论坛|俱乐部|"
    "企业|园区|开发区|管委会|新区|出版社|报社|日报|电视台|广播|电台|通讯社|社|网|台|报|杂志|传媒|频道|智库|"
    "平台|实验室|学校|医院|(?:博物|图书|美术|文化|纪念|展览|科技|艺术|体育)馆|事务所|厂|共同体|联合体|总会|分会|工会|合作社|联合国|欧盟|东盟|非盟|国家|省|市|县|区|计划|方案|处|股份|体系|科技|(?<!人工)智能|数据|资本|创投|证券|保险|律所|社区|海关|政协|人大|党校|中学|小学|高校|协进会|服务站"
)

# An English organization's name begins with, or holds, one of these.
INSTITUTION_WORDS_EN: Final = frozenset(
    [
        "ministry", "department", "bureau", "agency", "administration", "commission", "committee",
        "council", "office", "organization", "organisation", "institute", "institution",
        "university", "college", "academy", "school", "center", "centre", "association",
        "federation", "union", "alliance", "chamber", "foundation", "fund", "bank", "corporation",
        "company", "companies", "group", "ltd", "inc", "limited", "co", "secretariat", "programme",
        "program", "network", "authority", "board", "society", "forum", "government", "embassy",
        "consulate",
        "laboratory", "press", "television", "radio", "news", "daily", "times", "agency",
        "exchange", "hub", "trust", "league", "confederation", "initiative", "service",
        "services", "post", "herald", "journal", "magazine", "media", "consortium", "assembly",
        "parliament", "court", "cabinet", "directorate", "division", "museum", "library",
        "hospital", "zone", "park", "partnership", "platform", "club", "unesco", "unido", "undp",
        "unctad", "unicef", "wto", "who", "fao", "ilo", "imf", "nations", "delegation",
        "observatory", "aquarium", "conservatory", "navy", "army", "coastguard", "archives",
        "holdings", "enterprises", "technologies", "llc", "llp", "plc", "gmbh", "spa", "pte", "srl",
        "pty", "corp", "labs", "lab", "solutions", "systems", "police", "force", "forces",
    ]
)  # fmt: skip
# The same within a pattern.
INSTITUTION_EN: Final = "|".join(sorted(INSTITUTION_WORDS_EN))

# Where a new name may begin when names run together in one English line.
INSTITUTION_HEADS_EN: Final = frozenset(
    [
        "ministry", "department", "bureau", "agency", "administration", "commission", "committee",
        "council", "office", "institute", "university", "college", "academy", "center", "centre",
        "association", "federation", "union", "alliance", "chamber", "foundation", "bank",
        "government", "embassy", "united", "national", "international", "state", "china",
        "chinese", "world", "global", "african", "asian", "european", "people's", "peoples",
        "municipal", "provincial", "general", "secretariat", "south", "north", "east", "west",
        "royal", "federal", "central",
    ]
)  # fmt: skip
# Words after which a name cannot end.
OPEN_ENDS_EN: Final = frozenset(
    [
        "of", "for", "and", "the", "in", "on", "to", "with", "by", "at", "de", "du", "la", "les",
        "des", "for", "&", "from", "a", "an",
    ]
)  # fmt: skip

# A Chinese organization's name, or a title that begins with it, begins with one of these.
INSTITUTION_STARTS_ZH: Final = (
    *COUNTRIES_ZH,
    "中国", "中华", "联合国", "国家", "全国", "世界", "国际", "亚洲", "非洲", "欧洲", "北京",
    "上海", "天津", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽",
    "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南",
    "陕西", "甘肃", "青海", "内蒙古", "广西", "西藏", "宁夏", "新疆", "商务部", "外交部",
    "财政部", "教育部", "科技部", "农业", "工业", "生态", "清华", "东盟", "非盟", "欧盟", "原",
    "前",
)  # fmt: skip

# What departments and posts are for, what programmes are made of and held in; no part of a name.
_FIELDS: Final = (
    "advocacy affairs agenda agriculture aviation banking biodiversity break business capital "
    "climate commerce commercialization commercialisation communication communications competition "
    "compliance cooperation culture data development digital digitalization diplomacy discussion "
    "economics economy education employment energy engagement engineering environment "
    "environmental finance financial fisheries forestry governance health heritage housing "
    "immigration inclusion industry infrastructure innovation insurance integration investment "
    "investments keynote labour labor legal logistics management manufacturing marketing markets "
    "migration networking nutrition operations outreach panel partnerships planning policy "
    "procurement production programme programmes programming projects property protection "
    "quality remarks research resilience resources rights risk safety sanitation science sciences "
    "security session solutions speaker speakers speech standards statistics strategy "
    "sustainability sustainable tax taxation technologies technology telecommunications "
    "open plenary video documentary registration lunch cocktail ceremony opening closing photo "
    "fireside chat gap presentation presentations pdf slide slides download handout recording "
    "export exports import promotion photograph welcome coffee africa asia europe america pacific "
    "hotel hotels auditorium ballroom foyer lobby "
    "studies states award awards prize medal fellowship convention agreement treaty charter "
    "declaration "
    "city building street campus island islands valley airport station bridge tower plaza avenue "
    "tourism trade training transformation transport transportation water welfare workshop"
)
FIELD_WORDS_EN: Final = frozenset(_FIELDS.split())

# What titles of talks begin with, or hold; no part of a name either.
TOPIC_WORDS_EN: Final = frozenset(
    [
        "what",
        "how",
        "why",
        "when",
        "where",
        "who",
        "us",
        "our",
        "we",
        "your",
        "my",
        "this",
        "that",
        "these",
        "with",
        "from",
        "to",
        "in",
        "on",
        "at",
        "is",
        "are",
        "can",
        "towards",
        "toward",
        "beyond",
        "between",
        "building",
        "making",
        "measuring",
        "restoring",
        "governing",
        "teaching",
        "monitoring",
        "protecting",
        "financing",
        "managing",
        "improving",
        "strengthening",
        "lessons",
        "challenges",
        "opportunities",
        "future",
        "trends",
        "insights",
        "introduction",
        "early",
        "warning",
    ]
)
