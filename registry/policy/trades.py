"""Industries in everyday words: from what somebody says they do to a code the size standard can judge (R13). Pure.

Divisions of GB/T 4754-2017, and groups where the standard splits a division (59, 70).
"""

from dataclasses import dataclass

from .identifiers import stripped

_TABLE = """
01|农业|种地 种植 玉米 蔬菜 大棚 果树 粮食 马铃薯 中药材
02|林业|种树 苗木 育苗 造林
03|畜牧业|养牛 养羊 养猪 养鸡 养殖 牧场 奶牛 肉羊
04|渔业|养鱼 水产
05|农、林、牧、渔专业及辅助性活动|农机 收割 植保 兽医 灌溉 配种
06|煤炭开采和洗选业|煤矿 洗煤 选煤 采煤
07|石油和天然气开采业|采油 采气
08|黑色金属矿采选业|铁矿
09|有色金属矿采选业|铜矿 金矿
10|非金属矿采选业|砂石 石料 采砂 石灰石 矿石
11|开采专业及辅助性活动|钻井 采矿服务 矿山服务
12|其他采矿业|采矿
13|农副食品加工业|磨面 榨油 屠宰 肉类加工 饲料 粮食加工
14|食品制造业|糕点 面包 奶食品 乳制品 酱菜 调味品 糖果
15|酒、饮料和精制茶制造业|酿酒 白酒 饮料 矿泉水 纯净水
17|纺织业|羊绒 纺织 毛纺 织布
18|纺织服装、服饰业|服装厂 民族服饰 缝纫加工 蒙古袍 制衣
19|皮革、毛皮、羽毛及其制品和制鞋业|皮革 皮具 制鞋
20|木材加工和木、竹、藤、棕、草制品业|木材加工 木门 板材
21|家具制造业|家具厂 沙发 橱柜
22|造纸和纸制品业|纸箱 纸制品
23|印刷和记录媒介复制业|印刷 印刷厂
24|文教、工美、体育和娱乐用品制造业|工艺品 银器 玩具 民族工艺
25|石油、煤炭及其他燃料加工业|焦化 煤制油 型煤
26|化学原料和化学制品制造业|化工 肥料 涂料 尿素 甲醇
27|医药制造业|制药 药材加工 蒙药
28|化学纤维制造业|化纤
29|橡胶和塑料制品业|塑料 地膜 塑料管 橡胶 轮胎翻新
30|非金属矿物制品业|砖厂 水泥 混凝土 玻璃 陶瓷 预制件 商砼
31|黑色金属冶炼和压延加工业|炼铁 炼钢 铁合金 硅铁
32|有色金属冶炼和压延加工业|电解铝 冶炼 铝
33|金属制品业|铁艺 彩钢 门窗 五金加工 焊接 钢结构 不锈钢
34|通用设备制造业|机械加工 泵 阀门 轴承 锅炉
35|专用设备制造业|矿山机械 农业机械制造 设备制造
36|汽车制造业|汽车制造 改装车 专用车
37|铁路、船舶、航空航天和其他运输设备制造业|电动车制造 摩托车制造
38|电气机械和器材制造业|光伏 电池 电缆 配电柜 变压器 储能
39|计算机、通信和其他电子设备制造业|电子产品制造 芯片
40|仪器仪表制造业|仪表
41|其他制造业|日用杂品制造
42|废弃资源综合利用业|废品加工 再生资源加工 粉煤灰
43|金属制品、机械和设备修理业|设备修理 机械修理 矿山设备维修
44|电力、热力生产和供应业|供热 供电 发电 光伏发电 风电 供暖
45|燃气生产和供应业|燃气 天然气站 加气
46|水的生产和供应业|供水 污水处理 自来水
47|房屋建筑业|盖房 建筑公司 房建
48|土木工程建筑业|修路 公路 土方 市政 管道工程 水利工程
49|建筑安装业|水电安装 管道安装 电梯安装 空调安装 消防工程
50|建筑装饰、装修和其他建筑业|装修 装饰 防水 粉刷 拆除
51|批发业|批发 经销 贸易 煤炭销售 建材批发
52|零售业|小超市 超市 便利店 商店 服装店 药店 五金店 水果店 菜店 加油站 手机店 网店 烟酒 日杂 门市 卖
53|铁路运输业|铁路
54|道路运输业|货运 拉煤 出租车 客运 跑车 大车 运输 物流 网约车 公交
55|水上运输业|船运
56|航空运输业|航空 机场
57|管道运输业|管道输送
58|多式联运和运输代理业|货运代理 物流代理 票务代理
591|装卸搬运|装卸 搬运 搬家
592|仓储业|仓库 仓储 冷库 粮库 堆场 储煤
60|邮政业|快递 邮政 驿站
61|住宿业|宾馆 旅店 酒店 民宿 旅馆 招待所
62|餐饮业|饭馆 餐馆 小吃 火锅 烧烤 面馆 奶茶 食堂 早餐 饭店 蛋糕店 外卖
63|电信、广播电视和卫星传输服务|通信 宽带 电信
64|互联网和相关服务|网站 平台 直播 电商平台
65|软件和信息技术服务业|软件 系统集成 信息技术 监控安装 网络工程
66|货币金融服务|小额贷款 典当
67|资本市场服务|投资
68|保险业|保险
69|其他金融业|担保
701|房地产开发经营|房地产开发 开发商
702|物业管理|物业
703|房地产中介服务|房屋中介 房产中介
704|房地产租赁经营|出租房屋 商铺出租
71|租赁业|租车 设备租赁 机械租赁 吊车 挖机 工程机械
72|商务服务业|广告 会计 代账 律师 旅行社 劳务 保安 咨询 会展 图文 打字复印 人力资源
73|研究和试验发展|研发 科研
74|专业技术服务业|检测 测绘 设计 监理 环评 摄影 气象 勘察
75|科技推广和应用服务业|技术推广 科技服务
76|水利管理业|水利
77|生态保护和环境治理业|治沙 环保 治理 生态 垃圾处理
78|公共设施管理业|绿化 保洁环卫 景区 公园
79|土地管理业|土地整治
80|居民服务业|理发 美容 洗浴 洗衣 家政 婚庆 殡葬 按摩 照相馆 足疗 美甲
81|机动车、电子产品和日用产品修理业|修车 汽修 洗车 家电维修 手机维修 补胎 修理
82|其他服务业|宠物 清洁 保洁 开锁
83|教育|幼儿园 培训 驾校 辅导班 托管
84|卫生|诊所 医院 口腔 卫生室 体检 牙科
85|社会工作|养老院 养老 托育 托儿
86|新闻和出版业|出版 报纸
87|广播、电视、电影和录音制作业|影视 电影院 录音
88|文化艺术业|演艺 乌兰牧骑 文化 艺术
89|体育|健身 体育馆 游泳馆
90|娱乐业|歌厅 网吧 台球 游乐场 棋牌 剧本杀
"""
MOST = 8


