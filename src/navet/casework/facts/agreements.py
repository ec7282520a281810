from decimal import Decimal
from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class AgreementDrafted(Fact):
    """`about`: the case."""

    agreement_id: UUID


@fact
class AgreementChanged(Fact):
    agreement_id: UUID
    item_id: UUID


@fact
class AgreementSent(Fact):
    agreement_id: UUID


@fact
class AgreementSigned(Fact):
    agreement_id: UUID


@fact
class AgreementConfirmed(Fact):
    """The right to the help, and to the aid in it, is conferred. `aid`: in the agreement's currency."""

    agreement_id: UUID
    aid: Decimal
    currency: str


@fact
class AgreementEnded(Fact):
    agreement_id: UUID
