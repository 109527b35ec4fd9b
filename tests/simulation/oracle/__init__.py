"""What should have happened: written from the policy text and the law alone, importing nothing of the product.

Facts go in as plain days and words (`Oracle.opened`, `Oracle.found` …), `Oracle.day_run` says that the timers have
gone through a day, `Oracle.expected` gives everything that must be so then, and nothing else may be.
"""

from .model import Oracle

__all__ = ["Oracle"]
