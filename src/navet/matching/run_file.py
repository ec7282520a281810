"""Reads offers and needs from files, one JSON object a line, and writes rankings the same way."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from navet.kit.whole_files import written_whole
from navet.matching.offers import Need, Offer
from navet.matching.ranking import Ranked
from navet.questionnaires.places import Misplaced, shown

DIGITS = 6  # of the score; more would tell the processor's rounding


def read_offers(files: Sequence[Path]) -> list[Offer]:
    """All offers, in the order they stand. Raises Misplaced with file and line number; OSError when a file is not there."""
    found: dict[str, Offer] = {}
    for place, told in _lines(files):
        texts = {key: _text(place, told, key) for key in ("id", "kind", "lang", "title", "text")}
        _once(place, texts["id"], found)
        found[texts["id"]] = Offer(**texts, tags=_codes(place, told, "tags"))
    return list(found.values())


def read_needs(file: Path) -> list[Need]:
    """All needs; the same errors."""
    found: dict[str, Need] = {}
    for place, told in _lines([file]):
        texts = {key: _text(place, told, key) for key in ("id", "lang", "text")}
        _once(place, texts["id"], found)
        found[texts["id"]] = Need(**texts, topics=_codes(place, told, "user_tags"))
    return list(found.values())


def line_of(need: Need, ranked: Ranked, ids: Sequence[str]) -> str:
    """One need's ranking as a line of the run file."""
    ranking = [ids[row] for row in ranked.rows]
    score = round(ranked.evidence, DIGITS)
    return json.dumps({"need": need.id, "ranking": ranking, "score": score, "verdict": ranked.verdict})


def write_run(path: Path, lines: Sequence[str]) -> None:
    """So that nobody reads half of a run."""
    with written_whole(path) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode())


def _lines(files: Sequence[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object with its place; empty lines are passed over."""
    for file in files:
        for number, raw in enumerate(file.read_bytes().split(b"\n"), 1):
            place = f"{file}: line {number}"
            if not raw.strip():
                continue
            try:
                told = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (ValueError, RecursionError) as fault:
                raise Misplaced(place, f"is not JSON in UTF-8 ({fault})") from fault
            if not isinstance(told, dict):
                raise Misplaced(place, f"{shown(told)} is not an object")
            yield place, told


def _text(place: str, told: dict[str, Any], key: str) -> str:
    if key not in told:
        raise Misplaced(place, f"has no {key}")
    if not isinstance(told[key], str) or (key == "id" and not told[key]):
        raise Misplaced(place, f"{key}: {shown(told[key])} is not a text")
    text: str = told[key]
    return text


def _codes(place: str, told: dict[str, Any], key: str) -> tuple[str, ...]:
    codes = told.get(key, [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise Misplaced(place, f"{key}: {shown(codes)} is not a list of texts")
    return tuple(codes)


def _once(place: str, id: str, found: dict[str, Any]) -> None:
    if id in found:
        raise Misplaced(place, f"id: {shown(id)} stands there a second time")
