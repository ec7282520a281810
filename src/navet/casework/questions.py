"""The conversation in which an application is written: its questions, in order, and the fields each fills."""

# The offer that the applicant chose among those that fit, and the reason that was shown (matching.doors.Attached).
MATCH = "match"
QUESTIONS: dict[str, tuple[str, ...]] = {
    "need": ("need", MATCH),
    "wish": ("wish",),
    "organisation": ("kind", "country", "register_number", "organisation_name"),
    "about": ("size", "region", "sector"),
    "reach": ("applicant_name", "applicant_email", "applicant_phone"),
}
# Fields kept in `answers`, not in columns.
KEPT_IN_ANSWERS = frozenset({"kind", "size", "region", "sector", MATCH})
NEEDED = ("need", "kind", "country", "register_number", "organisation_name", "applicant_name", "applicant_email")
# Somebody who has not founded anything yet.
NOBODY_YET = "NONE"
# The conversation's pages: files are shown before the address is asked, and everything is looked through last.
STEPS = ("need", "wish", "organisation", "about", "files", "reach", "check")
