"""What editors upload: pictures are made anew, so that place and device leave them; files are judged before they are kept."""

from io import BytesIO

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageOps
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from registry.documents.files import file_problems, size_problems

from .attached import judged
from .views.files import is_public

WIDEST = 2400  # pixels; a page never shows more
PUBLIC = (
    "原来的文件正在公开的网页上，不能直接换成系统读不出的。请作为新文件上传，在网页里换上它，再提交审核。"
)
JPEG, PNG = ("JPEG", "jpg", "image/jpeg"), ("PNG", "png", "image/png")


def made_anew(content, name) -> SimpleUploadedFile:
    """The picture turned upright, at most 2,400 pixels wide or high, encoded again without EXIF, GPS or thumbnails."""
    with Image.open(BytesIO(content)) as opened:
        drawn = ImageOps.exif_transpose(opened)
        drawn.thumbnail((WIDEST, WIDEST))
        clear = (
            drawn.mode in ("RGBA", "LA", "P") and "transparency" in drawn.info or drawn.mode in ("RGBA", "LA")
        )
        kind, ending, sort = PNG if clear or opened.format == "PNG" else JPEG
        plain = Image.new("RGBA" if clear else "RGB", drawn.size)
        plain.paste(drawn.convert(plain.mode))
    into = BytesIO()
    plain.save(into, kind, optimize=True, **({"quality": 85} if kind == "JPEG" else {}))
    stem = name.rsplit(".", 1)[0][:80] or "tupian"
    return SimpleUploadedFile(f"{stem}.{ending}", into.getvalue(), sort)


class PictureForm(BaseImageForm):
    """Wagtail's form for a picture; the file that is kept is the one made anew."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].label = "图片说明"
            self.fields["description"].help_text = "写清图上有什么。放进网页时还要再填写一次图片说明。"

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        made = made_anew(_bytes(file), file.name)
        with Image.open(made) as drawn:
            made.image = drawn
        made.seek(0)
        return made


class AttachmentForm(BaseDocumentForm):
    """Wagtail's form for a file; name and content must agree, and no full number of a person is read in it.

    What cannot be read is confirmed where a page that leads to it is handed in, so it takes no place on a public page.
    """

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        content = _bytes(file)
        problems = size_problems(file.name, len(content)) or file_problems(file.name, content)
        if not problems:
            found = judged(file.name, content)
            problems = found.problems or (
                self._takes_a_public_place() and [*found.doubts, PUBLIC] if found.doubts else ()
            )
        if problems:
            raise forms.ValidationError(list(problems))
        return file

    def _post_clean(self):
        """A file that is refused is not asked for its ending once more: it has none then."""
        if "file" not in self.errors:
            super()._post_clean()

    def _takes_a_public_place(self):
        standing = getattr(self, "instance", None)
        return standing is not None and standing.pk and is_public(standing)


def _bytes(file):
    file.seek(0)
    content = file.read()
    file.seek(0)
    return content
