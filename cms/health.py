"""`/healthz`: the process answers. `/readyz`: the database, the timers and the calendar are fit for work."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from imports.background.alarms import MINUTES, stuck
from imports.models import UploadJob
from registry.history import clock
from registry.ledger.models import DutyRun
from registry.policy.calendars import current_calendar, years_asked_for

from .timekeeping import doubts

STALE_MINUTES = 15


def healthz(request):
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def readyz(request):
    """200 when fit, 503 with the reasons in Chinese when not. `last_backup` is null until one is recorded."""
    state, problems = {"database": False, "last_backup": None}, []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state["database"] = True
        state["timers"] = _timers(problems)
        problems += doubts()
        state["uploads"] = _uploads(problems)
        state["calendar"] = _calendar(clock.today(), problems)
    except DatabaseError:
        problems.append("数据库无法连接。")
    state["problems"] = problems
    answer = JsonResponse(state, status=503 if problems else 200, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


def _timers(problems):
    last = DutyRun.objects.exclude(finished_at=None).order_by("-finished_at").first()
    if last is None:
        problems.append("定时事项还没有运行过。")
        return {"last_run": None, "age_seconds": None}
    age = (clock.moment() - last.finished_at).total_seconds()
    if age > STALE_MINUTES * 60:
        problems.append(f"定时事项已 {int(age // 60)} 分钟没有成功运行（应不超过 {STALE_MINUTES} 分钟）。")
    return {"last_run": timezone.localtime(last.finished_at).isoformat(), "age_seconds": int(age)}


def _uploads(problems):
    """What waits or runs in the background, and what stands still."""
    still = stuck(clock.moment())
    if still:
        problems.append(f"有 {len(still)} 件上传在后台超过 {MINUTES} 分钟没有进展。")
    return {"open": UploadJob.objects.open().count(), "stuck": len(still)}


def _calendar(today, problems):
    missing = years_asked_for(today)
    problems += [
        f"请导入 {year} 年国务院放假安排（后台“年度日历”，或者 import_calendar）。" for year in missing
    ]
    return {"official_until": max(current_calendar().official_years, default=None), "missing": missing}
