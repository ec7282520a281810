"""A need in any language against everything on offer: ranked, with reasons, and a plain no when nothing fits.

Its things: a need, an offer's text, vectors with their versions, editions of everything on offer, topics, a verdict, a
showing and the reactions to it. It knows the catalogue, from whose facts it hears, and the directory.
"""
