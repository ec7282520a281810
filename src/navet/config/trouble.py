"""How a command of the program ends when it does not end well."""

from pathlib import Path

FAILED = 1
BAD_INPUT = 2
HOUSE = Path(__file__).resolve().parent.parent


class Trouble(RuntimeError):
    """A command cannot do what it was asked; the message is one line for a person."""


class WrongInput(Trouble):
    """What was typed cannot be meant."""
