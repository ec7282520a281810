"""A letter when something new fits a need, to whoever has said yes to it.

Its things: a subscription, which is a consent, and an offer letter. It knows matching, which says what fits, and the directory.
"""
