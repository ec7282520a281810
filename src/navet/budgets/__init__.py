"""Budgets: who has how much of a project for what, in versions, and what moved between them.

Things: BudgetVersion, BudgetLine. Knows: kit, hubs, journal, directory, funding.
"""
