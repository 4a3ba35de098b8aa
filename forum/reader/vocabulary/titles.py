"""Words that end a job title, and honorifics."""

from typing import Final

# A Chinese title ends with one of these; what follows it up to a verb is a name.
TITLE_ENDS_ZH: Final = [
    "拿督", "丹斯里", "拿汀",
    "部长", "副部长", "司长", "副司长", "局长", "副局长", "处长", "副处长", "厅长", "副厅长",
    "科长", "主任", "副主任", "院长", "副院长", "校长", "副校长", "所长", "副所长", "会长",
    "副会长", "理事长", "副理事长", "秘书长", "副秘书长", "执行秘书", "总干事", "副总干事",
    "干事", "总裁", "副总裁", "董事长", "副董事长", "董事", "总经理", "副总经理", "经理", "行长",
    "副行长", "代表", "首席代表", "总代表", "大使", "公使", "参赞", "领事", "总领事", "主席",
    "副主席", "委员长", "委员", "市长", "副市长", "省长", "副省长", "州长", "区长", "副区长",
    "县长", "镇长", "书记", "副书记", "总统", "总理", "首相", "大臣", "国务卿", "特使", "顾问",
    "教授", "副教授", "讲师", "研究员", "副研究员", "助理研究员", "博士", "院士", "工程师",
    "农艺师", "畜牧师", "兽医师", "会计师", "经济师", "实验师",
    "总工程师", "经济学家", "首席经济学家", "专家", "学者", "主管", "总监", "负责人", "创始人",
    "合伙人", "主编", "总编辑", "记者", "主持人", "主播", "执行官", "首席执行官", "首席运营官",
    "首席技术官", "财务官", "运营官", "技术官", "官员", "专员", "协调员", "协调人", "联络员",
    "律师", "法官", "总工", "站长", "馆长", "台长", "社长", "团长", "队长", "组长", "班长",
    "台主持人", "议员", "议长", "副议长", "秘书", "助理", "部长助理", "总监督", "发言人",
    "召集人", "负责人", "项目官员", "统计师", "审计长", "检察长", "署长", "副署长", "总署长",
    "关长", "院务委员", "总长", "首领", "国王", "王子(?![\\u4e00-\\u9fff])",
    "公主", "亲王", "总督", "高级专员", "高级代表", "协理",
    "经理人", "设计师", "分析师", "策略师", "管理员", "监事长", "轮值主席",
    "名誉主席", "研究生", "学生", "船长", "机长", "创办人", "店长", "园长", "村长", "乡长",
    "总编", "导演", "作家", "画家", "教练", "医生", "医师", "护士", "创作人", "策展人", "传承人",
    "会员", "工匠", "企业家", "负责同志", "首席科学家", "科学家", "工作人员", "志愿者", "同志",
    "首席[\\u4e00-\\u9fff]{1,4}官",
    "[\\u4e00-\\u9fff]学家", "建筑师", "会计师", "规划师", "摄影师", "工艺师", "农艺师",
    "巡视员", "调研员", "督学", "参事", "执行长", "发起人",
    "监事", "董秘", "助理教授", "讲席教授", "特聘教授", "特聘研究员", "特聘副研究员", "特任研究员",
    "长聘教授", "客座教授", "编审", "副编审", "校董", "总督学", "教务长", "副教务长",
    "带头人", "牵头人", "辅导员", "研究馆员", "馆员",
    "教师", "理事", "常委", "店主", "老板", "种植户", "养殖户", "掌柜",
    "校友", "公参", "武官", "代办", "副总", "总师", "导师", "博导", "艺术家", "书法家",
    "音乐家", "教育家", "评论家", "收藏家", "活动家", "外交家", "慈善家", "银行家",
    "投资家", "舞蹈家", "歌唱家", "发明家", "思想家", "实业家", "翻译家", "获得者", "得主",
    "掌门人", "继承人", "检察官", "仲裁员", "评审员", "召集者", "创立者", "创始者", "执委",
    "司令员", "政委", "旅长", "领队", "药师", "技师", "代言人", "出品人", "制片人",
    "撰稿人", "投资人", "总指挥", "副总指挥", "博士后", "博士生", "硕士生", "本科生", "高工",
    "成员", "支书", "架构师", "咨询师", "培训师", "布道师", "督导", "编辑", "审判长", "公证员",
    "秘书官", "干部", "行政长官", "勋贤", "太平绅士", "少将", "中将", "上将", "大校",
    "副总理", "副总统", "副首相", "副总领事", "副总编辑", "副总编", "副总工程师", "副总设计师",
    "总统计师", "总会计师", "总经济师", "总规划师", "总设计师", "总审计师", "总农艺师",
    "副总会计师", "副总工", "副总督", "主委", "副主委", "指导员", "组织员", "联络人",
    "CEO", "CTO", "CFO", "COO", "CMO", "CIO",
    "CSO", "CPO",
]  # fmt: skip

