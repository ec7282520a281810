"""The two hubs that matching's tests know, with what they offer."""

from navet.matching.tests.conftest import offers, own_shelves

__all__ = ["offers", "own_shelves"]
