"""A persona: who calls, in general. One YAML file each in ``personas/``."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.content.wording import Band, Lines, Move


class Content(BaseModel):
    """Strict content: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Temperament(Content):
    """How strongly each part of the state reacts; 1 is an average person, 2 twice as strong."""

    irritability: float = Field(1.0, ge=0.2, le=2.5, description="how fast anger rises")
    forgiveness: float = Field(1.0, ge=0.2, le=2.5, description="how fast anger falls")
    worry: float = Field(1.0, ge=0.2, le=2.5, description="how strongly anxiety moves")
    grasp: float = Field(1.0, ge=0.2, le=2.5, description="how easily explanations are followed")
    trustfulness: float = Field(1.0, ge=0.2, le=2.5, description="how fast trust grows")
    patience: float = Field(1.0, ge=0.2, le=2.5, description="how long patience lasts")


class Speech(Content):
    """How the person talks."""

    talkative: Literal["terse", "normal", "talkative"] = "normal"
    address: Literal["你", "您"] = Field(
        "你", description="how they call the agent, in Chinese, in every line"
    )
    fillers: list[str] = Field(default_factory=list, description="那个, 就是说 …: used now and then")
    sense: Literal["visual", "auditory", "touch", "taste", "smell", "none"] = "none"


class Timbre(StrEnum):
    """The voices every speaking backend offers under its own name."""

    XIAOXIAO = "xiaoxiao"  # zh woman, warm
    XIAOYI = "xiaoyi"  # zh woman, young, lively
    XIAOBEI = "xiaobei"  # zh woman, older-sounding, northern
    YUNXI = "yunxi"  # zh man, young
    YUNJIAN = "yunjian"  # zh man, strong
    YUNXIA = "yunxia"  # zh boyish
    YUNYANG = "yunyang"  # zh man, steady, mature
    HEART = "heart"  # en-US woman
    MICHAEL = "michael"  # en-US man
    EMMA = "emma"  # en-GB woman
    GEORGE = "george"  # en-GB man


class Prosody(Content):
    """Multipliers on a neutral voice; 1 changes nothing."""

    rate: float = Field(1.0, ge=0.6, le=1.6)
    pitch: float = Field(1.0, ge=0.7, le=1.4)
    pitch_range: float = Field(1.0, ge=0.4, le=2.0)
    energy: float = Field(1.0, ge=0.5, le=1.6)
    volume: float = Field(1.0, ge=0.4, le=1.8)
    pauses: float = Field(1.0, ge=0.4, le=2.5)


class Voice(Content):
    """Timbre, its resting prosody, and how it changes with the mood (multiplied on top)."""

    timbre: Timbre
    rest: Prosody = Prosody()
    moods: dict[Band, Prosody] = Field(default_factory=dict)


class Persona(Content):
    """Who calls: temperament, way of speaking, voice and own lines."""

    id: str = Field(description="the file's name without .yaml")
    name: str = Field(description="what trainers call this type, e.g. 急性子的小老板")
    about: str = Field(description="two or three sentences for the trainer")
    language: str
    gender: Literal["female", "male"]
    age: int = Field(ge=14, le=100)
    temperament: Temperament = Temperament()
    speech: Speech = Speech()
    voice: Voice
    lines: dict[Move, Lines] = Field(default_factory=dict)
