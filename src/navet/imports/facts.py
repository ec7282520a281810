from navet.kit.facts import Fact, fact


@fact
class CustomerFileRead(Fact):
    """A table of customers was read and reported on; nothing came in. About the file."""

    rows: int


@fact
class CustomersImported(Fact):
    """Every line of a table of customers came in; about the file."""

    new: int
    known: int
