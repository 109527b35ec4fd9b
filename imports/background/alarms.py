"""What stands still in the background, told to the office and to the bank, once (R70)."""

from datetime import timedelta

from django.db import transaction

from registry.history import clock
from registry.ledger.outbox import post
from registry.lending.addressees import codes_of
from registry.parties.models import Institution

from ..models import UploadJob
from .settling import settle
from .signs import sign_of

MINUTES = 10
KIND = "upload_stuck"


def stuck(now) -> list[UploadJob]:
    """Open work that has neither begun nor moved for MINUTES, while nothing else is moving before it."""
    limit = now - timedelta(minutes=MINUTES)
    jobs = list(UploadJob.objects.open().filter(asked_at__lte=limit))
    moving = [job for job in UploadJob.objects.filter(state="running") if _moved(job) > limit]
    return [job for job in jobs if _moved(job) <= limit and not (job.state == "waiting" and moving)]


def _moved(job):
    """When there was last a sign of life."""
    sign = sign_of(job)
    return max(filter(None, (job.asked_at, job.started_at, sign and sign.at)))


@transaction.atomic
def raise_alarms(now):
    """Tell of everything that is stuck; of each once."""
    for job in stuck(now):
        _tell(job, f"超过{MINUTES}分钟没有进展", "请系统管理员查看后台（定时事项）是否在运行、数据库是否正常；恢复后会自动接着办，不必重新上传。",
              clock.day_of(now))  # fmt: skip


@transaction.atomic
def given_up(job, today, now):
    """The work failed again and again: settled, the person and the office are told."""
    said = f"后台办理“{job}”中断了{job.attempts}次，已停止，没有入账。请重新{'上传' if job.kind == 'read' else '确认'}；仍然不行的，请与旗金融服务中心联系。"
    if settle(job, "failed", [said], was=job.state, now=now):
        _tell(
            job,
            f"中断{job.attempts}次，已停止",
            "没有入账，登记没有任何变化。请系统管理员查看运行日志。",
            today,
        )


def _tell(job, found, todo, today):
    body = f"{job.bank.name}的{job.asked_by}交办的“{job}”（{job.get_kind_display()}，约{job.rows}行）在后台{found}。{todo}"
    post(
        key=f"{KIND}:{job.pk}:{job.attempts}", kind=KIND, to=[*codes_of(Institution.Kind.OFFICE), job.bank.code],
        subject=f"后台办理停住：{job}", body=body, today=today, about=job.upload,
    )  # fmt: skip
