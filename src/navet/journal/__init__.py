"""The journal: every fact, once, for good. Audit trail, time line and outbox in one.

Things: Entry. Knows: kit, hubs.
"""
