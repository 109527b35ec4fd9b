"""Registers of keys: the key is made with its row, shown on one page and never again; a row is not changed, only taken back."""

from django.template.response import TemplateResponse

from registry.history import clock


class ShownOnce:
    """Beside `RegistryAdmin`: `fields` are typed when adding, `readonly_fields` are told afterwards.

    A register gives `issue(row, actor=, today=, reason=)` (saves the row, returns the key in clear), `given_to(row)` (who
    receives the key, in words) and `told(row)` ((label, value) of what stands beside it).
    """

    issued = "密钥已发放"
    lost = ""

    def get_fields(self, request, obj=None):
        return [*self.fields, *(self.readonly_fields if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def has_change_permission(self, request, obj=None):
        return False if obj else super().has_change_permission(request)

    def save_model(self, request, obj, form, change):
        reason = form.cleaned_data["change_reason"]
        obj.secret = self.issue(obj, actor=request.user, today=clock.today(), reason=reason)

    def response_add(self, request, obj, post_url_continue=None):
        """The one page that shows the key in clear."""
        context = {
            **self.admin_site.each_context(request), "title": self.issued, "opts": self.opts, "key": obj.secret,
            "rows": self.told(obj), "given_to": self.given_to(obj), "lost": self.lost,
        }  # fmt: skip
        return TemplateResponse(request, "admin/xbd/shown_once.html", context)
