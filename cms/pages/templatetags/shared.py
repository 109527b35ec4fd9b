"""What stands round a record at its permanent address, and whether there is a picture to share."""

from django import template

from publicity.picture import font_face
from publicity.related import around_announcement, around_notice
from registry.history import clock

register = template.Library()


@register.simple_tag
def around(notice=None, announcement=None):
    """Lines of `publicity.related` as of today."""
    today = clock.today()
    return around_notice(notice, today) if notice else around_announcement(announcement, today)


@register.simple_tag
def has_picture():
    return font_face() is not None
