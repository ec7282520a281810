"""Who meets whom: wishes become a day, its files are read and written, and a checker looks at every plan.

Its things: a day's files, wishes, the program. Knows: the timetable, mixing, and how questionnaires read a file.
"""
