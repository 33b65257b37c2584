"""Settings come from the environment, and are checked here.

| variable | means | default |
| --- | --- | --- |
| ``DUILIAN_DATA`` | folder of the database, the recordings and the logs | ``data`` |
| ``DATABASE_URL`` | ``sqlite:///PATH`` or ``postgresql://USER:PASSWORD@HOST/DB`` | SQLite in that folder |
| ``DUILIAN_SPEAK`` | voices to try, in order | ``embedded,edge,silent`` |
| ``DUILIAN_LISTEN`` | recognisers to try, in order; of online ones only these can be chosen | ``embedded`` |
| ``DUILIAN_MODELS`` | folder of the speech models, own ones below ``own/`` | the user's cache folder |
| ``DUILIAN_LANGUAGE`` | language of the screens, ``zh`` or ``en`` | the browser's, else Chinese |
| ``OPENAI_API_KEY`` | for ``whisper-api`` and for model wording | none |
| ``OPENAI_BASE_URL`` | any service that speaks the OpenAI protocol | the vendor's own |
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from simulator.errors import BadInput

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Settings:
    """What the environment says, checked. ``speak`` and ``listen`` are None where nothing is said."""

    data: Path
    database_url: str
    speak: tuple[str, ...] | None = None
    listen: tuple[str, ...] | None = None
    models: Path | None = None
    language: str | None = None
    openai_api_key: str | None = field(default=None, repr=False)
    openai_base_url: str | None = None

    @property
    def media(self) -> Path:
        """Where recordings lie."""
        return self.data / "media"

    @property
    def logs(self) -> Path:
        """Where bug reports are written."""
        return self.data / "logs"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in ``environment``. Raises BadInput that names the variable and what is valid."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    data = _folder("DUILIAN_DATA", {"DUILIAN_DATA": "data"} | given)
    return Settings(
        data=data,
        database_url=given.get("DATABASE_URL", _sqlite(data / "duilian.db")),
        speak=_names(given.get("DUILIAN_SPEAK")),
        listen=_names(given.get("DUILIAN_LISTEN")),
        models=_folder("DUILIAN_MODELS", given) if "DUILIAN_MODELS" in given else None,
        language=_choice("DUILIAN_LANGUAGE", given, LANGUAGES),
        openai_api_key=given.get("OPENAI_API_KEY"),
        openai_base_url=_web_address("OPENAI_BASE_URL", given),
    )


def bad_setting(name: str, value: str, valid: Iterable[str]) -> BadInput:
    """The error for a variable whose value cannot be used."""
    choices = ", ".join(valid)
    return BadInput(
        f"{name}: '{value}' cannot be used; valid: {choices}",
        code="setting",
        name=name,
        value=value,
        valid=choices,
    )


def _sqlite(path: Path) -> str:
    return f"sqlite:///{quote(path.as_posix(), safe='/:')}"


def _names(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = (name.strip() for name in text.split(",") if name.strip())
    return tuple(name if name.startswith("own/") else name.lower() for name in names)


def _choice(name: str, given: Mapping[str, str], valid: tuple[str, ...]) -> str | None:
    value = given.get(name)
    if value is not None and value not in valid:
        raise bad_setting(name, value, valid)
    return value


def _folder(name: str, given: Mapping[str, str]) -> Path:
    path = Path(given[name]).expanduser()
    if path.exists() and not path.is_dir():
        raise bad_setting(name, given[name], ["a folder"])
    return path.resolve()


def _web_address(name: str, given: Mapping[str, str]) -> str | None:
    value = given.get(name)
    if value is not None and not value.startswith(("http://", "https://")):
        raise bad_setting(name, value, ["http://…", "https://…"])
    return value
