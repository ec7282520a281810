"""How good and how fast the planner of meetings is: against published proofs, on large days, mended, grown, and at round tables.

`python -m benchmarks.timetable rows|days|repair|growth|mix` measures one part, `all` every one; what came out is kept in
`benchmarks/timetable.json` and told in `docs/performance.md`.
"""
