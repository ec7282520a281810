"""What casework does by the clock; the app opens this drawer when it starts."""

from navet.casework.clock import applications, cases

__all__ = ["applications", "cases"]