TITLE_WORDS_EN: Final = frozenset(
    [
        "lady",
        "minister", "vice", "deputy", "director", "general", "secretary", "president", "chair",
        "chairman", "chairwoman", "chairperson", "ceo", "cfo", "coo", "cto", "chief", "officer",
        "executive", "manager", "managing", "representative", "ambassador", "counsellor",
        "counselor", "consul", "commissioner", "governor", "mayor", "mayoress", "professor",
        "researcher",
        "fellow", "adviser", "advisor", "expert", "economist", "engineer", "scientist", "head",
        "lead", "leader", "coordinator", "specialist", "consultant", "dean", "rector",
        "principal", "founder", "co-founder", "partner", "analyst", "editor", "journalist",
        "anchor", "host", "presenter", "moderator", "correspondent", "member", "senator", "envoy",
        "attaché", "delegate", "chief-of-staff", "assistant", "associate", "senior",
        "undersecretary", "under-secretary", "under-secretary-general", "director-general",
        "secretary-general", "attorney-general", "solicitor-general", "governor-general",
        "consul-general", "auditor-general", "administrator", "registrar", "superintendent",
        "lecturer",
        "student", "owner", "spokesperson", "judge", "lawyer", "attorney", "broadcaster",
        "treasurer", "chancellor", "provost", "trustee", "architect", "curator", "publisher",
        "producer", "spokesman", "spokeswoman", "barrister", "solicitor", "arbitrator",
        "mediator", "counsel", "justice", "magistrate", "prosecutor", "ombudsman", "premier",
        "councillor", "councilor", "legislator", "congressman", "congresswoman", "negotiator",
        "diplomat", "vice-president", "vice-chair", "vice-chairman", "vice-chairperson",
        "vice-chancellor", "vice-minister", "vice-rector", "vice-dean", "co-chair", "co-chairs",
        "cofounder", "co-director", "co-president", "convener", "convenor", "rapporteur",
        "strategist", "technologist", "evangelist", "entrepreneur", "investor", "banker",
        "auditor", "accountant", "author", "writer", "columnist", "historian", "scholar",
        "sociologist", "anthropologist", "psychologist", "physicist", "chemist", "biologist",
        "ecologist", "geologist", "hydrologist", "meteorologist", "oceanographer", "agronomist",
        "epidemiologist", "statistician", "mathematician", "physician", "surgeon", "pharmacist",
        "veterinarian", "librarian", "archivist", "designer", "developer", "programmer",
        "activist", "advocate", "campaigner", "trainer", "instructor", "teacher", "laureate",
        "inspector", "admiral", "colonel", "commander", "svp", "evp", "vp", "cmo", "cio", "cso",
        "regent", "poet", "novelist", "musician", "composer", "filmmaker", "photographer",
        "playwright", "philosopher", "linguist", "geographer", "astronomer", "zoologist",
        "botanist", "neuroscientist", "microbiologist", "virologist", "archaeologist",
        "paleontologist", "criminologist", "climatologist", "psychiatrist", "nurse", "doctor",
        "bishop", "rabbi", "coach", "supervisor", "assemblyman", "assemblywoman", "sheriff",
        "cpo", "editor-at-large", "editor-in-chief", "first-secretary",
        "undersecretary-general", "comptroller", "controller", "c.e.o", "alumnus", "alumna",
        "freshman", "sophomore",
    ]
)  # fmt: skip

HONORIFICS_EN: Final = (
    r"(?:(?-i:H\.\s?[EH]\.?|HE|HH|H\sE(?=\s\w+\s\w))|His\s+Excellency|Her\s+Excellency|The\s+Hon(?:ou?rable|\.)|Honou?rable|"
    r"Rt\.\s+Hon|Hon|Mrs|Mr|Ms|Miss|Mx|Mdm|Messrs|Dr(?:\.?\s+Hab(?=\.))?|Professor|(?:A/\s?|(?:Assoc(?:iate|\.)?|Asst\.?|Assistant|Adjunct|Emeritus)\s+)?Prof(?:essor)?|Engr|Eng(?=\.)|Sir|Dame|Madam|Mme|Cllr|Councillor|Ambassador|Amb)(?!\w)\.?"
)
# Before a surname, or alone, in the labels of transcripts: SECRETARY BERG, THE PRESIDENT.
OFFICES_EN: Final = (
    r"(?:(?:Deputy|Vice|Prime|First|Chief|Acting|Attorney|Under|Assistant)[ -])*"
    r"(?:President|Minister|Premier|Chancellor|Governor|Mayor|Senator|Commissioner|Secretary|"
    r"Congressman|Congresswoman|Representative|Administrator|General|Admiral|Justice|Judge|Chairman|"
    r"Chairwoman|Chair|Director|King|Queen|Prince|Princess)"
)
# How somebody is addressed, whatever post is held.
ADDRESSES_ZH: Final = "先生|女士|阁下|博士|同志|小姐|老师"
HONORIFICS_ZH: Final = f"{ADDRESSES_ZH}|教授"
# Heads of state and of government are quoted in speeches; alone, they do not make a speaker.
QUOTED_HEADS_ZH: Final = (
    "国家主席|主席|总统|总理|首相|总书记|国王|女王|联合国秘书长|国家领导人|古人"
)

# Words that end titles, and are verbs or name many people where they stand behind a name.
NO_RANK_ZH: Final = (
    "代表|专家|学者|记者|主持人|发言人|志愿者|工作人员|会员|学生|企业家|观众|同志们|助理(?!教授|研究员)|"
    "校友|获得者|得主|艺术家|投资人|领队|干部|教师|成员"
)
