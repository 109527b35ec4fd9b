"""`make test-schema`: all migrations once more, and the script of the empty database drawn from them, byte for byte."""

from cms.schema import drawing, laying


def test_the_migrations_make_the_same():
    assert drawing.draw() == laying.SCRIPT.read_text(encoding="utf-8")
