"""The files explained to the person who writes them: what `navet timetable solve --help` and the like say."""

ABOUT_SOLVE = """\
Plan a day of meetings. Each meeting gets a slot and a table so that nobody is in two places
at once and everybody has as few breaks between meetings as possible."""
DAY = """\
the day, one JSON object; slots and tables count from 0:
  slots        how many there are
  tables       how many there are: a number, or a list with one number per slot
  people       their names
  meetings     each {"id": "m1", "people": ["Ada", "Bo"]}, and if wanted
                 "session": "morning"   one of the sessions
                 "slot": 3              fixed in this slot
                 "after": ["m7"]        not before m7 was held
                 "weight": 5            how much it counts (1 unless said)
 and if wanted
  sessions     [{"name": "morning", "first": 0, "last": 12}]
  away         {"Ada": [16]}: slots in which somebody meets nobody
  hold         "all" (unless said): hold every meeting. "most": hold what weighs most
  fairness     2: nobody has more than two breaks more than anybody else
  caps         {"Ada": 4}: no more than four meetings
  hosts        {"Ada": 3}: sits at table 3 all day

examples:
  navet timetable solve day.json > plan.json
  navet timetable solve day.json --seconds 30 --out plan.json     Ctrl-C: the best plan so far
  navet timetable solve day.json --seconds 600 --memory 1000 --out plan.json     as a job with limits

status: optimal (proven best), feasible (bound: no plan has fewer breaks than this), infeasible
(proven, with because) or unknown. The exit status is 0 for all of these, 2 for a bad file."""
ABOUT_REPAIR = """\
Mend a plan when the day turns out otherwise: as few meetings as possible move, and
what has been held stays as it was."""
CHANGES = """\
the changes, one JSON object; all but now may be left out:
  {"now": 5,                                           slots before this one are history
   "gone": ["Ada"],                                    does not come, or has left
   "came": [{"person": "Di", "away": [7]}],            is new, or came late
   "cancelled": ["m9"],
   "wanted": [{"id": "x1", "people": ["Bo", "Di"]}],   meetings as in a day
   "tables": 12}                                       from now on

example:
  navet timetable repair day.json plan.json changes.json --out new-plan.json

The answer tells how many meetings moved, and under choices other plans, from few moves to few breaks."""
ABOUT_MIX = """\
Mix people at round tables, round after round (world café, workshop groups), so that as few
as possible meet again. People are numbered from 0."""
MIXES = """\
example: 30 people at tables of 5, four rounds, two pairs of competitors never together:
  echo '[[0, 7], [3, 12]]' | navet timetable mix --people 30 --table-size 5 --rounds 4 --apart -

A pair that meets n times counts n(n - 1)/2 repeats; bound: no mix has fewer. Where the best is not
reached at once, the search goes on for 10 seconds, or as many as --seconds says."""
ABOUT_BUILD = "Compile what the solver runs often, so that the first plan comes as fast as the later ones."

# What each action does, and what there is to know beyond its words.
EXPLAINED = {
    "solve": (ABOUT_SOLVE, DAY),
    "repair": (ABOUT_REPAIR, CHANGES),
    "mix": (ABOUT_MIX, MIXES),
    "build": (ABOUT_BUILD, ""),
}
