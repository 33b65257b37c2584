"""Keep scenarios and personas in step with files: list, export, import, publish, retire, restore.

The database is the one that the settings name. An ID with a slash is a scenario, any other a persona.
What is imported becomes a draft, which publish checks; restore offers a retired ID again.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.exits import DONE, NO, say
from app.files import write_whole
from app.house import House
from app.settings import read_settings
from app.storage.records import Name
from app.studio.exchange import FOLDERS, Arrival, offered_texts, parcel, take_in, unpacked
from app.studio.publishing import offer_again, publish, retire
from app.studio.shelf import shelf
from app.studio.texts import named, offered_text
from simulator.content.loading import Kind
from simulator.errors import BadInput, ContentError

KINDS: tuple[Kind, ...] = ("persona", "scenario")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("action", choices=list(ACTIONS))
    parser.add_argument("names", nargs="*", metavar="ID|FILE", help="import takes files and folders")
    parser.add_argument("--to", type=Path, metavar="FOLDER|ZIP", help="where export writes")
    parser.add_argument("--by", metavar="NAME", help="who does it; the history tells")
    parser.add_argument("--note", default="", metavar="TEXT", help="why; the history tells")


def run(args: argparse.Namespace) -> int:
    """Do what ``action`` says. Exit code 1 when anything was refused."""
    house = House(read_settings())
    return ACTIONS[args.action](house, args)


def _list(house: House, args: argparse.Namespace) -> int:
    for kind in KINDS:
        for item in shelf(house, kind):
            draft = " (draft)" if item.draft else ""
            print(f"{item.name.id}\t{item.state.value}{draft}\t{item.title}")
    for name, problems in house.content.now().left_out.items():
        say(f"{name.id} is left out: {problems[0]}")
    return DONE


def _export(house: House, args: argparse.Namespace) -> int:
    """Everything that is offered, or the IDs named: their drafts, else what is offered."""
    if args.to is None:
        raise BadInput("export needs --to FOLDER or --to FILE.zip")
    texts = [(name, _text(house, name)) for name in map(_named, args.names)] or offered_texts(house)
    if args.to.suffix == ".zip":
        write_whole(args.to, parcel(texts))
    else:
        for name, text in texts:
            path = args.to / FOLDERS[name.kind] / f"{name.id}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
    say(f"{len(texts)} files written to {args.to}")
    return DONE


def _text(house: House, name: Name) -> str:
    draft = house.store.contents.draft(name)
    text = draft.text if draft else offered_text(house, name)
    if text is None:
        raise BadInput(f"there is no {name.kind} '{name.id}'", code="content_gone", id=name.id)
    return text


def _import(house: House, args: argparse.Namespace) -> int:
    by = _by(house, args)
    arrivals = [
        take_in(house, file, text, by)
        for path in _files(args.names)
        for file, text in unpacked(path.name, path.read_bytes())
    ]
    for arrival in arrivals:
        print(_told(arrival))
    return NO if any(arrival.name is None for arrival in arrivals) else DONE


def _told(arrival: Arrival) -> str:
    if arrival.name is None:
        return f"{arrival.file}: not taken in: {arrival.problems[0]}"
    kept = f"; the draft before is version {arrival.kept}" if arrival.kept else ""
    return f"{arrival.file}: draft of {arrival.name.id}{kept}"


def _files(names: Sequence[str]) -> Iterable[Path]:
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from sorted(path.rglob("*.yaml"))
        elif path.is_file():
            yield path
        else:
            raise BadInput(f"{name}: no such file or folder", code="no_file", path=name)


def _publish(house: House, args: argparse.Namespace) -> int:
    """The drafts of these IDs, personas first: scenarios name them."""
    by, refused = _by(house, args), 0
    for name in sorted(map(_named, args.names)):
        draft = house.store.contents.draft(name)
        if draft is None:
            raise BadInput(f"{name.id} has no draft", code="no_draft", id=name.id)
        gates = {"rehearsed": False, "confirmed": True} if name.kind == "scenario" else None
        try:
            entry = publish(house, name, draft.stamp, by, args.note, gates)
        except ContentError as error:
            refused += 1
            print("\n".join(error.problems))
            continue
        print(f"{name.id}: published as version {entry.number}")
    return NO if refused else DONE


def _retire(house: House, args: argparse.Namespace) -> int:
    by = _by(house, args)
    for name in map(_named, args.names):
        print(f"{name.id}: retired as version {retire(house, name, by, args.note).number}")
    return DONE


def _restore(house: House, args: argparse.Namespace) -> int:
    by = _by(house, args)
    for name in map(_named, args.names):
        print(f"{name.id}: offered again as version {offer_again(house, name, by, args.note).number}")
    return DONE


def _named(given: str) -> Name:
    return named("scenario" if "/" in given else "persona", given)


def _by(house: House, args: argparse.Namespace) -> int:
    if not args.by:
        raise BadInput(f"{args.action} needs --by NAME: the history tells who did it")
    if not args.names:
        raise BadInput(f"{args.action} needs an ID or a FILE")
    return house.store.learners.named(args.by)


ACTIONS: dict[str, Callable[[House, argparse.Namespace], int]] = {
    "list": _list,
    "export": _export,
    "import": _import,
    "publish": _publish,
    "retire": _retire,
    "restore": _restore,
}
