"""Sentences of the messages about a bank's duty to report."""

from registry.policy.dates import written
from registry.policy.money import yuan

from ..wording import Text

_WHEN = {"before": "即将到期", "on": "今日到期", "after": "已经过期"}


def reminder(period, stage):
    how = f"请上传数据日期在{written(period.starts_on)}至{written(period.ends_on)}之间的贷款台账；没有变化、没有逾期的，可以作零报告。"
    state = (
        f"至今没有报送，已记为“{period.get_status_display()}”，补报后记为“迟报”。" if stage == "after" else ""
    )
    return Text(
        f"贷款台账报送{_WHEN[stage]}：{period}",
        f"{period.bank}{period.label}的贷款台账应于{written(period.due_on)}以前报送。{state}{how}",
    )


def nobody(period):
    return Text(
        f"没有可以提醒的人：{period.bank}",
        f"{period}的贷款台账应于{written(period.due_on)}以前报送，系统应提醒该行，但是该行没有在用的经办、复核账号，"
        "也没有登记收件邮箱，没有人会看到提醒。请办公室另行联系该行，并为其开通账号或者登记邮箱。",
    )


def silent(row):
    note = row.note
    return Text(
        f"到期未见报送：{note.note_no}",
        f"{note.business.display_name}在{row.bank}的借据{note.note_no}（贷款金额{yuan(note.amount)}）于{written(row.due_on)}到期，"
        f"到{written(row.flagged_on)}仍没有报送还清、逾期或者展期。请{row.bank}在{written(row.answer_by)}以前上传数据日期在到期日以后的台账；"
        "已经逾期的，并作逾期首日报告。本事项只记在银行名下，不影响借款人的信用资格。",
    )


def moved(row):
    old, new = row.old, row.new
    return Text(
        f"疑似转至他行：{old.business.display_name}",
        f"{old.business.display_name}（统一社会信用代码{old.business.uscc}）在{old.bank}的借据{old.note_no}（{yuan(old.amount)}，"
        f"{written(old.start_on)}放款）没有再报送；{new.bank}报送的借据{new.note_no}与其金额、放款日相同。"
        "请办公室分别向两家银行核实是否同一笔贷款，并登记结果。两家银行都不会看到本事项。",
    )
