"""The open line of a call: microphone and customer over one WebSocket, hands free."""
