"""Funding: the projects that pay for the hub's work, who finances them, and what the work cost.

Things: Project, Financier, Cost, TimeSheet, TimeEntry, Period, Contribution, Claim. Knows: kit, hubs, journal, directory.
"""
