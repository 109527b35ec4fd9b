"""Sentences of the messages about compensation files, waiting claims, recoveries and write-offs. Money in 元."""

from registry.policy.dates import written
from registry.policy.money import yuan

from ..rules.ageing import HOLDERS, NAMES, WAITS_FOR
from ..rules.deficiency import sentence
from ..rules.sharing import BEARERS
from ..wording import Text


def reminder(dossier, held, stage):
    episode = dossier.episode
    names = "、".join(f"“{name}”" for name in held.missing)
    return Text(
        f"代偿资料还缺{len(held.missing)}件（逾期第{stage}日）：{episode.note.note_no}",
        f"{dossier.business.display_name}在{dossier.bank.name}的借据{episode.note.note_no}自"
        f"{written(episode.unpaid_since)}逾期，现为第{held.days}日。代偿资料包还缺：{names}。"
        "请在“代偿资料包”中逐件补齐；逾期满60日后资料不齐的，不能提交代偿申请。",
    )


def returned(claim, found, reason):
    lines = "\n".join(f"{n}. {sentence(row.subject, row.code)}" for n, row in enumerate(found, start=1))
    return Text(
        f"代偿申请退回补正（第{claim.round}次提交）：{claim.episode.note.note_no}",
        f"{claim.business.display_name}借据{claim.episode.note.note_no}的代偿申请退回{claim.bank.name}补正：\n{lines}\n"
        f"理由：{reason}\n请逐项补正并登记，再重新提交。",
    )


def waiting(claim, days, level, holder, above):
    holds = holder.name if holder else "旗金融服务中心"
    text = (
        f"{claim.business.display_name}借据{claim.episode.note.note_no}的代偿申请（本息合计{yuan(claim.requested)}）"
        f"自{written(claim.waiting_since)}起等待{WAITS_FOR[claim.status]}，已{days}日。现由{holds}办理。"
    )
    title = f"代偿申请已等待{days}日：{claim.episode.note.note_no}"
    if level < 2:
        return Text(title, text + "请尽快办理。")
    if HOLDERS[claim.status] == "office":
        return Text(f"请负责人督办：{title}", text + "请办公室负责人督办。")
    if above is None:
        return Text(
            title,
            text + f"{holds}没有登记上级单位，请办公室直接联系其负责人；上级单位由系统管理员在“机构”中登记。",
        )
    return Text(title, text + f"请{above.name}督促{holds}办理。")


def recovery(entry, parts, weights):
    claim = entry.claim
    told = "，".join(
        f"{BEARERS[name]}{yuan(part)}（{weights[name].normalize():f}%）" for name, part in parts.items()
    )
    return Text(
        f"追偿收回{yuan(entry.amount)}的分配：{claim.episode.note.note_no}",
        f"{claim.business.display_name}借据{claim.episode.note.note_no}于{written(entry.received_on)}追偿收回"
        f"{yuan(entry.amount)}（凭证{entry.voucher_no}），按代偿的分担比例分配：{told}。",
    )


def difference(claim):
    return Text(
        f"代偿收款与支付不一致：{claim.episode.note.note_no}",
        f"担保公司登记支付{yuan(claim.paid_amount)}，{claim.bank.name}确认收到{yuan(claim.received_amount)}，"
        f"相差{yuan(abs(claim.paid_amount - claim.received_amount))}。银行说明：{claim.difference}。请双方核对。",
    )


def write_off(episode, left, word, reason):
    """`word` is what happened: asked for, done, declined."""
    return Text(
        f"{word}：{episode.note.note_no}",
        f"{episode.business.display_name}借据{episode.note.note_no}的代偿款，尚未收回{yuan(left)}。{word}。理由：{reason}\n"
        "核销是账务处理，账销案存：对借款人的债权不消灭，以后收回的仍须登记，并按原比例分配。",
    )


def held_by(status):
    return NAMES.get(HOLDERS.get(status, ""), "—")
