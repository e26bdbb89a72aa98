"""Words from which the synthetic corpus is made: invented, in the manner of the real content."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """A word in both languages."""

    zh: str
    en: str


class Metric(NamedTuple):
    """What an indicator of a field counts; `unit` None for goals in words, `ratio` where it is per 10,000 people."""

    key: str
    zh: str
    en: str
    unit: str | None
    theme: str
    printed: str = ""
    ratio: bool = False


def _pairs(text: str) -> tuple[Pair, ...]:
    return tuple(Pair(*line.strip().split("|")) for line in text.strip().splitlines())


FIELDS = _pairs("""
    集成电路|integrated circuits
    人工智能|artificial intelligence
    生物医药|biomedicine
    新材料|new materials
    新能源|new energy
    高端装备|high-end equipment
    智能制造|smart manufacturing
    数字经济|digital economy
    节能环保|energy saving
    航空航天|aerospace
    新能源汽车|new energy vehicles
    轨道交通|rail transit
    工业机器人|industrial robots
    医疗器械|medical devices
    石墨烯|graphene
    碳纤维|carbon fibre
    储能|energy storage
    氢能|hydrogen
    海洋工程|marine engineering
    精细化工|fine chemicals
    现代农业|modern farming
    现代种业|seeds
    绿色食品|green food
    现代物流|logistics
    文化创意|creative industries
    工业设计|industrial design
    检验检测|testing
    软件|software
    大数据|big data
    云计算|cloud computing
    物联网|internet of things
    区块链|blockchain
    新型显示|new displays
    传感器|sensors
    激光|lasers
    特种钢|special steel
    纺织服装|textiles
    智能家电|smart appliances
    环境治理|environmental services
    基因技术|gene technology
""")

KINDS_OF_FIELD = _pairs("""
    产业|industry
    装备|equipment
    材料|materials
    服务|services
    平台|platforms
    零部件|components
    应用|applications
    园区|parks
    技术|technology
    系统|systems
    工程|engineering
    制品|products
    软件包|software suites
    解决方案|solutions
    研发|research
    测试|testing
""")

METRICS = (
    Metric("tech-firms", "高新技术企业", "high-tech firms", "jia", "enterprises", "家"),
    Metric("gazelles", "瞪羚企业", "gazelle firms", "jia", "enterprises", "家"),
    Metric("start-ups", "科技型中小企业", "small technology firms", "jia", "enterprises", "家"),
    Metric("rd-institutes", "新型研发机构", "new-type R&D institutes", "jia", "platforms", "家"),
    Metric("labs", "重点实验室", "key laboratories", "ge", "platforms", "个"),
    Metric("platforms", "公共服务平台", "public service platforms", "ge", "platforms", "个"),
    Metric("incubators", "科技企业孵化器", "technology incubators", "jia", "incubation", "家"),
    Metric("makerspaces", "众创空间", "makerspaces", "ge", "incubation", "个"),
    Metric("output", "产值", "output", "yi-yuan", "industry", "亿元"),
    Metric("projects", "重大项目", "major projects", "xiang", "industry", "项"),
    Metric("output-share", "产值占比", "share of output", "percent", "industry", "%"),
    Metric("rd-share", "研发投入占比", "share of R&D spending", "percent", "research", "%"),
    Metric("key-technologies", "关键技术攻关项目", "key technology projects", "xiang", "research", "项"),
    Metric("talent", "高层次人才", "high-level talent", "ming", "talent", "名"),
    Metric("skilled", "高技能人才", "skilled workers", "wan-ren", "talent", "万人"),
    Metric("teams", "创新团队", "innovation teams", "ge", "talent", "个"),
    Metric("programmes", "产教融合专业", "degree programmes with industry", "ge", "education", "个"),
    Metric("funds", "产业基金规模", "volume of industry funds", "yi-yuan", "finance", "亿元"),
    Metric("listed", "上市企业", "listed firms", "jia", "finance", "家"),
    Metric("patents", "有效发明专利", "patents in force", "patents-per-wan-ren", "ip", "件", ratio=True),
    Metric("standards", "牵头制定标准", "standards led", "xiang", "ip", "项"),
    Metric("contracts", "技术合同成交额", "technology contracts", "yi-yuan", "transfer", "亿元"),
    Metric(
        "results", "科技成果转化项目", "projects turning research into products", "xiang", "transfer", "项"
    ),
    Metric("centres-abroad", "海外创新中心", "innovation centres abroad", "ge", "openness", "个"),
    Metric("space", "载体面积", "floor space", "wan-sqm", "land", "万平方米"),
    Metric("land", "盘活存量用地", "land put to new use", "mu", "land", "亩"),
    Metric("recycling", "资源循环利用率", "recycling rate", "percent", "green", "%"),
    Metric("green-plants", "绿色工厂", "green factories", "jia", "green", "家"),
    Metric("digital-rate", "数字化改造率", "share of firms digitalised", "percent", "manufacturing", "%"),
    Metric("smart-workshops", "智能车间", "smart workshops", "ge", "manufacturing", "个"),
    Metric("parks", "特色园区", "dedicated parks", "ge", "zones", "个"),
    Metric("approval", "网上办理率", "share of approvals online", "percent", "governance", "%"),
    Metric("outreach", "科普基地", "science outreach bases", "ge", "culture", "个"),
    Metric("standing", "发展水平", "standing", None, "industry"),
    Metric("ecosystem", "创新生态", "innovation ecosystem", None, "governance"),
)

GOALS = _pairs("""
    全省前列|near the top of the province
    全国领先水平|a leading level in the country
    国内有重要影响的创新高地|an innovation highland of national influence
    特色鲜明的产业集聚区|an industrial area with a profile of its own
