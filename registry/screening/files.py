"""What may be attached to an application: the house's one rule for files (registry.documents.files). Pure."""

from registry.documents.files import LIMIT, extension, file_problems, safe_name, size_problems

__all__ = ["LIMIT", "extension", "file_problems", "safe_name", "size_problems"]
