"""Where a missing paper of a compensation file is added: the address that does it, for whoever may."""

from django.urls import reverse

from ..dossier import papers
from ..models import PaperRequirement
from ..rules.dossier import CHECK, DAY1, DAY60, DEMAND, UPLOAD

RIGHTS = {
    UPLOAD: "lending.add_dossierdocument", DAY1: "lending.add_bankreport", DAY60: "lending.add_bankreport",
    CHECK: "lending.add_supervisionnote", DEMAND: "lending.add_demandnotice",
}  # fmt: skip


def ways(dossier, user, today) -> dict[str, dict]:
    """{code of a paper: {"url", "word"}} for every paper this person may add to the file now."""
    if papers.shut(dossier):
        return {}
    may = {source for source, right in RIGHTS.items() if user.has_perm(right)}
    wanted = PaperRequirement.objects.in_force(today).filter(source__in=may)
    steps = {source: _step(dossier, source) for source in {paper.source for paper in wanted}}
    return {paper.code: _way(*steps[paper.source], paper) for paper in wanted if steps[paper.source]}


def _step(dossier, source):
    """(record, step, word) that adds papers of this source; None while there is nothing to add them to."""
    episode = dossier.episode
    if source == UPLOAD:
        return dossier, "upload", "上传"
    if source == CHECK:
        return episode.note, "supervise", "登记资金使用监督"
    if source in (DAY1, DAY60):
        report = episode.reports.filter(kind=source, reported_on=None).first()
        return report and (report, "report", "报送")
    sent = episode.demands.filter(withdrawn_on=None, delivered_on=None).first()
    if sent is not None:
        return sent, "deliver", "登记送达"
    return (episode, "demand", "发放催收通知书") if episode.status == "day60" else None


def _way(record, step, word, paper):
    url = reverse(f"admin:lending_{record._meta.model_name}_step", args=[record.pk, step])
    return {"url": f"{url}?paper={paper.pk}" if paper.source == UPLOAD else url, "word": word}
