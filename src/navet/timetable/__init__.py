"""Plans a day of meetings: who meets whom, when and at which table, with a proof, and mends the plan while the day runs.

Its things: a day with its meetings, its planner. Pure; it knows how a search is compiled, and nobody.
"""
