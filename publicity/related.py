"""What belongs together: a notice, its supplements, the announcements that followed, the other notices of its batch."""

from collections import defaultdict

from django.db.models import Q

from .models import Announcement, Notice

TOLD = (
    "kind",
    "serial",
    "number",
    "title",
    "notice",
    "corrects",
    "published_on",
    "expires_on",
    "withdrawn_on",
)
BESIDE = ("serial", "number", "title", "published_on", "supplements")


class Around:
    """Announcements that followed a notice and the notices beside it, in two statements however many there are."""

    def __init__(self, notice, today):
        self.notice, self.today = notice, today
        told = Announcement.objects.filter(
            Q(notice=notice) | Q(corrects__notice=notice), published_on__lte=today
        )
        told = list(told.only(*TOLD).order_by("published_on", "pk"))
        self.told = [one for one in told if one.notice_id == notice.pk]
        self.later = defaultdict(list)
        for one in told:
            self.later[one.corrects_id].append(one)
        beside = Q(batch=notice.batch) | Q(supplements=notice) | Q(pk=notice.supplements_id)
        beside = Notice.objects.public().filter(beside).exclude(pk=notice.pk)
        self.beside = list(beside.only(*BESIDE).order_by("published_on", "pk"))

    def corrections(self) -> list[Announcement]:
        """Announcements that correct an entry of the notice, oldest first."""
        return [one for one in self.told if one.kind == "correction"]

    def additions(self) -> list[Notice]:
        """Supplements of the notice, newest first."""
        keys = [one.pk for one in self.beside if one.supplements_id == self.notice.pk]
        return list(Notice.objects.filter(pk__in=keys).order_by("-pk")) if keys else []

    def supplemented(self) -> Notice | None:
        """The notice this one is a supplement of."""
        return next((one for one in self.beside if one.pk == self.notice.supplements_id), None)

    def lines(self) -> list[dict]:
        """`word`, `title`, `number`, `url`, `date` of everything else the public should read with it; oldest first."""
        found = [_line("随后的公告", one) for one in self.told if self._valid(one)]
        if self.notice.supplements_id is None:
            found += [_line("同一批次的公示", one) for one in self.beside if one.supplements_id is None]
        return sorted(found, key=lambda line: (line["date"], line["number"]))

    def _valid(self, told):
        return told.kind != "correction" and told.state(self.today, self.later[told.pk]) == "valid"


def around_notice(notice, today) -> list[dict]:
    """The lines of `Around`."""
    return Around(notice, today).lines()


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
