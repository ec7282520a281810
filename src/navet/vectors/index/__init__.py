"""Offers' vectors on the disk and in memory, and what is nearest to a need among them."""
