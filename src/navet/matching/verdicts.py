"""How well the best offer fits, in one of four words; below the lowest threshold it is more honest to say no."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["strong", "possible", "weak", "none"]


@dataclass(frozen=True)
class Thresholds:
    """From where on a word holds."""

    weak: float
    possible: float
    strong: float
    beside: float

    def times(self, scale: float) -> "Thresholds":
        """For vectors that lie so many times as far apart as those these were measured with."""
        return Thresholds(*(each * scale for each in (self.weak, self.possible, self.strong, self.beside)))

    def verdict(self, evidence: float) -> Verdict:
        """The word for a best offer's evidence."""
        if evidence >= self.strong:
            return "strong"
        if evidence >= self.possible:
            return "possible"
        return "weak" if evidence >= self.weak else "none"

    def word(self, evidence: float, best: float) -> Verdict:
        """The word for any offer of a list whose best has that evidence: beside a good one, a lesser one is worth showing."""
        if self.verdict(best) != "none" and self.beside <= evidence < self.weak:
            return "weak"
        return self.verdict(evidence)


# The 5th, 25th and 50th percentile of the best offers' evidence for needs that have an answer (docs/matching.md).
# Beside the best: keeps nine of ten fitting offers among the first five.
WITH_MEANING = Thresholds(weak=0.038, possible=0.052, strong=0.061, beside=0.033)
# Letters alone tell a fitting offer from another badly: never "strong".
PLAINER = Thresholds(weak=0.10, possible=0.25, strong=float("inf"), beside=0.10)
