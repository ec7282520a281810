"""Who makes the vectors, told without loading what makes them."""

from pathlib import Path

from navet.encoding.encoder.weights import SHA256
from navet.encoding.providers import Card

BUILD = 2  # to be raised when what is built changes its vectors
HIDDEN = 384
MOST_TOKENS = 384  # of 512 that the model can hold: a window of European text fits, and time grows with them
# Both roles alike: measured better here than the model card's query and passage.
PREFIX = "query: "
CARD = Card(
    "multilingual-e5-small",
    f"{SHA256[:12]}-{BUILD}",
    HIDDEN,
    "MIT",
    MOST_TOKENS,
    {"need": PREFIX, "offer": PREFIX},
)
FOLDER, MANIFEST = f"{CARD.model}-{CARD.revision}", "manifest.json"
# Made by scripts/language_means.py, which takes a minute; a test makes one of them again.
MEANS = Path(__file__).parents[1] / "data" / f"language-means-{CARD.revision}.npz"


class NotBuilt(RuntimeError):
    """There is no encoder here, or not a whole one; says what to do."""
