"""Scenarios and personas as files: out as YAML or a zip, in as drafts; nothing that was there is lost."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.house import House
from app.storage.records import Name
from app.studio.texts import named, offered_text
from simulator.content.loading import LARGEST_TEXT, kind_of
from simulator.content.yaml_reading import LARGEST_FILE, read_text
from simulator.errors import BadInput

MOST_FILES = 300
UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)  # the last: a password
FOLDERS = {"scenario": "scenarios", "persona": "personas"}


@dataclass(frozen=True)
class Arrival:
    """What became of one file: a draft of ``name``, or ``problems`` that keep it out.

    ``kept`` is the version in which the draft that was there before is kept, if there was another one.
    """

    file: str
    name: Name | None
    problems: tuple[str, ...] = ()
    kept: int | None = None


def parcel(texts: Iterable[tuple[Name, str]]) -> bytes:
    """A zip with one file each, in the folders in which the project has them."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in texts:
            packed.writestr(f"{FOLDERS[name.kind]}/{name.id}.yaml", text)
    return whole.getvalue()


def offered_texts(house: House) -> list[tuple[Name, str]]:
    """Everything that is offered now, personas first."""
    library = house.content.refresh().library
    names = [Name("persona", one) for one in sorted(library.personas)]
    names += [Name("scenario", one) for one in sorted(library.scenarios)]
    return [(name, offered_text(house, name) or "") for name in names]


def unpacked(file: str, data: bytes) -> list[tuple[str, str]]:
    """The YAML texts in an uploaded ``.yaml`` or ``.zip``, each with its file's name. Raises BadInput."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [(file, _decoded(file, data))]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = [one for one in packed.infolist() if one.filename.endswith((".yaml", ".yml"))]
            return list(_members(file, packed, members))
    except UNREADABLE as error:
        raise BadInput(f"{file}: cannot be unpacked: {error}", code="broken_zip", file=file) from error


def _members(file: str, packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    if not members:
        raise BadInput(f"{file}: no YAML file in it", code="empty_zip", file=file)
    if len(members) > MOST_FILES:
        told = f"{file}: {len(members)} files; at most {MOST_FILES}"
        raise BadInput(told, code="large_zip", file=file, count=len(members), most=MOST_FILES)
    for member in members:
        with packed.open(member) as content:  # what the zip says of its size may be a lie
            yield member.filename, _decoded(member.filename, content.read(LARGEST_FILE + 1))


def _decoded(file: str, data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise BadInput(
            f"{file}: larger than {LARGEST_FILE} bytes", code="large_file", file=file, most=LARGEST_FILE
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: not UTF-8 at byte {error.start}", code="not_utf8_file", file=file) from error


def take_in(house: House, file: str, text: str, by: int) -> Arrival:
    """Make the text a draft under the id that stands in it. Another draft there becomes a version."""
    problems: list[str] = []
    if len(text) > LARGEST_TEXT:
        return Arrival(file, None, (f"{file}:1: file: longer than {LARGEST_TEXT} characters",))
    data = read_text(file, text, problems)
    if data is None:
        return Arrival(file, None, tuple(problems))
    try:
        name = named(kind_of(data), str(data.get("id", "")))
    except BadInput as error:
        return Arrival(file, None, (f"{file}:1: id: {error}",))
    contents = house.store.contents
    before = contents.draft(name)
    kept = None
    if before is not None and before.text != text:
        kept = contents.save(name, before.stamp, by, file).number
    if before is None and text == offered_text(house, name):
        return Arrival(file, name)  # nothing new
    contents.put(name, text, before.stamp if before else None, by)
    return Arrival(file, name, (), kept)
