"""Countries or areas and large cities in both languages, as records print them beside a date."""

import re
from typing import Final

_COUNTRIES = (
    "阿富汗=Afghanistan 阿尔巴尼亚=Albania 阿尔及利亚=Algeria 安道尔=Andorra 安哥拉=Angola "
    "安提瓜和巴布达=Antigua_and_Barbuda 阿根廷=Argentina 亚美尼亚=Armenia 澳大利亚=Australia "
    "奥地利=Austria 阿塞拜疆=Azerbaijan 巴哈马=Bahamas 巴林=Bahrain 孟加拉国=Bangladesh "
    "孟加拉=Bangladesh 巴巴多斯=Barbados 白俄罗斯=Belarus 比利时=Belgium 伯利兹=Belize "
    "贝宁=Benin 不丹=Bhutan 玻利维亚=Bolivia 波斯尼亚和黑塞哥维那=Bosnia_and_Herzegovina "
    "波黑=Bosnia_and_Herzegovina 博茨瓦纳=Botswana 巴西=Brazil 文莱=Brunei_Darussalam "
    "保加利亚=Bulgaria 布基纳法索=Burkina_Faso 布隆迪=Burundi 佛得角=Cabo_Verde 柬埔寨=Cambodia "
    "喀麦隆=Cameroon 加拿大=Canada 中非=Central_African_Republic 乍得=Chad 智利=Chile "
    "中国=China 中华人民共和国=People's_Republic_of_China 哥伦比亚=Colombia 科摩罗=Comoros "
    "刚果（布）=Congo 刚果（金）=DR_Congo 刚果民主共和国=Democratic_Republic_of_the_Congo "
    "刚果=Congo 哥斯达黎加=Costa_Rica 科特迪瓦=Côte_d'Ivoire 克罗地亚=Croatia 古巴=Cuba "
    "塞浦路斯=Cyprus 捷克=Czechia 丹麦=Denmark 吉布提=Djibouti 多米尼克=Dominica "
    "多米尼加=Dominican_Republic 厄瓜多尔=Ecuador 埃及=Egypt 萨尔瓦多=El_Salvador "
    "赤道几内亚=Equatorial_Guinea 厄立特里亚=Eritrea 爱沙尼亚=Estonia 斯威士兰=Eswatini "
    "埃塞俄比亚=Ethiopia 斐济=Fiji 芬兰=Finland 法国=France 加蓬=Gabon 冈比亚=Gambia "
    "格鲁吉亚=Georgia 德国=Germany 加纳=Ghana 希腊=Greece 格林纳达=Grenada 危地马拉=Guatemala "
    "几内亚=Guinea 几内亚比绍=Guinea-Bissau 圭亚那=Guyana 海地=Haiti 洪都拉斯=Honduras "
    "匈牙利=Hungary 冰岛=Iceland 印度=India 印度尼西亚=Indonesia 印尼=Indonesia 伊朗=Iran "
    "伊拉克=Iraq 爱尔兰=Ireland 以色列=Israel 意大利=Italy 牙买加=Jamaica 日本=Japan "
    "约旦=Jordan 哈萨克斯坦=Kazakhstan 肯尼亚=Kenya 基里巴斯=Kiribati 科威特=Kuwait "
    "吉尔吉斯斯坦=Kyrgyzstan 老挝=Laos 老挝人民民主共和国=Lao_People's_Democratic_Republic "
    "拉脱维亚=Latvia 黎巴嫩=Lebanon 莱索托=Lesotho 利比里亚=Liberia 利比亚=Libya "
    "列支敦士登=Liechtenstein 立陶宛=Lithuania 卢森堡=Luxembourg 马达加斯加=Madagascar "
    "马拉维=Malawi 马来西亚=Malaysia 马尔代夫=Maldives 马里=Mali 马耳他=Malta "
    "马绍尔群岛=Marshall_Islands 毛里塔尼亚=Mauritania 毛里求斯=Mauritius 墨西哥=Mexico "
    "密克罗尼西亚=Micronesia 摩尔多瓦=Moldova 摩纳哥=Monaco 蒙古=Mongolia 蒙古国=Mongolia "
    "黑山=Montenegro 摩洛哥=Morocco 莫桑比克=Mozambique 缅甸=Myanmar 纳米比亚=Namibia "
    "瑙鲁=Nauru 尼泊尔=Nepal 荷兰=Netherlands 新西兰=New_Zealand 尼加拉瓜=Nicaragua "
    "尼日尔=Niger 尼日利亚=Nigeria 北马其顿=North_Macedonia 挪威=Norway 阿曼=Oman "
    "巴基斯坦=Pakistan 帕劳=Palau 巴勒斯坦=Palestine 巴拿马=Panama "
    "巴布亚新几内亚=Papua_New_Guinea 巴拉圭=Paraguay 秘鲁=Peru 菲律宾=Philippines 波兰=Poland "
    "葡萄牙=Portugal 卡塔尔=Qatar 韩国=Republic_of_Korea "
    "朝鲜=Democratic_People's_Republic_of_Korea 罗马尼亚=Romania 俄罗斯=Russian_Federation "
    "俄罗斯联邦=Russia 卢旺达=Rwanda 圣卢西亚=Saint_Lucia 萨摩亚=Samoa 圣马力诺=San_Marino "
    "圣多美和普林西比=Sao_Tome_and_Principe 沙特阿拉伯=Saudi_Arabia 沙特=Saudi_Arabia "
    "塞内加尔=Senegal 塞尔维亚=Serbia 塞舌尔=Seychelles 塞拉利昂=Sierra_Leone 新加坡=Singapore "
    "斯洛伐克=Slovakia 斯洛文尼亚=Slovenia 所罗门群岛=Solomon_Islands 索马里=Somalia "
    "南非=South_Africa 南苏丹=South_Sudan 西班牙=Spain 斯里兰卡=Sri_Lanka 苏丹=Sudan "
    "苏里南=Suriname 瑞典=Sweden 瑞士=Switzerland 叙利亚=Syrian_Arab_Republic "
    "塔吉克斯坦=Tajikistan 坦桑尼亚=Tanzania 坦桑尼亚联合共和国=United_Republic_of_Tanzania "
    "泰国=Thailand 东帝汶=Timor-Leste 多哥=Togo 汤加=Tonga 特立尼达和多巴哥=Trinidad_and_Tobago "
    "突尼斯=Tunisia 土耳其=Türkiye 土库曼斯坦=Turkmenistan 图瓦卢=Tuvalu 乌干达=Uganda "
    "乌克兰=Ukraine 阿拉伯联合酋长国=United_Arab_Emirates 阿联酋=UAE 英国=United_Kingdom "
    "美国=United_States_of_America 美利坚合众国=United_States 乌拉圭=Uruguay "
    "乌兹别克斯坦=Uzbekistan 瓦努阿图=Vanuatu 梵蒂冈=Holy_See 委内瑞拉=Venezuela 越南=Viet_Nam "
    "也门=Yemen 赞比亚=Zambia 津巴布韦=Zimbabwe"
)
_FURTHER_EN = (
    "Vietnam PRC P.R._China P.R.China PR_China P._R._China UK USA U.S.A. Turkey Ivory_Coast "
    "Cape_Verde Syria South_Korea Korea DPRK Brunei Lao_PDR Czech_Republic Swaziland "
    "The_Netherlands The_Philippines The_Gambia"
)
_CITIES = (
    "北京=Beijing 上海=Shanghai 天津=Tianjin 重庆=Chongqing 广州=Guangzhou 深圳=Shenzhen "
    "杭州=Hangzhou 南京=Nanjing 苏州=Suzhou 成都=Chengdu 武汉=Wuhan 西安=Xi'an 厦门=Xiamen "
    "青岛=Qingdao 大连=Dalian 宁波=Ningbo 长沙=Changsha 郑州=Zhengzhou 济南=Jinan 福州=Fuzhou "
    "昆明=Kunming 贵阳=Guiyang 南宁=Nanning 海口=Haikou 三亚=Sanya 博鳌=Boao 合肥=Hefei "
    "南昌=Nanchang 沈阳=Shenyang 长春=Changchun 哈尔滨=Harbin 石家庄=Shijiazhuang 太原=Taiyuan "
    "呼和浩特=Hohhot 兰州=Lanzhou 西宁=Xining 银川=Yinchuan 乌鲁木齐=Urumqi 拉萨=Lhasa "
    "珠海=Zhuhai 无锡=Wuxi 义乌=Yiwu 乌镇=Wuzhen 佛山=Foshan 东莞=Dongguan 温州=Wenzhou "
    "绍兴=Shaoxing 嘉兴=Jiaxing 湖州=Huzhou 常州=Changzhou 扬州=Yangzhou 徐州=Xuzhou "
    "烟台=Yantai 泉州=Quanzhou 桂林=Guilin 雄安=Xiong'an 香港=Hong_Kong 澳门=Macao "
    "日内瓦=Geneva 纽约=New_York 维也纳=Vienna 内罗毕=Nairobi 罗马=Rome 巴黎=Paris 伦敦=London "
    "柏林=Berlin 波恩=Bonn 布鲁塞尔=Brussels 海牙=The_Hague 曼谷=Bangkok 雅加达=Jakarta "
    "马尼拉=Manila 东京=Tokyo 首尔=Seoul 新德里=New_Delhi 迪拜=Dubai 阿布扎比=Abu_Dhabi "
    "多哈=Doha 利雅得=Riyadh 开罗=Cairo 亚的斯亚贝巴=Addis_Ababa 约翰内斯堡=Johannesburg "
    "开普敦=Cape_Town 比勒陀利亚=Pretoria 达喀尔=Dakar 阿克拉=Accra 阿布贾=Abuja 拉各斯=Lagos "
    "基加利=Kigali 达累斯萨拉姆=Dar_es_Salaam 坎帕拉=Kampala 哈拉雷=Harare 卢萨卡=Lusaka "
    "莫斯科=Moscow 圣彼得堡=St._Petersburg 伊斯坦布尔=Istanbul 安卡拉=Ankara 马德里=Madrid "
    "里斯本=Lisbon 米兰=Milan 苏黎世=Zurich 达沃斯=Davos 慕尼黑=Munich 法兰克福=Frankfurt "
    "汉堡=Hamburg 斯德哥尔摩=Stockholm 哥本哈根=Copenhagen 奥斯陆=Oslo 赫尔辛基=Helsinki "
    "华沙=Warsaw 布达佩斯=Budapest 布拉格=Prague 贝尔格莱德=Belgrade 巴西利亚=Brasilia "
    "里约热内卢=Rio_de_Janeiro 圣保罗=São_Paulo 布宜诺斯艾利斯=Buenos_Aires 圣地亚哥=Santiago "
    "利马=Lima 波哥大=Bogotá 墨西哥城=Mexico_City 华盛顿=Washington 河内=Hanoi 金边=Phnom_Penh "
    "万象=Vientiane 仰光=Yangon 吉隆坡=Kuala_Lumpur 科伦坡=Colombo 加德满都=Kathmandu "
    "达卡=Dhaka 伊斯兰堡=Islamabad 塔什干=Tashkent 阿斯塔纳=Astana 阿拉木图=Almaty "
    "比什凯克=Bishkek 巴库=Baku 第比利斯=Tbilisi 埃里温=Yerevan 悉尼=Sydney 墨尔本=Melbourne "
    "堪培拉=Canberra 惠灵顿=Wellington 奥克兰=Auckland 突尼斯市=Tunis 拉巴特=Rabat "
    "卡萨布兰卡=Casablanca 阿尔及尔=Algiers 温得和克=Windhoek 马普托=Maputo 罗安达=Luanda "
    "乌兰巴托=Ulaanbaatar 平壤=Pyongyang 大阪=Osaka 孟买=Mumbai 渥太华=Ottawa 蒙特利尔=Montreal "
    "多伦多=Toronto 温哥华=Vancouver 旧金山=San_Francisco 洛杉矶=Los_Angeles 芝加哥=Chicago "
    "哈瓦那=Havana 巴拿马城=Panama_City "
    "泰安=Tai'an 洛阳=Luoyang 开封=Kaifeng 宜昌=Yichang 襄阳=Xiangyang 荆州=Jingzhou "
    "岳阳=Yueyang 株洲=Zhuzhou 湘潭=Xiangtan 衡阳=Hengyang 常德=Changde 九江=Jiujiang "
    "赣州=Ganzhou 景德镇=Jingdezhen 芜湖=Wuhu 蚌埠=Bengbu 黄山=Huangshan 安庆=Anqing "
    "南通=Nantong 镇江=Zhenjiang 泰州=Taizhou 盐城=Yancheng 连云港=Lianyungang 淮安=Huai'an "
    "宿迁=Suqian 昆山=Kunshan 金华=Jinhua 台州=Taizhou 舟山=Zhoushan 丽水=Lishui 衢州=Quzhou "
    "漳州=Zhangzhou 莆田=Putian 龙岩=Longyan 三明=Sanming 汕头=Shantou 中山=Zhongshan "
    "惠州=Huizhou 江门=Jiangmen 湛江=Zhanjiang 茂名=Maoming 肇庆=Zhaoqing 韶关=Shaoguan "
    "柳州=Liuzhou 北海=Beihai 绵阳=Mianyang 宜宾=Yibin 泸州=Luzhou 乐山=Leshan 雅安=Ya'an "
    "南充=Nanchong 德阳=Deyang 眉山=Meishan 遵义=Zunyi 六盘水=Liupanshui 大理=Dali "
    "丽江=Lijiang 曲靖=Qujing 玉溪=Yuxi 咸阳=Xianyang 宝鸡=Baoji 延安=Yan'an 汉中=Hanzhong "
    "榆林=Yulin 天水=Tianshui 酒泉=Jiuquan 敦煌=Dunhuang 大同=Datong 临汾=Linfen "
    "运城=Yuncheng 保定=Baoding 唐山=Tangshan 秦皇岛=Qinhuangdao 廊坊=Langfang 邯郸=Handan "
    "张家口=Zhangjiakou 沧州=Cangzhou 包头=Baotou 鄂尔多斯=Ordos 赤峰=Chifeng "
    "吉林市=Jilin_City 延边=Yanbian 大庆=Daqing 齐齐哈尔=Qiqihar 牡丹江=Mudanjiang "
    "佳木斯=Jiamusi 鞍山=Anshan 锦州=Jinzhou 丹东=Dandong 营口=Yingkou 潍坊=Weifang 淄博=Zibo "
    "济宁=Jining 临沂=Linyi 威海=Weihai 日照=Rizhao 德州=Dezhou 聊城=Liaocheng 滨州=Binzhou "
    "东营=Dongying 菏泽=Heze 曲阜=Qufu 安阳=Anyang 南阳=Nanyang 新乡=Xinxiang 许昌=Xuchang "
    "信阳=Xinyang 商丘=Shangqiu 三沙=Sansha 儋州=Danzhou 喀什=Kashgar 伊宁=Yining "
    "克拉玛依=Karamay 石河子=Shihezi 台北=Taipei 高雄=Kaohsiung"
)
_PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 "
    "贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆"
)
PROVINCES: Final = frozenset(_PROVINCES.split())


def _pairs(table: str) -> list[tuple[str, str]]:
    return [
        (chinese, english.replace("_", " "))
        for chinese, english in (entry.split("=", 1) for entry in table.split())
    ]


COUNTRIES_ZH: Final = frozenset(chinese for chinese, _ in _pairs(_COUNTRIES))
COUNTRIES_EN: Final = frozenset(
    [english.casefold() for _, english in _pairs(_COUNTRIES)]
    + [name.replace("_", " ").casefold() for name in _FURTHER_EN.split()]
)
CITIES: Final[dict[str, str]] = dict(_pairs(_CITIES))
CITIES_EN: Final[dict[str, str]] = {english.casefold(): zh for zh, english in CITIES.items()}
COUNTRY_IN_ENGLISH: Final[dict[str, str]] = dict(_pairs(_COUNTRIES))
# For patterns, the longest first; English ones as names are written.
COUNTRY_LIST_ZH: Final = "|".join(sorted(COUNTRIES_ZH, key=len, reverse=True))
COUNTRY_LIST_EN: Final = "|".join(
    re.escape(country.title()) for country in sorted(COUNTRIES_EN, key=len, reverse=True)
)
