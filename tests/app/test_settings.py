"""Settings: good defaults, and a bad value is refused by name with what is valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.settings import read_settings
from simulator.errors import BadInput


def test_an_empty_environment_is_enough(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    settings = read_settings({})
    assert settings.data == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{(tmp_path / 'data' / 'duilian.db').as_posix()}"
    assert settings.media == tmp_path / "data" / "media"
    assert (settings.speak, settings.listen, settings.language, settings.models) == (None,) * 4


def test_everything_can_be_set(tmp_path):
    settings = read_settings(
        {
            "DUILIAN_DATA": str(tmp_path),
            "DATABASE_URL": "postgresql://me@db/duilian",
            "DUILIAN_SPEAK": " edge, Silent ,",
            "DUILIAN_LISTEN": "whisper-api",
            "DUILIAN_MODELS": str(tmp_path / "later"),
            "DUILIAN_LANGUAGE": "en",
            "OPENAI_API_KEY": "sk-secret",
            "OPENAI_BASE_URL": "http://localhost:8080/v1",
        }
    )
    assert settings.data == tmp_path
    assert settings.database_url == "postgresql://me@db/duilian"
    assert (settings.speak, settings.listen) == (("edge", "silent"), ("whisper-api",))
    assert settings.models == tmp_path / "later"
    assert (settings.language, settings.openai_base_url) == ("en", "http://localhost:8080/v1")


def test_a_blank_value_counts_as_not_set():
    assert read_settings({"DUILIAN_LANGUAGE": " ", "DUILIAN_SPEAK": ""}) == read_settings({})


def test_a_key_is_never_shown():
    settings = read_settings({"OPENAI_API_KEY": "sk-secret"})
    assert settings.openai_api_key == "sk-secret"
    assert "sk-secret" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "valid"),
    [
        ("DUILIAN_LANGUAGE", "fr", "zh, en"),
        ("OPENAI_BASE_URL", "localhost:8080", "https://"),
        ("DUILIAN_MODELS", __file__, "a folder"),
        ("DUILIAN_DATA", __file__, "a folder"),
    ],
)
def test_a_bad_value_is_refused_by_name_with_what_is_valid(name, value, valid):
    with pytest.raises(BadInput) as caught:
        read_settings({name: value})
    assert str(caught.value).startswith(f"{name}: '{value}'")
    assert valid in str(caught.value)


def test_the_data_folder_may_lie_below_home():
    assert read_settings({"DUILIAN_DATA": "~/duilian"}).data == Path.home() / "duilian"
