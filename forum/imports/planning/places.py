"""Printed countries and cities -> ISO 3166 code and IANA time zone, where they are certain."""

from functools import lru_cache
from typing import Final

from django.utils import translation
from django_countries import countries

from forum.core.content import language_codes
from forum.core.further_country_names import FURTHER_COUNTRY_NAMES
from forum.core.names import fold
from forum.reader.event_record import Text
from forum.reader.vocabulary.places import COUNTRY_IN_ENGLISH
from sessions_app.models.events import known_zones

# Countries that keep one time in all their parts. Source: IANA zone.tab, 2025.
_ONE_ZONE: Final = (
    "CN=Asia/Shanghai HK=Asia/Hong_Kong MO=Asia/Macau TW=Asia/Taipei JP=Asia/Tokyo KR=Asia/Seoul "
    "KP=Asia/Pyongyang VN=Asia/Ho_Chi_Minh LA=Asia/Vientiane KH=Asia/Phnom_Penh TH=Asia/Bangkok "
    "MM=Asia/Yangon SG=Asia/Singapore BN=Asia/Brunei PH=Asia/Manila TL=Asia/Dili BD=Asia/Dhaka "
    "NP=Asia/Kathmandu BT=Asia/Thimphu LK=Asia/Colombo IN=Asia/Kolkata MV=Indian/Maldives "
    "PK=Asia/Karachi AF=Asia/Kabul KG=Asia/Bishkek TJ=Asia/Dushanbe TM=Asia/Ashgabat "
    "IR=Asia/Tehran IQ=Asia/Baghdad SA=Asia/Riyadh AE=Asia/Dubai OM=Asia/Muscat QA=Asia/Qatar "
    "BH=Asia/Bahrain KW=Asia/Kuwait YE=Asia/Aden JO=Asia/Amman LB=Asia/Beirut SY=Asia/Damascus "
    "IL=Asia/Jerusalem TR=Europe/Istanbul GE=Asia/Tbilisi AM=Asia/Yerevan AZ=Asia/Baku "
    "EG=Africa/Cairo LY=Africa/Tripoli TN=Africa/Tunis DZ=Africa/Algiers MA=Africa/Casablanca "
    "SD=Africa/Khartoum SS=Africa/Juba ET=Africa/Addis_Ababa ER=Africa/Asmara DJ=Africa/Djibouti "
    "SO=Africa/Mogadishu KE=Africa/Nairobi UG=Africa/Kampala RW=Africa/Kigali BI=Africa/Bujumbura "
    "TZ=Africa/Dar_es_Salaam MW=Africa/Blantyre ZM=Africa/Lusaka ZW=Africa/Harare "
    "MZ=Africa/Maputo BW=Africa/Gaborone NA=Africa/Windhoek ZA=Africa/Johannesburg "
    "LS=Africa/Maseru SZ=Africa/Mbabane AO=Africa/Luanda CG=Africa/Brazzaville "
    "GA=Africa/Libreville "
    "GQ=Africa/Malabo CM=Africa/Douala CF=Africa/Bangui TD=Africa/Ndjamena NE=Africa/Niamey "
    "NG=Africa/Lagos BJ=Africa/Porto-Novo TG=Africa/Lome GH=Africa/Accra CI=Africa/Abidjan "
    "BF=Africa/Ouagadougou ML=Africa/Bamako MR=Africa/Nouakchott SN=Africa/Dakar GM=Africa/Banjul "
    "GW=Africa/Bissau GN=Africa/Conakry SL=Africa/Freetown LR=Africa/Monrovia "
    "CV=Atlantic/Cape_Verde ST=Africa/Sao_Tome MG=Indian/Antananarivo MU=Indian/Mauritius "
    "SC=Indian/Mahe KM=Indian/Comoro GB=Europe/London IE=Europe/Dublin FR=Europe/Paris "
    "BE=Europe/Brussels NL=Europe/Amsterdam LU=Europe/Luxembourg DE=Europe/Berlin CH=Europe/Zurich "
    "AT=Europe/Vienna IT=Europe/Rome VA=Europe/Vatican SM=Europe/San_Marino MC=Europe/Monaco "
    "AD=Europe/Andorra MT=Europe/Malta GR=Europe/Athens CY=Asia/Nicosia DK=Europe/Copenhagen "
    "NO=Europe/Oslo SE=Europe/Stockholm FI=Europe/Helsinki IS=Atlantic/Reykjavik EE=Europe/Tallinn "
    "LV=Europe/Riga LT=Europe/Vilnius PL=Europe/Warsaw CZ=Europe/Prague SK=Europe/Bratislava "
    "HU=Europe/Budapest SI=Europe/Ljubljana HR=Europe/Zagreb BA=Europe/Sarajevo RS=Europe/Belgrade "
    "ME=Europe/Podgorica MK=Europe/Skopje AL=Europe/Tirane BG=Europe/Sofia RO=Europe/Bucharest "
    "MD=Europe/Chisinau BY=Europe/Minsk LI=Europe/Vaduz AR=America/Argentina/Buenos_Aires "
    "UY=America/Montevideo PY=America/Asuncion BO=America/La_Paz PE=America/Lima "
    "CO=America/Bogota VE=America/Caracas GY=America/Guyana SR=America/Paramaribo "
    "PA=America/Panama CR=America/Costa_Rica NI=America/Managua HN=America/Tegucigalpa "
    "SV=America/El_Salvador GT=America/Guatemala BZ=America/Belize CU=America/Havana "
    "JM=America/Jamaica HT=America/Port-au-Prince DO=America/Santo_Domingo BS=America/Nassau "
    "BB=America/Barbados TT=America/Port_of_Spain FJ=Pacific/Fiji WS=Pacific/Apia "
    "TO=Pacific/Tongatapu VU=Pacific/Efate SB=Pacific/Guadalcanal TV=Pacific/Funafuti "
    "UZ=Asia/Tashkent"
)
# Cities where forums meet in countries of several times.
_CITY_ZONE: Final = (
    "纽约,New York=America/New_York; 华盛顿,Washington,Washington D.C.=America/New_York; "
    "芝加哥,Chicago=America/Chicago; 旧金山,San Francisco=America/Los_Angeles; "
    "洛杉矶,Los Angeles=America/Los_Angeles; 渥太华,Ottawa=America/Toronto; "
    "多伦多,Toronto=America/Toronto; 蒙特利尔,Montreal,Montréal=America/Toronto; "
    "温哥华,Vancouver=America/Vancouver; 墨西哥城,Mexico City=America/Mexico_City; "
    "巴西利亚,Brasilia,Brasília=America/Sao_Paulo; 圣保罗,São Paulo=America/Sao_Paulo; "
    "里约热内卢,Rio de Janeiro=America/Sao_Paulo; 圣地亚哥,Santiago=America/Santiago; "
    "基多,Quito=America/Guayaquil; 莫斯科,Moscow=Europe/Moscow; "
    "圣彼得堡,St. Petersburg,Saint Petersburg=Europe/Moscow; 基辅,Kyiv=Europe/Kyiv; "
    "马德里,Madrid=Europe/Madrid; 巴塞罗那,Barcelona=Europe/Madrid; 里斯本,Lisbon=Europe/Lisbon; "
    "阿斯塔纳,Astana=Asia/Almaty; 阿拉木图,Almaty=Asia/Almaty; "
    "乌兰巴托,Ulaanbaatar=Asia/Ulaanbaatar; "
    "雅加达,Jakarta=Asia/Jakarta; 万隆,Bandung=Asia/Jakarta; 巴厘岛,Bali=Asia/Makassar; "
    "吉隆坡,Kuala Lumpur=Asia/Kuala_Lumpur; 堪培拉,Canberra=Australia/Sydney; "
    "悉尼,Sydney=Australia/Sydney; 墨尔本,Melbourne=Australia/Melbourne; "
    "惠灵顿,Wellington=Pacific/Auckland; 奥克兰,Auckland=Pacific/Auckland; "
    "金沙萨,Kinshasa=Africa/Kinshasa; 莫尔斯比港,Port Moresby=Pacific/Port_Moresby"
)


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """Return every name that a country or an area is known by, folded."""
    return frozenset(_codes())


