"""The desk: what waits for me today, from every trade.

Things: none of its own. Knows: everything below; nobody knows it.
"""
