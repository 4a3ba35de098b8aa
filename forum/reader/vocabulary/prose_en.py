"""Words of English news and reports: what stands around a person, and what people do."""

from typing import Final

# Before a name, beside Mr and Dr; with a name behind it each is a form of address.
ADDRESSES: Final = (
    r"(?:(?:Associate|Assistant|Adjunct|Emeritus)\s+Prof(?:essor|\.)?|A/P|Justice|Judge|"
    r"Chief\s+Justice|"
    r"Senator|Lord|Lady|Sheikh|Datuk|Dato’?|Tan\s+Sri|Tun|Rev\.?|Fr\.?|Lt\.?|Gen\.?|Col\.?|Capt\.?)"
)
POST_NOMINALS: Final = (
    r"SC|QC|KC|PhD|Ph\.D\.?|MP|JP|CBE|OBE|MBE|AO|AM|Jr\.?|Sr\.?|III|II|Esq\.?|MD|FRS"
)
# Words that join the words of a title or of an institution's name.
_CONNECTORS: Final = "of for the and to on in at & de la du des von with a an et und del against"
CONNECTORS: Final = frozenset(_CONNECTORS.split())
# Capitalized at the beginning of a sentence, or names of days: no part of a name or a title.
_FIRST_WORDS: Final = (
    "The A An In At On During After Before As For From With By It He She They This That "
    "These His Her Their Speaking Participants Panel Session Panellists Panellist Panelist "
    "Speakers Speaker Moderator Facilitator Discussant "
    "Annex January February March April May June July August September October November "
    "December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Others Both All Over "
    "More Some Following Under While When Earlier Later Also Meanwhile "
)
FIRST_WORDS: Final = frozenset(_FIRST_WORDS.split())
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
    r"called|gave\s+an|disagreed|objected|countered|showed|shows|found|finds|recounted|illustrated|challenged"
)

EVENT_NOUNS: Final = (
    r"Forum|Conference|Summit|Congress|Workshop|Symposium|Dialogue|Week|Meeting|Seminar|"
    r"Round\s?-?[Tt]able|"
    r"Convention|Expo|Exposition|Assembly|Colloquium|Festival|Lecture|Retreat|Hackathon"
)
# Behind a verb that says of other things as well that somebody was there: joined the company.
_AT_EVENT: Final = (
    r"(?=\s+(?:(?!(?:to|before|after|in|at|for|of|by|where|when)\b)[\w’'-]+\s+){0,6}?"
    rf"(?i:{EVENT_NOUNS}|ceremony|session|reception|opening|closing|launch|event|occasion|"
    r"program(?:me)?|gathering|celebration|panel|discussion|talk|dinner|gala)|\s*(?:[.,;]|$)|"
    r"\s+(?:in\s+person|online|virtually|remotely|by|via|from)\b)"
)