def country_code(country: Text) -> str:
    """Return the ISO 3166 code of a printed country, "" where it is unknown or disputed."""
    codes = {_codes().get(fold(name), "") for name in country.values() if name} - {""}
    return codes.pop() if len(codes) == 1 else ""


def time_zone(code: str, city: Text) -> str:
    """Return the IANA name of the zone of a country and city, "" where it is not certain."""
    zones = {_city_zones().get(fold(name), "") for name in city.values() if name} - {""}
    zone = _country_zones().get(code) or (zones.pop() if len(zones) == 1 else "")
    # The machine's own table of zones may be older than ours.
    return zone if zone in known_zones() else ""


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Every known name of a country, folded -> its code."""
    codes: dict[str, str] = {}
    for language in language_codes():
        with translation.override(language):
            codes |= {fold(str(name)): code for code, name in countries if code}
    for code, names in FURTHER_COUNTRY_NAMES.items():
        codes |= {fold(name): code for name in names}
    for chinese, english in COUNTRY_IN_ENGLISH.items():
        if fold(english) in codes:
            codes.setdefault(fold(chinese), codes[fold(english)])
    return codes


@lru_cache(maxsize=1)
def _country_zones() -> dict[str, str]:
    return dict(_table(_ONE_ZONE, " "))


@lru_cache(maxsize=1)
def _city_zones() -> dict[str, str]:
    return {
        fold(name): zone for names, zone in _table(_CITY_ZONE, "; ") for name in names.split(",")
    }


def _table(text: str, separator: str) -> list[tuple[str, str]]:
    """Read key=value pairs."""
    pairs = (entry.partition("=") for entry in text.split(separator))
    return [(key, value) for key, _sign, value in pairs]
