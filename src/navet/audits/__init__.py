"""Audits: what stands behind a cost, the files that prove it, and the room an auditor reads it in.

Things: AuditRoom, Proof. Knows: kit, hubs, journal, directory, stateaid, funding, casework.
"""
