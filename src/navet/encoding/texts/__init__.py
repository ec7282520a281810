"""Text on its way into the encoder: cleaned, cut into sentences, clauses and windows, and its language told."""

from navet.encoding.texts.cleaning import cleaned, in_small_letters
from navet.encoding.texts.needs import any_needs
from navet.encoding.texts.passages import clauses, passages, sentences, windows

__all__ = ["any_needs", "clauses", "cleaned", "in_small_letters", "passages", "sentences", "windows"]
