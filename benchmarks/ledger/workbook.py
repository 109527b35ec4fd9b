"""A bank's ledger of any length, 17 columns as banks send them. `python workbook.py ROWS FILE` writes one."""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

HEADS = ("借据号", "合同号", "客户名称", "统一社会信用代码", "授信额度", "贷款金额", "贷款余额", "放款日", "到期日", "逾期起始日",
         "年利率(%)", "担保费率(%)", "担保方式", "还款方式", "五级分类", "逾期天数", "数据日期")  # fmt: skip
AS_OF = date(2026, 6, 30)
TODAY = date(2026, 7, 1)
SINCE = date(2026, 6, 20)
NOTES_A_LINE = 4
ONE_IN_ARREARS = 5_000
ONE_TO_LOOK_AT = 100


def lines(rows):
    """The rows as a bank would export them: four notes a contract; some in arrears, some under an old name."""
    from benchmarks.ledger.county import NOTES_EACH, codes, name_of

    chance, known = random.Random(16), list(codes(rows))
    for n in range(rows):
        at, contract = min(n // NOTES_EACH, len(known) - 1), n // NOTES_A_LINE
        line = 40_000 * (contract % 100 + 1)
        amount = line // NOTES_A_LINE
        start = date(2024, 1, 1) + timedelta(days=chance.randrange(850))
        late = n % ONE_IN_ARREARS == ONE_IN_ARREARS - 1
        yield (
            f"2024NSHJJ{n:08d}", f"2024NSHHT{contract:07d}", name_of(at) + "(筹)" * (n % ONE_TO_LOOK_AT == 50), known[at],
            line, amount, chance.randrange(amount * 50, amount * 100) / 100, start, start + timedelta(days=1095),
            SINCE if late else None, chance.randrange(300, 430) / 100, chance.choice((0.5, 0.8, 1)), "保证",
            chance.choice(("按月付息到期还本", "等额本息", "随借随还")), "关注" if late else "正常",
            (AS_OF - SINCE).days if late else 0, AS_OF,
        )  # fmt: skip


def write(rows, path):
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("贷款台账")
        page.write_row(0, 0, HEADS)
        for at, line in enumerate(lines(rows), start=1):
            page.write_row(at, 0, line)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    write(int(sys.argv[1]), sys.argv[2])
