"""Bringing in what a hub has in tables elsewhere: read and reported on first, then taken in whole or not at all.

Things: CustomerFile. Knows: kit, hubs, journal, directory.
"""
