"""How fast a need is answered, and how that grows: `python -m benchmarks.matching` measures and writes `matching.json`.

Each size is measured in a process of its own, on one thread, in processor time. The vectors are those of 2 000 invented texts in
seven languages that the encoder has read, and for more than that mixtures of two of one language (seven parts and three) with a
tenth of noise: new points in the places where real ones lie, neither copies nor evenly spread, so neither the scans nor the
search by one bit has it easier than with so many real texts. Letters are counted in texts made anew, all of them.
"""

import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.invented import LANGUAGES, needs, offers
from navet.encoding.encoder.building import load_encoder
from navet.encoding.offsets import Offsets, shrunken
from navet.encoding.process.asking import AT_ONCE, OFFER_SECONDS, EncoderProcess
from navet.encoding.providers import Floats, unit
from navet.matching.grams import Grams
from navet.matching.offers import ask, embed_offers
from navet.matching.ranking import Anyway, Shelf, rank
from navet.matching.reasons import Pieces, ask_in_parts, reason_of, sentences_of
from navet.matching.topics import topics_of
from navet.vectors.index.scans import Bits, best, compile_scans, similarities
from navet.vectors.index.stored import Stamp, Stored

HERE = Path(__file__).resolve().parent
KEPT, KEPT_FIGURES = HERE.parent / ".navet" / "matching-bench.npz", HERE / "matching.json"
MODELS = Path(os.environ.get("NAVET_MODELS", Path(sys.prefix) / "share" / "navet"))
SAMPLE, SPEECH, ASKED, SHOWN = 2_000, 140, 70, 10
LONG = "x " * 5_000
ANSWERED, SEARCHED, AGAIN = (1_000, 100_000), (1_000, 100_000, 1_000_000), (100, 400, 2_000)
SEED = 5
Told = dict[str, Any]


