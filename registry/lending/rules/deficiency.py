"""Why the office sends a claim back: codes with their sentences, and what the bank owes before it lodges again."""

CODES = {
    "D01": "缺少", "D02": "不清晰、缺页", "D03": "未签字、盖章", "D04": "与借据、合同不一致", "D05": "日期、期间不符",
    "D06": "金额、计息有误", "D07": "送达证明不足", "D08": "资金用途核查不足", "D09": "已过有效期、需更新", "D99": "其他",
}  # fmt: skip
TO_DO = {
    "D01": "请补充上传或者登记。",
    "D02": "请重新扫描，逐页清晰上传。",
    "D03": "请补齐签字、盖章后重新上传。",
    "D04": "请核对借款人、合同号、借据号和金额，更正后重新提供。",
    "D05": "请核对日期和期间，更正后重新提供。",
    "D06": "请按借据余额、合同利率和计息天数重新计算，罚息、复利另列。",
    "D07": "请补充签收回执、邮件查询单或者公证书。",
    "D08": "请补充受托支付凭证、流水和现场检查情况。",
    "D09": "请提供仍然有效的文件。",
    "D99": "请按退回理由补正。",
}


def sentence(subject: str, code: str) -> str:
    """One deficiency as a sentence: what is wrong with what, and what to do."""
    return f"{subject}：{CODES[code]}（{code}）。{TO_DO[code]}"


def return_problems(found, reason: str) -> list[str]:
    """Why a claim may not be sent back like this. `found` are (paper or None, code) pairs.

    | items | code D99 | reason | answer |
    |-------|----------|--------|--------|
    | none  | –        | –      | no     |
    | some  | among    | empty  | no     |
    | some  | –        | given  | yes    |
    """
    problems = []
    if not found:
        problems.append("没有选择退回原因。请至少在一项资料（或者“代偿金额和计息”）后选择退回原因。")
    if len(set(found)) < len(found):
        problems.append("同一项资料的同一个退回原因写了两次。请删去重复的一项。")
    if any(code not in CODES for _, code in found):
        problems.append("退回原因不在列表之内。请从列表中选择。")
    if any(code == "D99" for _, code in found) and not reason.strip():
        problems.append("退回原因选了“其他”，须在理由栏写明需要补正什么。")
    return problems
