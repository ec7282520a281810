"""Links that carry a record's id and our signature: nothing secret is kept, and nobody else can make one."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from navet.kit.refusals import NotFound


class SignedLinks:
    """The links of one purpose; one purpose's link opens nothing of another's."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose

    def to(self, id: UUID) -> str:
        """The secret part of the link to that record."""
        return self._signer.sign(id.hex)

    def id_behind(self, link: str) -> UUID:
        """The id a link carries. Raises `NotFound` when the link is not one of ours."""
        try:
            return UUID(self._signer.unsign(link))
        except (BadSignature, ValueError) as forged:
            raise NotFound from forged

    @property
    def _signer(self) -> Signer:
        return Signer(salt=self.purpose)
