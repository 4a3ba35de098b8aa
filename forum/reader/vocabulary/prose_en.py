"""Words of English news and reports: what stands around a person, and what people do."""

from typing import Final

from forum.reader.vocabulary.roles import EVENT_NOUNS_EN, GUEST_ROLES, GUEST_WORDS

# Before a name, beside Mr and Dr; with a name behind it each is a form of address.
ADDRESSES: Final = (
    r"(?:(?:Associate|Assistant|Adjunct|Emeritus)\s+Prof(?:essor|\.)?|A/P|Justice|Judge|"
    r"Chief\s+Justice|"
    r"Senator|Lord|Lady|Sheikh|(?:Datuk|Dato[’']?)(?:\s+Se?ri)?|Datin(?:\s+Sri)?|Tan\s+Sri|(?<!Dr\s)(?<!Dr\.\s)(?<!U\s)(?<!Tun\s)Tun(?!\s+Tun\b)(?=\s+\S+\s+(?:[A-Z]|bin))|Shri|Smt\.?|Padma\s?[Ss]hr(?:i|ee)|"
    r"Rev\.?|Fr\.?|Lt\.?|Gen\.?|Col\.?|Capt\.?|Captain|Colonel|Admiral|Brigadier|Lieutenant)"
)
# Behind a name: offices, ranks at the bar, honours and degrees for short.
LETTERS_BEHIND: Final = (
    r"SC|QC|KC|[SQK]\.C\.(?=[\s,;:)]|$)|BL|MP|TD|ML[AC]|MEP|MSP|JP|[CDMO]BE|AO|AM|FRS|Ph\.?\s?D\.?|DPhil|MBA|MPH|J\.?D\.?|"
    r"LLM|Esq\.?"
)
POST_NOMINALS: Final = rf"{LETTERS_BEHIND}|MD|Jr\.?|Sr\.?|III|II"
# Words that join the words of a title or of an institution's name.
_CONNECTORS: Final = "of for the and to on in at & de la du des von with a an et und del against"
CONNECTORS: Final = frozenset(_CONNECTORS.split())
# Capitalized at the beginning of a sentence, or names of days: no part of a name or a title.
_FIRST_WORDS: Final = (
    "The A An In At On During After Before As For From With By It He She They This That "
    "These His Her Their Speaking Participants Panel Session Panelist Facilitator "
    "Annex January February March April May June July August September October November "
    "December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Others Both All Over "
    "More Some Following Under While When Earlier Later Also Meanwhile "
)
_GUESTS: Final = [words.partition(" / ")[2] for words in GUEST_ROLES.values()]
FIRST_WORDS: Final = frozenset(
    [*_FIRST_WORDS.split(), *_GUESTS, *(f"{guest}s" for guest in _GUESTS)]
)
# We have Ann Berg, a warden; on my left is Ann Berg: how a chair introduces somebody
INTRODUCES: Final = (
    r"we(?:['’]ve)?\s+(?:also\s+)?(?:have|got)|joined\s+(?:today\s+)?by|"
    r"(?:joining|with)\s+(?:us|me)(?:\s+\w+)?\s+(?:is|are)|"
    r"(?:on|to)\s+(?:my|the|his|her)\s+(?:left|right)|(?:next|first)(?:\s+to\s+\w+)?\s+is|"
    r"please\s+welcome|introduc(?:e|ing)|this\s+is|"
    r"our\s+(?:\w+\s+){0,2}(?:guests?|speakers?|panell?ists?)"
)
# What goes on behind a name, and is no title: Ann, I have a question
NO_TITLE_FIRST: Final = (
    r"(?:I|you|we|he|she|it|they|thanks?|please|who|what|how|why|do|does|did|can|could|will|would|"
    r"are|is|was|were|go|so|and|but|or|if|as|let|my|your|to|for|on|in|over|there|here|yes|no|"
    r"few|couple|bit|lot|little|question)\b"
)
# A verb ends a title that no comma closes.
VERBS: Final = (
    r"both(?=\s+[a-z]+ed\b)|also|then|who|whose|which|has|have|had|was|were|is|are|will|would|delivered|delivers|gave|"
    r"gives|made|"
    r"makes|opened|opens|closed|closes|moderated|moderates|chaired|chairs|facilitated|led|leads|"
    r"launched|"
    r"launches|signed|signs|witnessed|attended|attends|joined|joins|took|takes|spoke|speaks|echoed|"
    r"presided|addressed|addresses|graced|officiated|unveiled|kicked|offered|praised|questioned|"
    r"asked|"
    r"answered|replied|responded|agreed|disagreed|cautioned|expressed|elaborated|touched|"
    r"focused|focussed|"
    r"began|begins|concluded|served|serves|participated|contributed|demonstrated|traced|"
    r"examined|explored|"
    r"compared|walked|set|drew|showed|shows|cited|quoted|encouraged|commended|congratulated|hailed|"
    r"reminded|appealed|insisted|pledged|promised|urged|pointed|stressed|welcomed|thanked|invited|"
    r"inaugurated|inaugurates|brought|told|put|found|thought|felt|came|went|kept"
)
# Verbs of saying that the records' vocabulary has not: spoke about, echoed.
TELLING: Final = (
    r"spoke|speaks|echoed|touched\s+(?:up)?on|focus+ed\s+on|elaborated|traced|examined|explored|"
    r"compared|"
    r"demonstrated|cautioned|insisted|pledged|encouraged|commended|hailed|reminded|cited|replied|"
    r"responded|agreed|asked|answered|questioned|drew|set\s+out|walked|offered|praised|began|"
    r"showcased|showcases|delved\s+into|dwelt\s+(?:up)?on|elucidated|opined|asserted|contended|lamented|"
    r"lauded|applauded|articulated|unpacked|shed\s+light\s+on|threw\s+light\s+on|spotlighted|"
    r"revealed|reveals|disclosed|expounded(?:\s+on)?|clarified|clarifies|predicted|predicts|posited|quipped|detailed|envisioned|"
    r"admitted|admits|assured|claimed|claims|voiced|wondered|mused|joked|testified|attested|"
    r"called|gave\s+an|disagreed|objected|countered|showed|shows|found|finds|recounted|illustrated|challenged"
)

