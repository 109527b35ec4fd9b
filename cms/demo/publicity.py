"""Notices and objections of the demonstration county."""

from datetime import timedelta

from publicity import drafting, handling, opening, papers, posting, receiving, statements

from .accounts import person

CONTACT = "伊金霍洛旗金融服务中心，苏雅，0477-8960000，阿勒腾席热镇"
PDF = b"%PDF-1.4\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
FACTS = "该企业拖欠货款，法院已作出判决，至今没有履行，请核查。"


def notice(applications, today):
    """A published notice with proof on every channel of the policy."""
    made = drafting.draft_notice(applications, contact=CONTACT, actor=person("office"), today=today)
    opening.open_notice(made, actor=person("head"), today=today)
    office = person("office")
    for channel, place in (("release", "政务公开栏目"), ("news", "第二版"), ("board", "政务服务大厅")):
        url = "https://example.org/notice" if channel == "release" else ""
        posting.record_posting(
            made,
            channel=channel,
            place=place,
            posted_on=today,
            url=url,
            photo=None if url else _photo(),
            actor=office,
            today=today,
        )
    return made


def _photo():
    from django.core.files.base import ContentFile

    return ContentFile(PNG, name="张贴照片.png")


def objection(entry, today, *, sort="person"):
    named = (
        {}
        if sort == "anonymous"
        else {"name": "郝建平", "phone": "13947700000", "address": "阿勒腾席热镇团结路3号"}
    )
    ruling = papers.keep_paper(papers.new_ticket(), name="判决书.pdf", content=PDF, today=today)
    return receiving.receive_objection(entry, sort=sort, facts=FACTS, today=today, papers=[ruling], **named)


def asked(found, today):
    """Accepted, copied without the sender, and put to the business, which has not answered yet."""
    office = person("office")
    handling.accept(found, actor=office, today=today)
    statements.share_copy(found, text=statements.first_copy(found), actor=office, today=today)
    return statements.ask_statement(found, actor=office, today=today)


def decided(found, today, finding):
    """Accepted, investigated, found and answered on consecutive days."""
    office = person("office")
    handling.accept(found, actor=office, today=today)
    handling.investigate(found, actor=office, today=today + timedelta(days=1))
    if finding:
        step = getattr(handling, finding)
        step(found, actor=office, today=today + timedelta(days=3), reason="经向法院和当事人核实")
        handling.reply(
            found,
            actor=office,
            today=today + timedelta(days=4),
            reason="答复异议人",
            text="您反映的情况已经核查，结论如前，感谢监督。",
        )
