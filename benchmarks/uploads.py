"""Trust UPL-1 and UPL-2: what the gate and the child cost, on a ledger of 20,000 rows × 24 columns and on a small one."""

import io
import random
import time
import tracemalloc

MB = 1024 * 1024


def ledger(rows):
    """A workbook of `rows` × 24 cells of texts, days and amounts."""
    import xlsxwriter

    held, chance = io.BytesIO(), random.Random(38)
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        page, day = book.add_worksheet("贷款台账"), book.add_format({"num_format": "yyyy-mm-dd"})
        for column in range(24):
            page.write_string(0, column, f"列{column}")
            for row in range(1, rows + 1):
                if column % 3 == 0:
                    page.write_string(row, column, f"NSHJJ{chance.randrange(10**10):010d}")
                else:
                    page.write_number(
                        row, column, chance.randrange(46_000, 47_000), day if column % 3 == 1 else None
                    )
    return held.getvalue()


def gate():
    """Seconds of the gate for 100,000 × 24 (five times 20,000), ÷ 2: what passes is looked through whole (goal: at most 1)."""
    from registry.workbooks.gate import examine

    content = ledger(20_000)
    start = time.process_time()
    examine("台账.xlsx", content)
    return {"goal": 1, "ratio": (time.process_time() - start) * 5 / 2}


def gate_memory():
    """Memory the gate takes beside the file itself, ÷ 64 MB (goal: at most 1)."""
    from registry.workbooks.gate import examine

    content = ledger(5_000)
    tracemalloc.start()
    examine("台账.xlsx", content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"goal": 1, "ratio": peak / (64 * MB)}


def child():
    """Reading a small file through gate and child, seconds ÷ 0.5 (goal: at most 1)."""
    from registry.workbooks.reading import read_sheet

    content = ledger(20)
    read_sheet("台账.xlsx", content)
    start = time.perf_counter()
    for _ in range(5):
        read_sheet("台账.xlsx", content)
    return {"goal": 1, "ratio": (time.perf_counter() - start) / 5 / 0.5}