# Role -> what people did, with those people before it.
ACTIVE: Final[dict[str, str]] = {
    "moderator": r"(?:co-)?(?:moderat(?:ed|es)|chair(?:ed|s)|facilitat(?:ed|es))|"
    r"will\s+(?:co-)?(?:moderate|chair|facilitate|preside\s+over)|"
    r"presid(?:ed|es)\s+over|"
    r"(?:will\s+)?(?:serv(?:ed?|es)|act(?:ed|s)?)\s+as\s+(?:the\s+|an?\s+)?(?:moderator|chair|facilitator)|(?:was|"
    r"were|is|will\s+be)\s+the\s+(?:moderator|chair)",
    "speaker": r"(?:was|were|is|are|will\s+be)\s+"
    r"(?:(?:the|an?|among\s+the|one\s+of\s+the)\s+)?"
    r"(?:(?:invited|featured|distinguished|main|guest|special|principal)\s+)*"
    r"(?:keynote|plenary|opening|closing|featured|guest|invited)\s+speakers?\b|(?:deliver(?:ed|s)|gave|gives|made|makes|present(?:ed|s)|offered|"
    r"will\s+(?:also\s+)?(?:deliver|give|make|present|offer))\s+"
    r"(?:[a-z’-]+\s+){0,3}?"
    r"(?:(?:opening|welcome|welcoming|closing|concluding|keynote|introductory|special|"
    r"congratulatory)\s+)?"
    r"(?:remarks|address(?:es)?|speech(?:es)?|keynotes?|statements?|presentations?|lectures?|"
    r"talks?|"
    r"message)|(?:opened|closed|concluded|inaugurat(?:ed|es)|will\s+(?:open|close|conclude|inaugurate))\s+(?:the|an?|this)\s+(?:[\w-]+\s+){0,7}?"
    r"(?:forum|conference|session|meeting|event|day|workshop|seminar|summit|symposium|"
    r"consultation|dialogue|round\s?-?table|congress)|(?:address(?:ed|es)|will\s+address)\s+the\s+\w+|"
    r"(?:start(?:ed|s)\s+off|kick(?:ed|s)\s+off|began|begins|will\s+(?:start|begin|kick\s+off))\s+the\s+"
    r"(?:first|second|third|fourth|fifth|next|final|last|morning|afternoon)\s+session",
    "signatory": r"(?:jointly\s+)?signed",
    "witness": r"witnessed",
    "launcher": r"(?:officially\s+|jointly\s+)?(?:launch(?:ed|es)|unveil(?:ed|s))",
    "panellist": r"(?:helm(?:ed|s)|anchor(?:ed|s)|will\s+(?:helm|anchor))\s+an?\s+(?:\w+\s+)?"
    r"(?:dialogue|discussion|conversation|panel)|"
    r"(?:joined|took\s+part\s+in|participated\s+in|sat\s+on|will\s+(?:join|take\s+part\s+in|participate\s+in|sit\s+on))\s+(?:the|a)\s+"
    r"(?:\w+\s+){0,3}?"
    r"(?:panel|discussion|round\s*-?table|dialogue|debate)",
    "discussant": r"(?:served\s+as|was|were)\s+(?:the\s+)?discussants?|"
    r"commented\s+on\s+the\s+(?:paper|presentation)s?",
    "attendee": r"(?:attended|joined|will\s+(?:also\s+)?"
    r"(?:attend|join|participate\s+in|be\s+(?:attending|participating\s+in)))"
    rf"{_AT_EVENT}|(?:were|was)\s+(?:also\s+)?present|graced|"
    r"officiated",
}
# Between what was done and by whom: launched during the Conference by.
_AMID: Final = r"(?:\s+(?:at|during|in|on)\s[^,.;]{2,60}?)?"
# Role -> what was done, with the people behind it.
PASSIVE: Final[dict[str, str]] = {
    "moderator": rf"(?:co-)?(?:moderated|chaired|facilitated|presided\s+over|hosted){_AMID}\s+by|"
    r"(?:moderators?|chairs?(?:person)?|facilitators?)\s*:",
    "signatory": rf"signed{_AMID}\s+by|signatories\s*:",
    "witness": r"witnessed\s+by|in\s+the\s+presence\s+of",
    "attendee": r"(?:attended|graced|joined)\s+by|guest\s+of\s+honou?r|"
    r"[Aa]lso\s+(?:present|in\s+attendance|attending)\s+(?:were|was)|"
    r"[Aa]mong\s+those\s+(?:present|attending)\s+were|[Aa]ttendees\s+included",
    "launcher": rf"(?:launched|unveiled){_AMID}\s+by",
    "panellist": r"panell?(?:ists?)?\s+(?:members?\s+)?"
    r"(?:included|includes|were|comprised|consisted\s+of|"
    r"featured|featuring|comprising|including|made\s+up\s+of)|panell?ists?\s*:|"
    r"brought\s+together|,\s+(?:comprised|included|featured|was\s+made\s+up\s+of)(?=\s+(?:[A-Z]|the\s[A-Z]))|"
    r"(?:panel|discussion|dialogue|conversation)\b[^.;]{0,120}?,\s+joined\s+by|(?:panel|discussion)(?:\s+discussion)?(?:\s+\w+)?\s+(?:(?:will\s+)?features?|featured|featuring|comprising|comprised|with|of)|"
    r"(?:helm(?:ed|s)?|joined|had|held|hold)\s+an?\s+(?:\w+\s+)?(?:dialogue|discussion|conversation)\b[^.;:“”]{0,140}?,?\s+with|"
    r"panell?ists?\s+will\s+(?:include|be|comprise)|"
    r"[Pp]anel\s+\d+\s+comprised:?|discussion\s+(?:featuring|among|between)",
    "speaker": r"(?:opened|closed|addressed|delivered|given|made|presented|introduced|"
    r"inaugurated|officiated)"
    rf"{_AMID}\s+by|"
    r"opened\s+with\s+(?:[a-z]+\s+){0,3}?(?:introductions?|remarks|words|statements?),?\s+(?:(?:led|delivered|given|made)\s+)?by|"
    rf"(?:keynote\s+)?speakers?\s+will\s+(?:include|be)|(?:{EVENT_NOUNS.lower()}|event)\s+(?:(?:will\s+)?features?|featured)|"
    r"(?:opening|welcome|welcoming|closing|concluding|keynote|introductory)\s+(?:remarks|"
    r"address(?:es)?|"
    r"speech(?:es)?|statements?)\s+(?:by|from|were\s+(?:delivered|made|given)\s+by)|"
    r"[Aa]lso\s+speaking\s+(?:were|was)|(?:keynote\s+)?speakers?\s+(?:included|includes|were|including)|speakers?\s*:|"
    r"(?:remarks|presentations?|speeches|talks|statements)\s+(?:by|from)",
    "discussant": r"discussants?\s*:|discussants?\s+(?:were|included)",
}  # fmt: skip

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
