"""What became of a file sent by the interface, as plain values for the bank's system."""

from ..answer import answer_of
from ..background.views import progress_of
from ..models import Upload

SETTLED = ("accepted", "partial", "unchanged", "rejected")
GONE = ("rejected", "expired", "undone")
MOST_ERRORS = 1000
UNMAPPED = "必填的列没有全部认出。请责任人登录后台，在“上传”中核对表头的对应并记住，然后重新发送；也可以改用本行的模板。"


def told(job, now) -> dict:
    """`id` and `state` always; `upload` and the counts once it was read; `progress` while it is worked on.

    `state`: waiting, running, unmapped, failed, cancelled, or the upload's own: received, accepted, partial, unchanged,
    rejected, expired, undone. `problems`: sentences on why the last piece of work came to nothing.
    """
    last = _last(job)
    said = {"id": str(job.key), "state": _state(job, last), "file": job.original_name, "sha256": job.sha256}
    said |= {"upload": job.upload_id, "outcome": ""}
    if job.upload_id:
        said |= _of_upload(job.upload)
    return said | {"problems": _problems(job, last), "progress": _progress(last, now)}


def _last(job):
    """The last piece of work on it: its booking, or else its reading."""
    booking = job.upload.jobs.filter(kind="book").order_by("-pk").first() if job.upload_id else None
    return booking or job


def _state(job, last):
    if last.is_open:
        return last.state
    if job.upload_id:
        return job.upload.status
    return "unmapped" if job.state == "done" else job.state


def _of_upload(upload):
    counts = answer_of(upload, upload.status if upload.status in SETTLED else "")
    errors = counts.pop("errors")
    return counts | {"errors": errors[:MOST_ERRORS], "errors_total": len(errors)}


def _problems(job, last):
    if not last.is_open and not job.upload_id and job.state == "done":
        return [UNMAPPED]
    return last.said


def _progress(job, now):
    if not job.is_open:
        return None
    found = progress_of(job, now)
    return {
        "phase": found.get("phase", "等待办理"), "rows_done": found.get("done", 0), "rows": found.get("total") or job.rows,
        "percent": found["percent"], "seconds_left": found["seconds"],
    }  # fmt: skip


def stands(job) -> bool:
    """Whether the same bytes sent again are this very piece of work, and not a new one."""
    if job.is_open:
        return True
    return job.upload_id is not None and Upload.objects.get(pk=job.upload_id).status not in GONE
