"""Private files: nothing in clear on the disk, read back as given, refused in a sentence when key or bytes are others."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from registry.history.vault import MARK, Locked, make_key_file, read_key_file

WORD = "内蒙古测试有限公司".encode()


@pytest.fixture(autouse=True)
def _key(settings, tmp_path):
    settings.FILE_KEY_FILE = str(tmp_path / "key")


def kept(content=WORD * 1000):
    storage = storages["private"]
    return storage, storage.save("held/a.dat", ContentFile(content))


def on_disk(storage, name):
    return Path(storage.path(name)).read_bytes()


def test_a_file_is_read_as_it_was_given_and_lies_encrypted():
    storage, name = kept()
    raw = on_disk(storage, name)
    assert raw.startswith(MARK) and WORD not in raw and len(raw) > 1000 * len(WORD)
    with storage.open(name) as file:
        assert file.read() == WORD * 1000
    assert storage.size(name) == 1000 * len(WORD)


def test_a_file_closed_is_opened_again():
    storage, name = kept()
    file = storage.open(name)
    assert file.read(3) and file.open().read(3) == WORD[:3]
    file.close()
    with file.open("rb") as again:
        assert again.read() == WORD * 1000


def test_the_same_content_never_lies_twice_alike():
    storage, first = kept()
    second = storage.save("held/b.dat", ContentFile(WORD * 1000))
    assert on_disk(storage, first) != on_disk(storage, second)


def test_writing_in_place_is_encrypted_too():
    storage, name = kept()
    with storage.open(name, "wb") as file:
        file.write(WORD)
    assert WORD not in on_disk(storage, name)
    with storage.open(name) as file:
        assert file.read() == WORD


@pytest.mark.parametrize("at", [8, 40, -1])
def test_a_changed_byte_is_refused(at):
    storage, name = kept()
    raw = bytearray(on_disk(storage, name))
    raw[at] ^= 1
    Path(storage.path(name)).write_bytes(raw)
    with pytest.raises(Locked, match="解不开.*核对 FILE_KEY_FILE"):
        storage.open(name)


def test_another_key_or_none_is_refused(settings, tmp_path):
    storage, name = kept()
    settings.FILE_KEY_FILE = str(tmp_path / "other")
    with pytest.raises(Locked, match="解不开"):
        storage.open(name)
    settings.FILE_KEY_FILE, settings.PRODUCTION = str(tmp_path / "none"), True
    with pytest.raises(Locked, match="make_file_key"):
        storage.open(name)
    (tmp_path / "short").write_text("YWJj")
    with pytest.raises(Locked):
        read_key_file(tmp_path / "short")


def test_what_lay_there_before_is_still_read():
    storage, name = kept()
    Path(storage.path(name)).write_bytes(WORD)
    with storage.open(name) as file:
        assert file.read() == WORD
    assert storage.size(name) == len(WORD)


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "new"
    call_command("make_file_key", path)
    held = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    make_key_file(path)
    assert path.read_bytes() == held
    with pytest.raises(CommandError, match="已经存在"):
        call_command("make_file_key", path)


def test_files_of_a_request_stay_in_memory_and_too_large_ones_keep_their_true_size(rf, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    monkeypatch.setattr("cms.receiving.KeptInMemory.left", 4_000_001)
    request = rf.post(
        "/", {"a": SimpleUploadedFile("a", b"x" * 3_000_000), "b": SimpleUploadedFile("b", b"y" * 3_000_000)}
    )
    first, second = request.FILES["a"], request.FILES["b"]
    assert (first.size, second.size) == (3_000_000, 3_000_000)
    assert first.read() == b"x" * 3_000_000 and len(second.read()) == 1_000_001
