"""Every listener is known as soon as this drawer is opened; the app opens it when it starts."""

from navet.casework.listeners import applications, cases

__all__ = ["applications", "cases"]
