"""What editors of the demonstration have written: two cases of fictional firms, news, a draft that waits; letters in each state."""

from datetime import timedelta

from wagtail.models import Page

from cms.pages import letters
from cms.pages.founding import published
from cms.pages.models import CaseIndex, CasePage, NewsIndex, NewsPage
from cms.pages.texts import card, heading, note, paragraph

from .accounts import person


def build(today):
    """`today` is the day of the county; pages are public from the hour they are made."""
    _cases(CaseIndex.objects.get(), today)
    _news(NewsIndex.objects.get())
    _letters(today)


def _cases(column, today):
    published(column, CasePage(
        slug="shipin", title="旺季用、淡季还：一家食品加工企业的三年", business_name="某食品加工企业（化名）", trade="食品加工", town="150627100",
        summary="认定为信用企业后，在授信额度内随借随还，三年没有一次逾期。", consent_on=today - timedelta(days=60),
        consent_paper="档案柜三，典型案例卷第1号", body=[
            heading("以前为什么难"),
            paragraph("<p>牛羊肉加工一年只有四个月是旺季。收原料要现钱，厂房是租的，没有东西可以抵押，前些年只能向亲友借。</p>"),
            heading("怎样办下来的"),
            paragraph("<p>由所在镇推荐，部门甄别、公示期满后认定为信用企业。银行看了三年的纳税和流水，担保公司出具保证，没有要抵押。</p>"),
            heading("怎样还"),
            paragraph("<p>十月收料时用款，次年二月回款就还，用几个月付几个月的利息。老板说：“额度在那里，心里踏实；按时还，下一年还能用。”</p>"),
            note("额度内随借随还，不用的日子不付利息。"),
            card("我也想申报", "看条件、材料和步骤。", "/zhinan/shenbao/"),
        ],
    ))  # fmt: skip
    published(column, CasePage(
        slug="mianguan", title="小面馆换新灶：信用户的第一笔贷款", business_name="某面馆（化名）", trade="餐饮", town="150627102",
        summary="凭按时纳税和还款的记录认定为信用户，添置了设备，按月归还。", consent_on=today - timedelta(days=30),
        consent_paper="档案柜三，典型案例卷第2号", body=[
            paragraph("<p>夫妻俩开面馆七年，每月按时报税，进货的赊账从不过月。去年十二月自己在网上申报，公示期满认定为信用户。</p>"),
            paragraph("<p>贷款换了两口节能灶、一台和面机。他们算过账：省下的燃气钱，够付利息。</p>"),
            note("贷款只能用于生产经营，不能用来装修自家住房、买车。", "care"),
        ],
    ))  # fmt: skip


def _news(column):
    published(column, NewsPage(
        slug="xiaxiang", title="金融服务中心到苏布尔嘎镇讲解“信保贷”", summary="当场答问，帮十七户个体工商户对照了条件。",
        source="旗金融服务中心", author="其其格", keywords="信保贷,苏布尔嘎镇,宣讲", body=[
            paragraph("<p>旗金融服务中心和两家合作银行到苏布尔嘎镇，用半天时间讲解申报条件、材料和步骤，当场回答经营户的问题。</p>"),
            paragraph("<p>问得最多的是：没有抵押能不能贷、逾期一天会怎样、公示会不会公开电话。答案都在<a href=\"/zhinan/wenda/\">常见问题</a>中。</p>"),
        ],
    ))  # fmt: skip
    published(column, NewsPage(
        slug="peixun", title="合作银行报表填报培训举行", summary="讲解月报、逾期报告和更正的填报要求。", body=[
            paragraph("<p>培训讲解了每月台账的填报、逾期第1日的报告和填错后怎样更正，两家合作银行的经办人、复核人参加。</p>"),
        ],
    ))  # fmt: skip
    _waiting(column)


def _waiting(column):
    """A draft the editor has handed in and nobody has approved."""
    draft = NewsPage(
        slug="shenbaoji", title="新一批申报即将开始，请提前准备征信报告", summary="提前到人民银行查询点打印征信报告，少跑一趟。", live=False,
        body=[paragraph("<p>征信报告自打印之日起三十日内有效。请在申报开始前两周内打印。</p>")], owner=person("editor"),
    )  # fmt: skip
    column.add_child(instance=draft)
    draft = Page.objects.get(pk=draft.pk).specific
    draft.save_revision(user=person("editor"))
    draft.get_workflow().start(draft, person("editor"))


def _letters(today):
    office, head = person("office"), person("head")
    ago = lambda days: today - timedelta(days=days)  # noqa: E731
    asked, _ = letters.receive_letter(
        kind="question", subject="合作社能不能申报", text="我们是种植专业合作社，有营业执照，能不能申报信保贷？电话13900001111。",
        name="张三", phone="13900001111", may_publish=True, today=ago(20),
    )  # fmt: skip
    letters.answer(
        asked, actor=office, today=ago(17),
        text="农民专业合作社不属于中小微企业和个体工商户，目前不能申报。合作社成员办有个体工商户执照的，可以以个体工商户申报。",
    )  # fmt: skip
    copy = letters.first_copy(asked)
    copy["text"] = "我们是种植专业合作社，有营业执照，能不能申报信保贷？"
    letters.prepare(asked, actor=office, today=ago(16), **copy)
    letters.publish(asked, actor=head, today=ago(15))
    ready, _ = letters.receive_letter(
        kind="advice", subject="建议公示时同时发到村里的微信群", text="有的老人不上网，建议公示的时候也发到村里的微信群、贴到村委会。",
        may_publish=True, today=ago(8),
    )  # fmt: skip
    letters.answer(
        ready,
        actor=office,
        today=ago(6),
        text="谢谢建议。今后公示当天，请各镇同时转发到村微信群并在村委会张贴。",
    )
    letters.prepare(ready, actor=office, today=ago(5), **letters.first_copy(ready))
    letters.receive_letter(
        kind="help", subject="申报提交后想改联系电话", text="上周网上申报的，电话写错了一位，怎样改？", name="李女士", phone="13900002222",
        today=ago(12),
    )  # fmt: skip
    letters.receive_letter(
        kind="question",
        subject="担保费什么时候交",
        text="担保费是一次交清还是每年交？",
        may_publish=True,
        today=ago(1),
    )
