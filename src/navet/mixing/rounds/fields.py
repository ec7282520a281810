"""Adding and multiplying numbers below n so that many differences can be divided by.

For a prime power n that is the finite field of order n, where every difference can; for other n it is a product of
such fields, where as many numbers as the smallest factor are far enough apart (MacNeish 1922).
Source: Lidl and Niederreiter, Introduction to Finite Fields, chapter 2.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Field:
    """The field with prime**degree numbers; a number stands for the polynomial whose coefficients are its digits."""

    prime: int
    degree: int

    @property
    def order(self) -> int:
        return int(self.prime**self.degree)

    def digits(self, number: int) -> list[int]:
        """Coefficients, that of the constant first."""
        return [number // self.prime**place % self.prime for place in range(self.degree)]

    def plus(self, one: int, others: NDArray[np.int64]) -> NDArray[np.int64]:
        """One number added to each of the others."""
        total = np.zeros_like(others)
        for place, digit in enumerate(self.digits(one)):
            weight = self.prime**place
            total += (others // weight + digit) % self.prime * weight
        return total

    def times(self, one: int, other: int) -> int:
        """The product of the two."""
        total = multiplied(self.digits(one), self.digits(other), self.prime)
        rest = remainder(total, self.modulus, self.prime)
        return sum(digit * self.prime**place for place, digit in enumerate(rest))

    @cached_property
    def modulus(self) -> list[int]:
        """The first polynomial of this degree that no smaller one divides; its highest coefficient is 1."""
        divisors = [
            divisor for degree in range(1, self.degree // 2 + 1) for divisor in monic_polynomials(self.prime, degree)
        ]
        candidates = monic_polynomials(self.prime, self.degree)
        return next(c for c in candidates if all(any(remainder(c, divisor, self.prime)) for divisor in divisors))


def monic_polynomials(prime: int, degree: int) -> Iterator[list[int]]:
    """All polynomials of this degree with highest coefficient 1, the constant first."""
    return ([*lower, 1] for lower in product(range(prime), repeat=degree))


def multiplied(one: list[int], other: list[int], prime: int) -> list[int]:
    """The product of two polynomials, coefficients below the prime."""
    total = [0] * (len(one) + len(other) - 1)
    for place, coefficient in enumerate(one):
        for shift, factor in enumerate(other):
            total[place + shift] = (total[place + shift] + coefficient * factor) % prime
    return total


def remainder(polynomial: list[int], divisor: list[int], prime: int) -> list[int]:
    """What is left of a polynomial after division by one whose highest coefficient is 1."""
    rest, degree = list(polynomial), len(divisor) - 1
    for top in range(len(rest) - 1, degree - 1, -1):
        factor = rest[top]
        for place, coefficient in enumerate(divisor):
            rest[top - degree + place] = (rest[top - degree + place] - factor * coefficient) % prime
    return rest[:degree]


def prime_powers(number: int) -> list[Field]:
    """The fields whose orders multiply to the number, which is 2 or more."""
    found, prime = [], 2
    while number > 1:
        degree = 0
        while number % prime == 0:
            number //= prime
            degree += 1
        if degree:
            found.append(Field(prime, degree))
        prime += 1
    return found


@dataclass(frozen=True)
class Ring:
    """The numbers below the product of the fields' orders, each standing for one number of every field."""

    fields: tuple[Field, ...]

    @classmethod
    def of(cls, order: int) -> "Ring":
        return cls(tuple(prime_powers(order)))

    @property
    def far_apart(self) -> list[int]:
        """Numbers of which any two differ in every field: as many as the smallest field has."""
        return [self._joined([number] * len(self.fields)) for number in range(min(f.order for f in self.fields))]

    def plus(self, one: int, others: NDArray[np.int64]) -> NDArray[np.int64]:
        """One number added to each of the others."""
        total, weight = np.zeros_like(others), 1
        for field, part in zip(self.fields, self._parts(one), strict=True):
            total += field.plus(part, others // weight % field.order) * weight
            weight *= field.order
        return total

    def times(self, one: int, other: int) -> int:
        """The product of the two."""
        both = zip(self.fields, self._parts(one), self._parts(other), strict=True)
        return self._joined([field.times(left, right) for field, left, right in both])

    def _parts(self, number: int) -> list[int]:
        parts = []
        for field in self.fields:
            number, part = divmod(number, field.order)
            parts.append(part)
        return parts

    def _joined(self, parts: list[int]) -> int:
        number = 0
        for field, part in zip(reversed(self.fields), reversed(parts), strict=True):
            number = number * field.order + part
        return number
