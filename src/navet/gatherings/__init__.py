"""Who meets whom, when and where: timetables of meetings that are provably good.

Its things: a day with its meetings, a plan, its repair. Knows: mixing, and how questionnaires read a file.
"""
