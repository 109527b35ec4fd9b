"""The canonical columns of a bank ledger and the headers banks use for them (domain §8.1). Pure."""

from dataclasses import dataclass

from registry.workbooks.words import plain


@dataclass(frozen=True)
class Column:
    """`reads` names how its cells are read: number, text, money, percent, day, count, grade, basis."""

    name: str
    label: str
    reads: str
    required: bool = False
    aliases: tuple[str, ...] = ()


COLUMNS = (
    Column("note_no", "借据号", "number", True, ("借据编号", "贷款借据编码", "放款编号", "贷款账号")),
    Column("contract_no", "合同号", "number", True, ("合同编号", "借款合同号", "贷款合同编码")),
    Column("guarantee_no", "保证合同号", "number", False, ("担保合同编号",)),
    Column("name", "客户名称", "text", True, ("借款人", "借款人名称", "企业名称", "户名")),
    Column(
        "uscc",
        "统一社会信用代码",
        "number",
        True,
        ("证件号码", "借款人证件代码", "纳税人识别号", "营业执照号"),
    ),
    Column("line_amount", "授信额度", "money", False, ("合同金额",)),
    Column("loan_amount", "贷款金额", "money", True, ("发放金额", "借据金额")),
    Column("balance", "贷款余额", "money", True, ("余额", "本金余额")),
    Column("start", "放款日", "day", True, ("发放日期", "贷款发放日期", "起息日")),
    Column("due", "到期日", "day", True, ("贷款到期日期",)),
    Column("ext_due", "展期到期日", "day", False, ("展期到期日期",)),
    Column("unpaid_since", "逾期起始日", "day", False, ("应还款日", "最早未还日")),
    Column("rate", "年利率(%)", "percent", True, ("年利率", "利率水平", "执行利率")),
    Column("basis", "定价基准", "basis", False, ("定价基准类型",)),
    Column("fee_rate", "担保费率(%)", "percent", False, ("担保费率", "年化担保费率")),
    Column("guarantee_type", "担保方式", "text", False, ("贷款担保方式",)),
    Column("method", "还款方式", "text"),
    Column("grade", "五级分类", "grade", False, ("贷款质量",)),
    Column("od_days", "逾期天数", "count", False, ("本金逾期天数", "利息逾期天数")),
    Column("od_principal", "逾期本金", "money"),
    Column("od_interest", "欠息", "money", False, ("表内外欠息", "表内表外欠息")),
    Column("penalty", "罚息", "money"),
    Column("compound", "复利", "money"),
    Column("as_of", "数据日期", "day", True, ("截至日期", "报表日期")),
)
BY_NAME = {column.name: column for column in COLUMNS}


SKIP = "skip"
KNOWN = {plain(word): column for column in COLUMNS for word in (column.label, *column.aliases)}

REQUIRED = tuple(column for column in COLUMNS if column.required)
