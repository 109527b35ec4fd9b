"""The letters as people read them. What a digest tells is what is public at the moment of sending, not of laying."""

from ..changes import records_of
from ..models import PublicChange, SubscriptionLetter
from .boards import BOARDS, in_words
from .links import confirm_path, end_path

K = SubscriptionLetter.Kind
CHANGED = "（有变更）"


def subject_of(letter) -> str:
    board = BOARDS[letter.subscription.board].label
    return f"请确认订阅信保贷{board}" if letter.kind == K.CONFIRM else f"信保贷{board}更新"


def body_of(letter, *, today, site) -> str | None:
    """The text of a letter, `site` before every address; None when nothing of it is public any more."""
    return _confirmation(letter, site) if letter.kind == K.CONFIRM else _digest(letter, today, site)


def _about(subscription):
    board = BOARDS[subscription.board]
    conditions = in_words(board, subscription.query)
    return f"{board.label}{'（' + '，'.join(conditions) + '）' if conditions else '（全部）'}"


def _confirmation(letter, site):
    return (
        f"有人用这个邮箱申请订阅信保贷{_about(letter.subscription)}的更新，每天最多一封。\n\n"
        f"是您本人申请的，请在两日内打开下面的网址，按“确认订阅”：\n{site}{confirm_path(letter.subscription)}\n\n"
        "不是您申请的，不用理会：不确认就不会再收到，邮箱两日后清除。\n\n伊金霍洛旗信保贷"
    )


def _digest(letter, today, site):
    subscription = letter.subscription
    changes = list(PublicChange.objects.filter(number__in=letter.changes).order_by("number"))
    records = records_of(changes, today)
    lines = [_line(c, records.get((c.subject, c.record_id)), site) for c in changes]
    lines = [line for line in lines if line]
    if not lines:
        return None
    address = f"{site}{BOARDS[subscription.board].address}"
    address += f"?{subscription.query}" if subscription.query else ""
    return (
        f"您订阅的{_about(subscription)}有{len(lines)}条更新：\n\n" + "\n\n".join(lines)
        + f"\n\n全部内容：{address}\n\n不想再收到，请打开：{site}{end_path(subscription)}\n退订后邮箱立即清除。\n\n伊金霍洛旗信保贷"
    )  # fmt: skip


def _line(change, record, site):
    if record is None:
        return ""
    again = CHANGED if change.action == PublicChange.Action.CHANGED else ""
    if change.subject == PublicChange.Subject.ROSTER:
        return f"{record['name']}{again}\n{record['uscc']}，{record['town_label'] or '所属镇未登记'}，{record['recognised_on']}认定"
    return (
        f"{record['title']}{again}\n{record['number']}，{record['published_on']}发布\n{site}{record['url']}"
    )
