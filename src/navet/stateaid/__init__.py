"""State aid: the ledger of help given below its price, and the ceilings that bind it across hubs.

Things: Regime, AidEntry, Declaration, DeclaredAid, ExchangeRate. Knows: kit, hubs, journal, directory.
"""
