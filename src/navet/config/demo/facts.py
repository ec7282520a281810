from uuid import UUID

from navet.kit.facts import Fact, fact


@fact
class DemoStepTaken(Fact):
    """One step of the demo region's story was told; `about` is what it made, or the hub."""

    key: str
    record: UUID | None