""")

FUNCTIONS = (
    ("science", "科技局", "Science and Technology Bureau"),
    ("industry", "工信局", "Industry and Information Bureau"),
    ("planning", "发改委", "Development and Reform Commission"),
    ("finance", "财政局", "Finance Bureau"),
    ("human-resources", "人社局", "Human Resources Bureau"),
    ("commerce", "商务局", "Commerce Bureau"),
    ("education", "教育局", "Education Bureau"),
    ("market", "市场监管局", "Market Supervision Bureau"),
    ("land", "自然资源局", "Natural Resources Bureau"),
    ("environment", "生态环境局", "Environment Bureau"),
    ("tax", "税务局", "Tax Bureau"),
    ("organisation", "委组织部", "Party Organisation Department"),
    ("publicity", "委宣传部", "Party Publicity Department"),
    ("agriculture", "农业农村局", "Agriculture Bureau"),
    ("statistics", "统计局", "Statistics Bureau"),
)

VERBS = _pairs("""
    加快|speed up
    支持|support
    推进|advance
    完善|improve
    培育|foster
    建设|build
    深化|deepen
    优化|optimise
    鼓励|encourage
    引导|guide
    强化|strengthen
    健全|complete
""")

OBJECTS = _pairs("""
    企业研发机构建设|research units of firms
    公共技术平台共享|shared technology platforms
    创新人才引进|the attraction of innovative talent
    科技成果转化|the transfer of research results
    产业链协同创新|joint innovation along the supply chain
    知识产权保护|the protection of intellectual property
    科技金融服务|financial services for technology
    双创载体提升|better incubation space
    开放合作网络|networks of open co-operation
    绿色制造体系|a system of green manufacturing
    数字化改造|digital upgrading
    用地保障机制|the supply of land
    标准体系|a system of standards
    考核评价机制|assessment and evaluation
    应用场景开放|the opening of places of use
    职业技能培训|vocational training
""")

TERM_KINDS = _pairs("""
    中心|centre
    联盟|alliance
    基地|base
    集群|cluster
    专项|special programme
    行动|campaign
    券|voucher
    清单|list
    试点|pilot
    名录|register
""")

FIRST_CHARACTERS = "云江海山河湖岭原川泽安宁平广丰嘉永长新龙凤金玉青"
SECOND_CHARACTERS = "州阳城陵林泉港岛关桥溪源丘庆昌明华康宜兴"
FIRST_SYLLABLES = (
    "yun", "jiang", "hai", "shan", "he", "hu", "ling", "yuan", "chuan", "ze", "an", "ning", "ping", "guang", "feng",
    "jia", "yong", "chang", "xin", "long", "fong", "jin", "yu", "qing",
)  # fmt: skip
SECOND_SYLLABLES = (
    "zhou", "yang", "cheng", "leng", "lin", "quan", "gang", "dao", "guan", "qiao", "xi", "yen", "qiu", "qeng",
    "cang", "ming", "hua", "kang", "yi", "xing",
)  # fmt: skip
LEVELS = ("province", "prefecture", "county", "zone", "township")
SUFFIXES = {
    "province": Pair("省", "Province"),
    "prefecture": Pair("市", "City"),
    "county": Pair("县", "County"),
    "zone": Pair("高新区", "Hi-Tech Zone"),
    "township": Pair("镇", "Town"),
}
ROLES = ("leading", "key", "emerging", "future", "characteristic", "project")
