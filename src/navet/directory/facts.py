from navet.kit.facts import Fact, fact


@fact
class HubEdited(Fact):
    """The hub's own particulars changed; `changed` names the fields."""

    changed: list[str]
