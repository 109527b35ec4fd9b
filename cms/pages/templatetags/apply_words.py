"""How sizes of files are written."""

from django import template

register = template.Library()


@register.filter
def filesize_zh(size):
    """Bytes as people read them: 300KB, 2.4MB."""
    return f"{size / 1024 / 1024:.1f}MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))}KB"
