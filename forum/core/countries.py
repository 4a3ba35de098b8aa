"""Countries and areas as the United Nations name them (Terminology Database; M49 list).

Organizers cannot publish some of the library's own names, so these stand in front of them.
"""

from django.utils.translation import gettext_lazy as _

OVERRIDES = {
    "BO": _("Bolivia (Plurinational State of)"),
    "BN": _("Brunei Darussalam"),
    "CD": _("Democratic Republic of the Congo"),
    "CG": _("Congo"),
    "CI": _("Côte d’Ivoire"),
    "CV": _("Cabo Verde"),
    "CZ": _("Czechia"),
    "FK": _("Falkland Islands (Malvinas)"),
    "FM": _("Micronesia (Federated States of)"),
    "GB": _("United Kingdom of Great Britain and Northern Ireland"),
    "HK": _("Hong Kong, China"),
    "IR": _("Iran (Islamic Republic of)"),
    "KP": _("Democratic People’s Republic of Korea"),
    "KR": _("Republic of Korea"),
    "LA": _("Lao People’s Democratic Republic"),
    "MD": _("Republic of Moldova"),
    "MK": _("North Macedonia"),
    "MO": _("Macao, China"),
    "NL": _("Netherlands (Kingdom of the)"),
    "PS": _("State of Palestine"),
    "RU": _("Russian Federation"),
    "SY": _("Syrian Arab Republic"),
    "SZ": _("Eswatini"),
    "TL": _("Timor-Leste"),
    "TR": _("Türkiye"),
    "TW": _("Taiwan Province of China"),
    "TZ": _("United Republic of Tanzania"),
    "US": _("United States of America"),
    "VA": _("Holy See"),
    "VE": _("Venezuela (Bolivarian Republic of)"),
    "VN": _("Viet Nam"),
}
