"""Countries and areas as the United Nations name them (Terminology Database; M49 list).

Organizers cannot publish some of the library's own names, so these stand in front of them.
"""

from django.utils.translation import gettext_lazy as _

# Those that the library names otherwise in either language; several a line, for they are many.
OVERRIDES = {
    "AS": _("American Samoa"), "AW": _("Aruba"), "BA": _("Bosnia and Herzegovina"),
    "BL": _("Saint Barthélemy"), "BN": _("Brunei Darussalam"),
    "BO": _("Bolivia (Plurinational State of)"), "BQ": _("Bonaire, Sint Eustatius and Saba"),
    "BS": _("Bahamas"), "BW": _("Botswana"), "CC": _("Cocos (Keeling) Islands"),
    "CD": _("Democratic Republic of the Congo"), "CG": _("Congo"), "CI": _("Côte d’Ivoire"),
    "CV": _("Cabo Verde"), "CZ": _("Czechia"), "DM": _("Dominica"), "DO": _("Dominican Republic"),
    "FK": _("Falkland Islands (Malvinas)"), "FM": _("Micronesia (Federated States of)"),
    "FO": _("Faroe Islands"), "GB": _("United Kingdom of Great Britain and Northern Ireland"),
    "GF": _("French Guiana"), "GG": _("Guernsey"), "GP": _("Guadeloupe"),
    "GS": _("South Georgia and the South Sandwich Islands"), "HK": _("Hong Kong, China"),
    "IR": _("Iran (Islamic Republic of)"), "JE": _("Jersey"), "KG": _("Kyrgyzstan"),
    "KM": _("Comoros"), "KP": _("Democratic People’s Republic of Korea"),
    "KR": _("Republic of Korea"), "LA": _("Lao People’s Democratic Republic"),
    "LR": _("Liberia"), "MD": _("Republic of Moldova"), "MF": _("Saint Martin (French Part)"),
    "MK": _("North Macedonia"), "ML": _("Mali"), "MO": _("Macao, China"),
    "NL": _("Netherlands (Kingdom of the)"), "NP": _("Nepal"), "PN": _("Pitcairn"),
    "PS": _("State of Palestine"), "RE": _("Réunion"), "RU": _("Russian Federation"),
    "SJ": _("Svalbard and Jan Mayen Islands"), "SR": _("Suriname"),
    "SX": _("Sint Maarten (Dutch part)"), "SY": _("Syrian Arab Republic"), "SZ": _("Eswatini"),
    "TF": _("French Southern Territories"), "TJ": _("Tajikistan"), "TK": _("Tokelau"),
    "TL": _("Timor-Leste"), "TR": _("Türkiye"), "TT": _("Trinidad and Tobago"),
    "TW": _("Taiwan Province of China"), "TZ": _("United Republic of Tanzania"),
    "UM": _("United States Minor Outlying Islands"), "US": _("United States of America"),
    "VA": _("Holy See"), "VE": _("Venezuela (Bolivarian Republic of)"),
    "VG": _("British Virgin Islands"), "VI": _("United States Virgin Islands"),
    "VN": _("Viet Nam"), "WF": _("Wallis and Futuna Islands"), "WS": _("Samoa"),
}  # fmt: skip