# Between a deed and those of a crowd who did it: joined by other speakers such as Anna Berg
OF_CROWD: Final = r"(?:[a-z][\w-]*\s+){1,5}?(?:like|such\s+as|including|namely)\s+"

EVENT_NOUNS: Final = EVENT_NOUNS_EN

# Role -> what people did, with those people before it.
ACTIVE: Final = {role: words.prose_en for role, words in GUEST_WORDS.items()}
# Role -> what was done, with the people behind it.
PASSIVE: Final = {role: words.prose_by for role, words in GUEST_WORDS.items()}

# In brackets behind a name, and neither title nor house: where in a picture, of what part.
ASIDES: Final = (
    r"pictured(?:\s.+)?|photo(?:graph)?|(?:(?:far|second|third|fourth)\s+(?:from\s+)?)?(?:left|right)|"
    r"cent(?:re|er)|middle|keynote|host|guest|(?:panel|session|day)\s*\w{0,5}|"
    r"(?:first|second|third)\s+(?:prize|place)"
)

EDITIONS: Final = (
    r"inaugural|annual|biennial|first-ever|first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"ninth|"
    r"tenth|one-day|two-day|three-day|virtual|online|international|high-level"
)
TOOK_PLACE: Final = (
    r"(?:was|were|is|being)\s+(?:successfully\s+|jointly\s+|recently\s+)?(?:held|convened|"
    r"opened|organi[sz]ed|"
    r"hosted|inaugurated|launched|started|conducted)|took\s+place|takes\s+place|opened|concluded|closed|convened|"
    r"kicked\s+off|"
    r"will\s+(?:also\s+)?(?:be\s+(?:held|convened|opened|organi[sz]ed|hosted)|take\s+place|open|convene|conclude)|"
    r"(?:has|have)\s+(?:concluded|opened)|(?:,\s*)?held|conducted\s+on|wrapped\s+up"
)
# Verbs of whoever held an event, and of the event.
HELD: Final = r"held|hosted|(?:co-)?organi[sz]ed|took\s+place|convened|opened|concluded|gathered"
# Verbs of whoever holds an event, of what is still to come: will jointly convene.
WILL_HOLD: Final = r"(?:hold|host|co-?host|convene|organi[sz]e|co-?organi[sz]e)"
# What else has a name of its own: a course entitled “…”.
OCCASIONS: Final = (
    r"course|training|webinar|briefing|event|programme|program|session|series|lecture"
)

# Words for a position that other words follow as often as a name: general meeting, member state.
_ATTRIBUTES: Final = (
    "general vice deputy chief executive managing senior associate assistant lead head host member "
    "justice counsel fellow lady anchor student partner expert first-secretary"
)
ATTRIBUTES: Final = frozenset(_ATTRIBUTES.split())
# Before a position, and no part of a title: by history professor, was author.
_NO_MODIFIERS: Final = (
    "a an the by with from to in on at for as or but that which who whom whose is was are were be "
    "been has have had will would can could may might said says told tells feature features "
    "featured featuring include includes included including welcomed welcome introduced invited "
    "thanked joined named called quoted like when where while after before then also both his her "
    "its their our my this these those other alongside between among than because if since until"
)
NO_MODIFIERS: Final = frozenset(_NO_MODIFIERS.split())
