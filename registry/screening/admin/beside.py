"""What the page of an application tells beside its fields: what handing in would say, and who is tied to it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from registry.history import clock
from registry.parties.access import reach

from ..previewing import preview
from ..related import related_applications
from ..supplements import ITEMS

NOTHING = "没有发现。"


class Beside:
    """Read-only displays, mixed into the register of applications."""

    @admin.display(description="提交前核对")
    def previewed(self, application):
        if application.pk is None or application.status not in ("draft", "supplement"):
            return "—"
        problems, remarks = preview(application, today=clock.today())
        stops = _list("现在提交会被退回，请先处理：", problems) if problems else "现在提交可以受理。"
        return format_html("{}{}", stops, _list("请留意：", remarks) if remarks else "")

    @admin.display(description="关联申报")
    def related(self, application):
        found = related_applications(application) if application.pk else []
        if not found:
            return NOTHING
        return format_html(
            "<ul>{}</ul>",
            format_html_join(
                "", '<li><a href="{}">{} {}</a>（{}）：{}</li>', (_row(o, why) for o, why in found)
            ),
        )

    @admin.display(description="补正事项")
    def asked(self, application):
        done = application.supplement_done
        told = [f"{ITEMS.get(i, i)}{'（已补）' if i in done else ''}" for i in application.supplement_items]
        return "、".join(told) or "—"


def sees_ties(user) -> bool:
    """Whether one may know of other bodies' applications: the office, the leading group, the auditor."""
    return reach(user).sees_registry


def _row(other, why):
    address = reverse("admin:screening_application_change", args=[other.pk])
    return address, other.receipt_number, str(other.business), other.get_status_display(), "、".join(why)


def _list(title, sentences):
    return format_html(
        "<p>{}</p><ul>{}</ul>", title, format_html_join("", "<li>{}</li>", ((s,) for s in sentences))
    )