@dataclass(frozen=True)
class Trade:
    """One line of the list: a code the standard can judge, its official name, and how people call it."""

    code: str
    name: str
    words: tuple[str, ...]

    @property
    def label(self) -> str:
        told = f"（{'、'.join(self.words[:4])}等）" if self.words else ""
        return f"{self.name}{told}"


def _read(line):
    code, name, words = line.split("|")
    return Trade(code, name, tuple(words.split()))


TRADES = tuple(_read(line) for line in _TABLE.strip().splitlines())
BY_CODE = {trade.code: trade for trade in TRADES}


def find_trades(said: str) -> list[Trade]:
    """The trades that fit what was said, best first, at most eight; [] when nothing fits."""
    said = stripped(said)
    if not said:
        return []
    if said.upper().lstrip("ABCDEFGHIJKLMNOPQRST") in BY_CODE:
        return [BY_CODE[said.upper().lstrip("ABCDEFGHIJKLMNOPQRST")]]
    scored = [(score, -index) for index, trade in enumerate(TRADES) if (score := _score(said, trade))]
    return [TRADES[-index] for _, index in sorted(scored, reverse=True)[:MOST]]


def _score(said, trade):
    whole = sum(10 * len(word) for word in trade.words if word in said)
    inside = sum(5 for word in trade.words if len(said) > 1 and said in word)
    named = 8 if said in trade.name else 0
    pairs = {said[i : i + 2] for i in range(len(said) - 1)}
    return whole + inside + named + sum(pair in trade.name for pair in pairs)