def alone(work: Callable[..., Told], *given: Any) -> Told:
    """What the work tells, done by a new process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def main() -> None:
    from benchmarks.report import write_page

    begun = os.getloadavg()[0]
    told: Told = {"encoder": alone(encoder) | encoder_process()}
    told["answers"] = [alone(answers, size) for size in ANSWERED]
    told["searches"] = [alone(searches, size) for size in SEARCHED]
    told["worker"] = alone(worker, 100_000)
    told |= {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "load_average": [round(begun, 1), round(os.getloadavg()[0], 1)],
    }
    KEPT_FIGURES.write_text(json.dumps(figures() | told, indent=1) + "\n")
    write_page(HERE)


def figures() -> Told:
    """What was measured before; the graphs are measured by `benchmarks.graph`."""
    before: Told = json.loads(KEPT_FIGURES.read_text())
    return before


def clocked(act: Callable[[], Any]) -> float:
    """Milliseconds of processor time."""
    begun = time.process_time()
    act()
    return 1000 * (time.process_time() - begun)


def summed(taken: list[float]) -> Told:
    found = sorted(taken)
    return {"p50": round(statistics.median(found), 2), "p95": round(found[int(0.95 * len(found))], 2)}


def memory_mb(*kinds: str, of: int | str = "self") -> float:
    """What a process holds now, of the kinds that /proc names."""
    lines = Path(f"/proc/{of}/status").read_text().splitlines()
    return round(sum(int(line.split()[1]) for line in lines if line.split(":")[0] in kinds) / 1024, 1)


def encoder() -> Told:
    """Reading needs and offers; keeps the vectors for the others."""
    model, _ = load_encoder(MODELS)
    some, asked = list(offers(SAMPLE, SEED)), needs(ASKED, SEED)
    model.embed(asked[:7], "need")
    lengths = [len(each.ids) for each in model.tokenizer.encode_batch([f"query: {text}" for text in asked])]
    taken = [clocked(lambda text=text: model.embed([text], "need")) for text in asked]
    begun = time.process_time()
    vectors = embed_offers(model, some)
    seconds = time.process_time() - begun
    KEPT.parent.mkdir(exist_ok=True)
    np.savez(KEPT, vectors=vectors, needs=np.array([ask(model, text).vector for text in asked]))
    return {
        "need_tokens": statistics.median(lengths),
        "need_ms": summed(taken),
        "offers": SAMPLE,
        "offers_per_second": round(SAMPLE / seconds, 1),
        "minutes_for_100000": round(100_000 / SAMPLE * seconds / 60, 1),
    }


def encoder_process() -> Told:
    """What the process holds that an operator starts, once it has read the needs and offers, and the longest request that is sent."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "encoder.socket"
        told = os.environ | {"NAVET_ENCODER": str(place), "NAVET_MODELS": str(MODELS)}
        words = [sys.executable, "-m", "navet", "encoder"]
        with subprocess.Popen(words, env=told, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                process.stdout.readline()
                asked = EncoderProcess(place, OFFER_SECONDS)
                for text in needs(ASKED, SEED):
                    asked.embed([text], "need")
                embed_offers(asked, list(offers(SAMPLE, SEED)))
                usual = memory_mb("VmRSS", of=process.pid), memory_mb("RssAnon", of=process.pid)
                asked.embed([LONG] * AT_ONCE, "offer")
                most = memory_mb("VmHWM", of=process.pid)
            finally:
                process.terminate()
    return {"memory_mb": usual[0], "own_memory_mb": usual[1], "most_memory_mb": most}


def many(size: int) -> tuple[Floats, list[str]]:
    """So many raw vectors and their languages."""
    kept = np.load(KEPT)["vectors"]
    if size <= len(kept):
        return kept[:size], [LANGUAGES[row % len(LANGUAGES)] for row in range(size)]
    chance = np.random.default_rng(SEED)
    made = np.empty((size, kept.shape[1]), np.float32)
    of = np.arange(size) % len(LANGUAGES)
    for language in range(len(LANGUAGES)):
        own, rows = kept[language :: len(LANGUAGES)], np.flatnonzero(of == language)
        spread = float((own - own.mean(axis=0)).std())
        for some in np.array_split(rows, max(len(rows) // 20_000, 1)):
            one, other = own[chance.integers(0, len(own), (2, len(some)))]
            noise = chance.normal(0, 0.1 * spread, one.shape).astype(np.float32)
            made[some] = unit(0.7 * one + 0.3 * other + noise)
    return made, [LANGUAGES[row] for row in of]


def mended(size: int) -> tuple[Floats, list[str], Offsets]:
    """The same without what their language adds."""
    raw, spoken = many(size)
    _, told = load_encoder(MODELS)
    offsets = shrunken(told, raw, spoken)
    return offsets.take_off(raw, spoken), spoken, offsets


def laid_out(size: int) -> tuple[Shelf, Offsets, float]:
    model, _ = load_encoder(MODELS)
    some = list(offers(size, SEED + 1))
    vectors, spoken, offsets = mended(size)
    begun = time.process_time()
    stored = Stored.of(Stamp(model.card.stamp, offsets.version), [each.id for each in some], vectors)
    languages = np.unique(spoken, return_inverse=True)[1].astype(np.int64)
    topics = topics_of(vectors, [each.tags for each in some], {})
    grams = Grams.of([each.whole for each in some])
    anyway = Anyway.of(vectors, offsets, grams)
    took = time.process_time() - begun
    return Shelf(stored, languages, grams, topics, [each.title for each in some], anyway), offsets, took


def answers(size: int) -> Told:
    """Whole answers over so many offers: the need and its clauses read, everything scanned and weighed, reasons for ten."""
    model, _ = load_encoder(MODELS)
    shelf, offsets, laying = laid_out(size)
    pieces = [sentences_of(model, offsets, each) for each in offers(SPEECH, SEED)]
    parts: dict[str, list[float]] = {}
    for turn, text in enumerate([*needs(7, SEED + 2), *needs(ASKED, SEED + 3)]):
        taken = one_answer(model, shelf, pieces, text)
        if turn >= 7:  # the first ones warm what is to be warm
            for name, much in taken.items():
                parts.setdefault(name, []).append(much)
    return {"offers": size, "laid_out_seconds": round(laying, 1)} | {k: summed(v) for k, v in parts.items()}


def one_answer(model: Any, shelf: Shelf, pieces: list[Pieces], text: str) -> dict[str, float]:
    begun = time.process_time()
    asked, clauses = ask_in_parts(model, text)
    read = time.process_time()
    found = rank(shelf, asked, most=SHOWN)
    ranked = time.process_time()
    for row in found.rows.tolist():
        reason_of(asked, clauses, shelf.stored.vectors[row].astype(np.float32), pieces[row % len(pieces)])
    done = time.process_time()
    scan = clocked(lambda: similarities(shelf.stored.vectors, asked.vector))
    letters = clocked(lambda: shelf.grams.score(asked.text))
    spans = {"need": read - begun, "rank": ranked - read, "reasons": done - ranked}
    spans["whole"] = done - begun
    found_ms = {name: 1000 * much for name, much in spans.items()}
    return found_ms | {"scan": scan, "letters": letters, "fusion": found_ms["rank"] - scan - letters}


def searches(size: int) -> Told:
    """The nearest ten exactly, and by one bit with so many compared again."""
    compile_scans()
    vectors, _, offsets = mended(size)
    halves = vectors.astype(np.float16)
    del vectors
    asked = np.load(KEPT)["needs"]
    bits = Bits.of(halves, offsets.mean)
    right = [best(similarities(halves, need), SHOWN) for need in asked]
    exact = [clocked(lambda need=need: best(similarities(halves, need), SHOWN)) for need in asked]
    told: Told = {
        "offers": size,
        "vectors_mb": round(halves.nbytes / 1e6, 1),
        "bits_mb": round(bits.codes.nbytes / 1e6, 1),
    }
    told["exact_ms"] = summed(exact)
    told["again"] = []
    for again in AGAIN:
        taken, held = [], []
        for need, rows in zip(asked, right, strict=True):
            begun = time.process_time()
            found = bits.nearest(halves, need, SHOWN, again)
            taken.append(1000 * (time.process_time() - begun))
            held.append(len(set(found.tolist()) & set(rows.tolist())) / len(rows))
        told["again"].append({"again": again, "ms": summed(taken), "recall": round(statistics.mean(held), 3)})
    return told


def worker(size: int) -> Told:
    """What a web process grows by when it maps the vectors and answers from them."""
    compile_scans()
    path = KEPT.with_suffix(".vectors")
    alone(written, size, str(path))
    before = memory_mb("RssAnon"), memory_mb("RssFile")
    stored = Stored.open(path)
    similarities(stored.vectors, np.load(KEPT)["needs"][0])
    after = memory_mb("RssAnon"), memory_mb("RssFile")
    path.unlink()
    return {"offers": size, "own_mb": round(after[0] - before[0], 1), "shared_mb": round(after[1] - before[1], 1)}


def written(size: int, path: str) -> Told:
    vectors, _, offsets = mended(size)
    Stored.of(Stamp("bench", offsets.version), [f"o{row}" for row in range(size)], vectors).write(Path(path))
    return {}


if __name__ == "__main__":
    main()
