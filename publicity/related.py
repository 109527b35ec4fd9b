"""What belongs together: a notice, its supplements, the announcements that followed, the other notices of its batch."""

from .models import Notice


def around_notice(notice, today) -> list[dict]:
    """`word`, `title`, `number`, `url`, `date` of everything else the public should read with this notice; oldest first."""
    told = notice.announcements.public(today).exclude(kind="correction").order_by("published_on", "pk")
    found = [_line("随后的公告", one) for one in told if one.state(today) == "valid"]
    same = Notice.objects.public().filter(batch=notice.batch).exclude(pk=notice.pk)
    apart = same.filter(supplements=None).exclude(pk=notice.supplements_id)
    if notice.supplements_id is None:
        found += [_line("同一批次的公示", one) for one in apart.order_by("published_on", "pk")]
    return sorted(found, key=lambda line: (line["date"], line["number"]))


def around_announcement(announcement, today) -> list[dict]:
    """The same of an announcement: the notice it follows, what it corrects, what took its place."""
    found = []
    if announcement.notice_id and announcement.notice.serial:
        found.append(_line("此前的公示", announcement.notice))
    if announcement.corrects_id:
        found.append(
            _line(
                "更正或取代的公告", announcement.corrects, shown=announcement.corrects.state(today) == "valid"
            )
        )
    later = announcement.corrected_by.filter(published_on__lte=today).order_by("published_on", "pk")
    return found + [_line("其后的公告", one, shown=one.state(today) == "valid") for one in later]


def _line(word, record, *, shown=True):
    """An announcement that is not shown any more is named by its number only: its title may hold a name."""
    return {
        "word": word, "title": record.title if shown else "", "number": record.number,
        "url": record.get_absolute_url(), "date": record.published_on,
    }  # fmt: skip
