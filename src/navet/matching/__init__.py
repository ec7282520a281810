"""A need in any language against everything on offer: ranked, with reasons, and a plain no when nothing fits.

Its things: a need, an offer, vectors with their versions, topics, a verdict. It knows the words of the catalogue.
"""
