"""Files as they arrive: in memory only, never in clear in a temporary folder (trust UPL-4)."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from registry.workbooks.limits import MAX_BYTES


class KeptInMemory(FileUploadHandler):
    """All files of one request together hold a byte more than the largest file that is taken; the rest is let go.

    So a file that is too large is one for whoever looks at its size, and takes no more memory than one that is not.
    """

    left = MAX_BYTES + 1

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data, start):
        kept = raw_data[: self.left]
        self.left -= len(kept)
        self.file.write(kept)

    def file_complete(self, file_size):
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra,
        )  # fmt: skip
