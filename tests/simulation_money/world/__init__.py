"""A world drawn from one seed, lived through the real doors: bookings, corrections, withdrawals, the timers and their faults."""

from .driver import Found, Profile, World

__all__ = ["Found", "Profile", "World"]
