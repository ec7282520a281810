"""Hubs: each hub that runs on this platform, its consortium, and the wall between hubs.

Things: Hub. Knows: kit.
"""
