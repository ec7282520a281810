"""Texts into vectors: cleaned, cut into passages, encoded by whoever can, without what their language adds.

Its things: a text, a provider of vectors and its card, the offsets of languages. It knows nobody.
"""
