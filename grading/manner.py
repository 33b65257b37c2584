"""How a conversation is held: spoken or written, and who began it. A scorecard says for which it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """Spoken or written."""

    PHONE = "phone"
    CHAT = "chat"


class Direction(StrEnum):
    """Who rang whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


@dataclass(frozen=True)
class Manner:
    """The default is a call that comes in."""

    channel: Channel = Channel.PHONE
    direction: Direction = Direction.INBOUND

    @property
    def written(self) -> bool:
        """Nobody is heard: nothing is broken into, and dots at the end of a message break nothing off."""
        return self.channel is Channel.CHAT

    @property
    def outgoing(self) -> bool:
        """The agent began: the customer states no business until the agent has said why."""
        return self.direction is Direction.OUTBOUND

    @property
    def variants(self) -> tuple[str, ...]:
        """The variants of a sentence that fit, the closest first."""
        return (
            *([self.channel.value] if self.written else ()),
            *([self.direction.value] if self.outgoing else ()),
        )


INCOMING = Manner()
