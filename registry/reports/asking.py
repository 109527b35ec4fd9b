"""What a report is asked for: the day, what was known by which day, and by which spans."""

from django import forms

from registry.ledger.admin_base import day_field
from registry.policy.dates import written

from .facts.clocks import At
from .rules.spans import BY, MONTH


class AskForm(forms.Form):
    """Both days at the latest today; empty means today and everything that is known."""

    on = day_field("截至", required=False, help_text="数字是这一天终了时的。")
    known = day_field(
        "按哪一天所知", required=False, help_text="空着为现在所知；填了以后，其后补报、更正的不计。"
    )
    by = forms.ChoiceField(
        label="期间", required=False, choices=[(code, told[0]) for code, told in BY.items()], initial=MONTH
    )

    def __init__(self, data, *, today):
        self.today = today
        given = {name: data.get(name) for name in self.base_fields if data.get(name)}
        super().__init__({"on": f"{today:%Y-%m-%d}", "by": MONTH} | given)

    def clean_on(self):
        return self._not_later(self.cleaned_data["on"]) or self.today

    def clean_known(self):
        return self._not_later(self.cleaned_data["known"])

    def clean_by(self):
        return self.cleaned_data["by"] or MONTH

    def _not_later(self, day):
        if day and day > self.today:
            raise forms.ValidationError(
                f"填的是{written(day)}，晚于今天{written(self.today)}。请填今天或以前的日期。"
            )
        if day and day.year < 2000:
            raise forms.ValidationError(
                f"填的是{written(day)}，早于2000年，登记簿没有那时的数据。请核对年份。"
            )
        return day

    def at(self) -> tuple[At, str]:
        """The clocks and the spans; today's where what was given cannot be used."""
        if not self.is_valid():
            return At(self.today), MONTH
        given = self.cleaned_data
        return At(given["on"], given["known"]), given["by"]

    def words(self) -> str:
        """“截至2026年11月20日，按2026年11月25日所知”."""
        at, _ = self.at()
        return f"截至{written(at.on)}" + (f"，按{written(at.known)}所知" if at.known else "")

    def query(self) -> dict:
        """What an address carries on."""
        at, by = self.at()
        known = {"known": f"{at.known:%Y-%m-%d}"} if at.known else {}
        return {"on": f"{at.on:%Y-%m-%d}", "by": by} | known
