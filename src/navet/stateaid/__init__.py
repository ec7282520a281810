"""State aid: the ledger of help given below its price, and the ceilings that bind it."""
