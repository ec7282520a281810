"""Who meets whom, when and where: timetables of meetings that are provably good, and tables that mix.

Its things: a day with its meetings, a plan, its repair, rounds at tables. It knows nobody below but how to read a file.
"""
