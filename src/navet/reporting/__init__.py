"""Reporting: the figures a hub owes, each of which opens to the rows it is made of.

Things: Target. Knows: everything below it; nobody knows it.
"""
