"""What `find` promises: the figures that a text states, bound as the text binds them, and no others."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from atlas.figures.figures import Figure, find
from atlas.numerals import chinese
from atlas.squeezed import fold, squeeze
from tests.words import LEXICON

# Amounts that could be promised, as `comparator value unit`; a range as `low..high`.
PROMISES = {
    # no cue, or one that says no more than that the figure is reached
    "全社会研发投入占地区生产总值比重达 3.5%": ["reach 3.5 %"],
    "高新技术产业产值占规模以上工业总产值比重达 50%": ["reach 50 %"],
    "万人发明专利拥有量达 55 件": ["reach 55 件"],
    # a cue behind what the figure is measured over, or before a verb
    "PM2.5浓度控制在30微克/立方米以内": ["at-most 30 微克"],
    "单位产值能耗降至0.45吨标准煤/万元以下": ["at-most 0.45 吨"],
    "每个镇至少建成1个服务中心": ["at-least 1 个"],
    "开办时间压缩至0.5个工作日以内": ["at-most 0.5 个工作日"],
    "省级以上创新平台达 120 家": ["reach 120 家"],
    "新增法人企业 13 万家": ["reach 13 万家"],
    "十四五期间设立400亿元科创资金": ["reach 400 亿元"],
    "全社会创新投入达到2000亿元规模": ["reach 2000 亿元"],
    "人才资源总量达到28万人": ["reach 28 万人"],
    "累计引进领军型创新创业人才800名": ["reach 800 名"],
    "引进本科毕业生20000名": ["reach 20000 名"],
    "每万名劳动者中高技能人才数达到1000人": ["reach 1000 人"],
    "引进和支持100名青年菁英人才来区创业": ["reach 100 名"],
    "盘活利用存量建设用地2.44万亩": ["reach 2.44 万亩"],
    "煤炭消费总量比2016年减少24万吨": ["reach 24 万吨"],
    "战略性新兴产业占规上工业产值比重提高到30%": ["reach 30 %"],
    "其中高层次人才1.5万人": ["reach 1.5 万人"],
    "比上年提高0.5个百分点": ["reach 0.5 个百分点"],
    "每年完成技术合同成交额50亿元": ["reach 50 亿元"],
    "新建各类科技创新创业载体10万平方米": ["reach 10 万平方米"],
    "年末万人有效发明专利拥有量达23.5件": ["reach 23.5 件"],
    "单位GDP建设用地占用下降率达5%": ["reach 5 %"],
    "盘活存量土地6600亩、低效用地开发1600亩": ["reach 6600 亩", "reach 1600 亩"],
    "办各类活动30场": ["reach 30 场"],
    "新增省级以上双创载体100家": ["reach 100 家"],
    "新增100家省级以上双创载体": ["reach 100 家"],
    "新引进30家高水平孵化机构": ["reach 30 家"],
    "规模以上有研发活动的工业企业300家": ["reach 300 家"],
    "争取新增国家级高新区、经开区各 1 家": ["reach 1 家"],
    "“双创人才”、“双创博士”各100名": ["reach 100 名"],
    "在全国高新区排名每年上升5位": ["reach 5 位"],
    "定向对接全国100所重点高校院所": ["reach 100 所"],
    "降至 0.35吨标煤": ["reach 0.35 吨标煤"],
    "万元地区GDP能耗降至0.35吨标煤": ["reach 0.35 吨标煤"],
    "亩均税收30万元/亩": ["reach 30 万元/亩"],
    "实现目标的2倍": ["reach 2 倍"],
    "增长1.5倍": ["reach 1.5 倍"],
    "有效期内高新技术企业数达650家": ["reach 650 家"],
    "达成50家": ["reach 50 家"],
    "达到了50家": ["reach 50 家"],
    "目前30家": ["reach 30 家"],  # 前 belongs to 目前
    "节约10亿元": ["reach 10 亿元"],  # 约 belongs to 节约
    "雷达5台": ["reach 5 台"],
    # lists: each figure on its own, the cue handed on
    "入库数分别达到10家、60家和220家": ["reach 10 家", "reach 60 家", "reach 220 家"],
    "争取分别进入全国前 20 位、30 位": ["at-most 20 位", "at-most 30 位"],
    "超3000亿元、500亿元": ["more-than 3000 亿元", "more-than 500 亿元"],
    "不少于10家和5家": ["at-least 10 家", "at-least 5 家"],
    "达10家，新增5家以上": ["reach 10 家", "at-least 5 家"],
    "超过100家、达到50家": ["more-than 100 家", "reach 50 家"],
    "IPO企业达到15家、新三板企业挂牌企业达到80家": ["reach 15 家", "reach 80 家"],
    # at least
    "保持在3.3%以上": ["at-least 3.3 %"],
    "本科院校毕业生留常就业率达 30%以上": ["at-least 30 %"],
    "博士后设站单位达到 120 家以上": ["at-least 120 家"],
    "全年实施重点技改项目不少于100个": ["at-least 100 个"],
    "不低于5%": ["at-least 5 %"],
    "每年建设 30 家以上重大科技创新平台": ["at-least 30 家"],
    "建成 100 万平方米以上国内一流水准的双创载体": ["at-least 100 万平方米"],
    "突破产业关键共性技术15项以上": ["at-least 15 项"],
    "突破关键技术15项以上": ["at-least 15 项"],
    "化工生产企业数量减少40%以上": ["at-least 40 %"],
    "累计形成150兆瓦以上光伏发电装机容量": ["at-least 150 兆瓦"],
    "总指数达到105以上": ["at-least 105 "],
    "产业规模达到800亿元以上": ["at-least 800 亿元"],
    "100家（含）以上": ["at-least 100 家"],
    "3家及以上": ["at-least 3 家"],
    "亿元以上项目20个": ["at-least 100000000 元", "reach 20 个"],
    "50亿元（5亿美元）以上": ["at-least 50 亿元", "at-least 5 亿美元"],
    # more than
    "突破1800亿元": ["more-than 1800 亿元"],
    "超100亿元": ["more-than 100 亿元"],
    "超过55%": ["more-than 55 %"],
    "高新技术企业突破500家": ["more-than 500 家"],
    "有效高新技术企业数实现倍增，突破1000家": ["more-than 1000 家"],
    "新增双创载体面积超 100 万平方米": ["more-than 100 万平方米"],
    "应用场景超150个": ["more-than 150 个"],
    "万人有效发明专利拥有量超39件": ["more-than 39 件"],
    "万人有效发明专利拥有量超40件以上": ["more-than 40 件"],
    "标准累计超过528项": ["more-than 528 项"],
    "超百亿元项目1个": ["more-than 10000000000 元", "reach 1 个"],
    "高于5%": ["more-than 5 %"],
    "江苏中科智能院等30多家公共创新平台": ["more-than 30 家"],
    "实施100余项": ["more-than 100 项"],
    # verb or comparator
    "突破15项关键技术": ["reach 15 项"],
    "突破100项以上关键核心技术": ["at-least 100 项"],
    "突破500家": ["more-than 500 家"],
    # at most, less than, about
    "控制在10%以内": ["at-most 10 %"],
    "不超过3个": ["at-most 3 个"],
    "力争进入全国高新区前25位": ["at-most 25 位"],
    "年度综合评价排名进入前50名": ["at-most 50 名"],
    "进入全省前三": ["at-most 3 "],
    "进入全省前十名": ["at-most 10 名"],
    "不多于5家": ["at-most 5 家"],
    "未超过3个": ["at-most 3 个"],
    "35岁以下": ["at-most 35 岁"],
    "低于5%": ["less-than 5 %"],
    "少于5家": ["less-than 5 家"],
    "不少于5家": ["at-least 5 家"],
    "全区优秀教师数量占全市15%左右": ["about 15 %"],
    "形成10家左右具有区域标志性的“高峰企业”": ["about 10 家"],
    "约30家": ["about 30 家"],
    "大约30家": ["about 30 家"],
    "都有10名左右合格的全科医生": ["about 10 名"],
    # all
    "市政污泥无害化处置率均达到100%": ["all 100 %"],
    "均达100%": ["all 100 %"],
    "均达到50%": ["reach 50 %"],
    "均达到80%以上": ["at-least 80 %"],
    # ranges
    "建成新型研发机构2－3家": ["within 2..3 家"],
    "创新创业载体5－6家": ["within 5..6 家"],
    "打造1～2个具有国际影响力的“高原产业”": ["within 1..2 个"],
    "2-3家": ["within 2..3 家"],
    "5家至3家": ["reach 5 家", "reach 3 家"],  # no range runs down
    "增至50家": ["reach 50 家"],  # nor has one an end only
    "2至3家": ["within 2..3 家"],
    "2家至3家": ["within 2..3 家"],
    "2—3家": ["within 2..3 家"],
    "10–20%": ["within 10..20 %"],
    "5%～10%": ["within 5..10 %"],
    "400-500亩": ["within 400..500 亩"],
    "3万-5万家": ["within 3..5 万家"],
    "5000至1万家": ["within 5000..10000 家"],
    "三至五家": ["within 3..5 家"],
    "两到三个": ["within 2..3 个"],
    # size classes inside promises are amounts of their own
    "新引进超50亿元（5亿美元）项目10个以上": ["more-than 50 亿元", "more-than 5 亿美元", "at-least 10 个"],
    "新签10亿元以上产业项目30个、30亿元以上项目6个": [
        "at-least 10 亿元", "reach 30 个", "at-least 30 亿元", "reach 6 个",
    ],
    "投资超 5000 万元产业化项目 30 个以上": ["more-than 5000 万元", "at-least 30 个"],
    "为150家工业科技企业融资超20亿元": ["reach 150 家", "more-than 20 亿元"],
    "每年引进项目30个，其中30%为海外高层次人才项目": ["reach 30 个", "reach 30 %"],
    # full width, white space, line breaks, commas and scales
    "达１２００家": ["reach 1200 家"],
    "２０．５％": ["reach 20.5 %"],
    "达 5 0 0\n0 家": ["reach 5000 家"],
    "超 100\n\n万平方\n米": ["more-than 100 万平方米"],
    "1,200家": ["reach 1200 家"],
    "12,345,678元": ["reach 12345678 元"],
    "3千家": ["reach 3 千家"],
    "1亿5000万元": ["reach 150000000 元"],
    "3万5000人": ["reach 35000 人"],
    "3万50000人": ["reach 3 万", "reach 50000 人"],  # two cells of a table run together
    "达10万2025年": ["reach 10 万"],
    "10万亿元": ["reach 10 万亿元"],
    # Chinese numerals
    "新建三家": ["reach 3 家"],
    "一百二十件以上": ["at-least 120 件"],
    "新增两个": ["reach 2 个"],
    "增长两倍": ["reach 2 倍"],
    "增长双倍": ["reach 2 倍"],
    "达到二十五%": ["reach 25 %"],
    "百分之三十以上": ["at-least 30 %"],
    "占比达七成以上": ["at-least 70 %"],
    "不低于两成半": ["at-least 25 %"],
    "三点五成左右": ["about 35 %"],
    "约3成": ["about 30 %"],
    "六至七成": ["within 60..70 %"],
    "五成到六成半": ["within 50..65 %"],
    "超过四分之一": ["more-than 25 %"],
    "十分之一以上": ["at-least 10 %"],
    "千分之五": ["reach 0.5 %"],
    "超过一半": ["more-than 50 %"],
    "企业占比过半": ["more-than 50 %"],
    "半数以上的企业": ["at-least 50 %"],
    "提高三点五个百分点": ["reach 3.5 个百分点"],
    "推动百家企业进高校": ["reach 100 家"],
    "打造六大产业": ["reach 6 大"],
    "争创一家": ["reach 1 家"],
    "十五个以上": ["at-least 15 个"],
    "一万二千人": ["reach 12000 人"],
    "位列全国第5位": ["reach 5 位"],
}  # fmt: skip

# Figures that are no promises, as `kind text`, and texts without any.
OTHERS = {
    "2025年": ["date 2025年"],
    "2021年2月10日": ["date 2021年2月10日"],
    "2018-06-12": ["date 2018-06-12"],
    "到2018年底": ["date 2018年"],
    "2017年度": ["date 2017年"],
    "（2017～2020年）": ["date 2017~2020年"],
    "（2020－2022）": ["date 2020-2022"],
    "2016年和2017年": ["date 2016年", "date 2017年"],
    "“十四五”期间": ["date 十四五"],
    "十三五规划": ["date 十三五"],
    "三年内": ["date 三年"],
    "五年过渡期": ["date 五年"],
    "建立3－5年制度": ["date 3-5年"],
    "二〇二五年": ["date 二〇二五年"],
    "6个月": ["date 6个月"],
    "24小时": ["date 24小时"],
    "中国制造2025": ["date 2025"],
    "苏发〔2017〕19号": ["number 〔2017〕19号"],
    "常发[2015]17号": ["number [2015]17号"],
    "苏ICP备11078573号": ["number 11078573"],
    "0519-83297678": ["number 0519-83297678"],
    "附件 5-1": ["number 5-1"],
    "附件2": ["number 2"],
    "第30届科技节": ["number 30届"],
    "第三届大赛": ["number 三届"],
    "省第十三次党代会": ["number 十三次"],
    "十九届五中全会": ["number 十九届"],
    "跻身全国高新区第一方阵": ["number 一"],
    "邮编213000": ["number 213000"],
    "“2+3”特色创新产业集群": ["name 2+3"],
    "“253”优势产业": ["name 253"],
    "“3550”目标": ["name 3550"],
    "“1+N”政策体系": ["name 1+N"],
    "“园镇合一”2.0版": ["name 2.0"],
    "5G通信": ["name 5"],
    "3D打印": ["name 3"],
    "ISO9001认证": ["name 9001"],
    "“一特三提升”": ["name 一特三"],
    "“三位一体”工程": ["name 三"],
    "三位一体": ["name 三位一体"],
    "“四个一”": ["name 四个一"],
    "“一区一战略产业”": ["name 一区一"],
    "国家“千人计划”": ["name 千"],
    "世界500强企业": ["name 500强"],
    "世界五百强企业": ["name 五百强"],
    "省百强创新型企业": ["name 百强"],
    "党的十九大": ["name 十九大"],
    "千亿级产业集群": ["class 千亿"],
    "1000亿级、500亿级": ["class 1000亿", "class 500亿"],
    "3000吨级码头": ["class 3000吨"],
    "千亿园区目标": ["class 千亿"],
    "数百家科技型企业": ["rough 百家"],
    "上千家高新技术企业": ["rough 千家"],
    "数十家": ["rough 十家"],
    "十几家": ["rough 十几家"],
    "三四家": ["rough 三四家"],
    "每10万人": ["denominator 10万人"],
    "均实现翻一番": ["words 翻一番"],
    "三年翻番": ["date 三年", "words 翻番"],
    "翻两番": ["words 翻两番"],
    "实现科创板零突破": ["words 零突破"],
    "实现零的突破": ["words 零的突破"],
    "研发机构全覆盖": ["words 全覆盖"],
    "“双倍增”目标": ["words 双倍增"],
    "企业数实现倍增": ["words 倍增"],
    "三分之二": ["words 三分之二"],
    "不超过实际投入的四五成": ["rough 四五成"],
    # no figure at all
    "万人发明专利拥有量": [],
    "万元地区GDP能耗": [],
    "R&D占比": [],
    "一体化": [],
    "统一领导": [],
    "国内一流": [],
    "一批重大项目": [],
    "一支队伍": [],
    "一成不变": [],
    "新增两成果": [],
    "统一成立三成员": [],
    "一系列措施": [],
    "大众创业、万众创新": [],
    "第一时间": [],
    "第三方机构": [],
    "进一步": [],
    "十分重要": [],
    "长三角": [],
    "新一代信息技术": [],
    "“一带一路”": [],
    "关键零部件": [],
    "“双创”": [],
    "双人培训": [],
    "创新型企业倍增计划": [],
    "规模以上、省级以上": [],
    "": [],
}


def promise(figure: Figure) -> str:
    value = f"{figure.value:f}" if figure.high is None else f"{figure.value:f}..{figure.high:f}"
    return f"{figure.comparator} {value} {figure.unit}"


def test_the_corpus_is_as_large_as_is_claimed():
    assert len(PROMISES) + len(OTHERS) >= 200


@pytest.mark.parametrize(("text", "stated"), PROMISES.items(), ids=PROMISES)
def test_a_promised_figure_is_read_with_its_unit_and_its_comparator(text: str, stated: list[str]):
    assert [promise(f) for f in find(text, LEXICON) if f.kind == "amount"] == stated


@pytest.mark.parametrize(("text", "stated"), OTHERS.items(), ids=lambda case: str(case) or "nothing")
def test_a_figure_that_is_no_promise_is_told_apart(text: str, stated: list[str]):
    assert [f"{f.kind} {f.text}" for f in find(text, LEXICON)] == stated


def test_a_figure_bound_twice_keeps_both_readings():
    (figure,) = find("超40件以上", LEXICON)
    assert (figure.comparator, figure.also) == ("more-than", ("at-least",))


def test_a_full_hundred_per_cent_may_be_read_as_all():
    (figure,) = find("综合利用率达到100%", LEXICON)
    assert (figure.comparator, figure.also) == ("reach", ("all",))


def test_the_last_cue_of_figures_given_respectively_may_bind_them_all():
    first, last = find("分别达到10家、20家以上", LEXICON)
    assert (first.comparator, first.also, last.comparator) == ("reach", ("at-least",), "at-least")


def test_offsets_are_those_of_the_text_as_printed():
    text = "达到 １\n２ 万家，增 3.5 ％"
    assert [text[f.start : f.end] for f in find(text, LEXICON)] == ["１\n２ 万家", "3.5 ％"]


def test_scale_and_word_of_a_unit_are_given_apart():
    (figure,) = find("28万人", LEXICON)
    assert (figure.numeral, figure.unit, figure.scale, figure.word) == ("28", "万人", 10_000, "人")


@pytest.mark.parametrize(
    ("numeral", "value"),
    {"三": 3, "十": 10, "十五": 15, "二十": 20, "一百二十": 120, "一百二": 120, "一百零二": 102, "两千": 2000,
     "三万五千": 35_000, "一万二": 12_000, "一亿五千万": 150_000_000, "百亿": 10**10, "万亿": 10**12,
     "二〇二五": 2025, "零": 0}.items(),
)  # fmt: skip
def test_chinese_numerals_have_their_value(numeral: str, value: int):
    assert chinese(numeral) == value


@pytest.mark.parametrize(
    "numeral", ["", "三四", "十百千", "十十", "一一", "人", "三人", "万万", "万十万", "一" * 50]
)
def test_what_is_no_well_formed_numeral_has_no_value(numeral: str):
    assert chinese(numeral) is None


ALPHABET = (
    "零〇一二三四五六七八九十百千万亿两双半几数多余第前超达至到不少于以上以内左右突破每年月日家个项次翻番覆盖级版号强届"
    "％%.,，、。;（）()“”‘’〔〕-－～—+０１２98GN \n\t"
)


@settings(max_examples=500, deadline=None)
@example("超0")
@example("万万家")
@given(st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=60))
def test_any_text_is_read_and_its_figures_stand_in_order(text: str):
    end = 0
    for figure in find(text, LEXICON):
        assert end <= figure.start < figure.end <= len(text)
        assert fold(squeeze(text[figure.start : figure.end])) == figure.text
        assert figure.text.startswith(figure.numeral)
        assert figure.value is None or figure.value.is_finite()
        assert figure.high is None or figure.value is None or figure.high * figure.scale > 0
        end = figure.end


@given(
    st.integers(0, 10**9),
    st.sampled_from(["家", "万人", "亿元", "%", "件", "个百分点"]),
    st.text(" \n", max_size=3),
)
def test_any_whole_number_is_read_with_its_unit_however_it_is_spaced(number: int, unit: str, space: str):
    digits = space.join(str(number))
    (figure,) = find(f"新增{space}{digits}{space}{unit}", LEXICON)
    assert figure.kind == "amount"
    assert figure.value == number
    assert figure.unit == unit


@given(st.decimals(0, 10**6, places=2), st.decimals(1, 10**6, places=2))
def test_any_range_is_read_as_one_figure(low: Decimal, width: Decimal):
    (figure,) = find(f"达到{low}～{low + width}亿元", LEXICON)
    assert (figure.value, figure.high, figure.comparator) == (low, low + width, "within")


@pytest.mark.parametrize(
    "unit",
    ["一", "1", "“", "“1", "1,", "1,111,", "百分之", "1-", "1~", "(", "1(", "分之一", "、1家", "分别1家、", "突破1项",
     "千万亿", "不少于", "1家以上(", "1.1.", "1万", "点一", "2020-01-", "〔2020〕", "第一", "前1", "翻", " ", "，1"],
)  # fmt: skip
def test_a_long_text_takes_no_longer_than_its_length_allows(unit: str):
    began = time.process_time()
    find(unit * (100_000 // len(unit)), LEXICON)
    assert (
        time.process_time() - began < 5
    )  # a second where the machine is idle; a quadratic pattern takes minutes


def test_what_an_unknown_word_counts_is_an_amount_without_a_unit_and_what_is_named_by_a_number_is_none():
    for text, kind in (
        ("完成雾灯5000炬", "amount"), ("完成订单5000单", "amount"), ("建在710室旁", "number"),
        ("电话83297678常州", "number"), ("制造2025行动", "date"), ("建设5G基站", "name"),
    ):  # fmt: skip
        (figure,) = find(text, LEXICON)
        assert figure.kind == kind, text
    assert find("完成雾灯5000炬", LEXICON)[0].unit == ""
    assert find("完成订单5000单", LEXICON)[0].unit == "单"
    assert find("建成算力3000P", LEXICON)[0].unit == "P"
    assert find("发展3PL物流", LEXICON)[0].kind == "name"
