"""Set-ups that must not run: a superuser stands above every separation of duties (trust AUT-5); unsigned papers; files in clear."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError


@register(Tags.database)
def no_superuser(app_configs=None, databases=None, **_):
    """An error naming each active superuser. Asked by `check --database default` and by every `migrate`."""
    from registry.parties.models import User

    if not databases:
        return []
    try:
        names = list(
            User.objects.filter(is_superuser=True, is_active=True).values_list("username", flat=True)
        )
    except DatabaseError:
        return []
    return [
        Error(f"账号“{name}”是在用的超级用户，三员分立不允许。请取消其超级用户标记或停用。", id="cms.E001")
        for name in names
    ]


@register(Tags.security)
def signing_key_in_place(app_configs=None, **_):
    """In production: an error unless the signing key is there, an Ed25519 key, and readable by its owner only."""
    from registry.documents.keys import read_key_file
    from registry.history.errors import Refusal

    if not settings.PRODUCTION:
        return []
    if not settings.SIGNING_KEY_FILE:
        return [Error("没有设置 SIGNING_KEY_FILE，文书无法签名。", id="cms.E002")]
    try:
        read_key_file(settings.SIGNING_KEY_FILE)
    except Refusal as refusal:
        return [Error(str(refusal), id="cms.E002")]
    if Path(settings.SIGNING_KEY_FILE).stat().st_mode & 0o077:
        return [Error("签名密钥文件别人也能读取。请执行 chmod 600。", id="cms.E003")]
    return []


@register(Tags.security)
def file_key_in_place(app_configs=None, **_):
    """In production: an error unless the key of private files is there and readable by its owner only."""
    from registry.history.errors import Refusal
    from registry.history.vault import read_key_file

    if not settings.PRODUCTION:
        return []
    if not settings.FILE_KEY_FILE:
        return [Error("没有设置 FILE_KEY_FILE，私有文件不能存取。", id="cms.E004")]
    try:
        read_key_file(settings.FILE_KEY_FILE)
    except Refusal as refusal:
        return [Error(str(refusal), id="cms.E004")]
    if Path(settings.FILE_KEY_FILE).stat().st_mode & 0o077:
        return [Error("存放文件用的密钥别人也能读取。请执行 chmod 600。", id="cms.E005")]
    return []
