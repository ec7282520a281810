"""Who belongs to whose group, and holding a group still while something is decided about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models.expressions import RawSQL

from navet.directory.models import Organisation, OrganisationLink
from navet.directory.undertakings import Link, Tie


@dataclass(frozen=True, slots=True)
class Ties:
    """All organisations that links of any day and kind join, as `undertakings.py` reads them.

    `names`: legal name and shown register number by id.
    """

    links: tuple[Link, ...]
    public_owners: frozenset[str]
    names: dict[str, tuple[str, str]]


AROUND = """
WITH RECURSIVE around(id) AS (
  SELECT %s::uuid
  UNION
  SELECT step.id FROM around
  JOIN directory_organisation here ON here.id = around.id AND here.kind <> 'PUBLIC_BODY' AND NOT here.is_public_owner
  CROSS JOIN LATERAL (
    SELECT child_id AS id FROM directory_organisationlink WHERE parent_id = here.id
    UNION ALL SELECT parent_id FROM directory_organisationlink WHERE child_id = here.id
    UNION ALL SELECT id FROM directory_organisation WHERE merged_into_id = here.id
    UNION ALL SELECT here.merged_into_id WHERE here.merged_into_id IS NOT NULL
  ) step
) SELECT id FROM around
"""


def around(organisation: Organisation) -> RawSQL:
    """The ids of all organisations that links of any day and kind join with this one."""
    return RawSQL(AROUND, [organisation.id])  # noqa: S611  our own fixed text, the id as a parameter


def ties_around(organisation: Organisation) -> Ties:
    """Everything that could belong to the organisation's group, in two questions. Links never lead through a public body.

    A record merged into another as its duplicate is the same firm: a hold of the whole, since ever.
    """
    found = Organisation.objects.filter(id__in=around(organisation))
    organisations = {each.id: each for each in found}
    holds = OrganisationLink.objects.filter(parent__in=organisations, child__in=organisations)
    merged = (
        Link(str(each.merged_into_id), str(each.id), Tie.CONTRACT, date.min)
        for each in organisations.values()
        if each.merged_into_id
    )
    return Ties(
        links=(
            *(
                Link(str(each.parent_id), str(each.child_id), Tie(each.kind), each.since, each.until, each.share)
                for each in holds
            ),
            *merged,
        ),
        public_owners=frozenset(
            str(each.id)
            for each in organisations.values()
            if each.is_public_owner or each.kind == Organisation.Kind.PUBLIC_BODY
        ),
        names={str(each.id): (each.legal_name, each.shown_number) for each in organisations.values()},
    )


def hold(organisations: Collection[UUID]) -> None:
    """Let nobody else hold these organisations until the transaction ends; always taken in the same order."""
    held = Organisation.objects.select_for_update(no_key=True).filter(id__in=organisations).order_by("id")
    list(held.values_list("id", flat=True))
