"""Every sentence of the screens, in Chinese (``zh.yaml``) and English (``en.yaml``)."""

from app.messages.translator import Translator, language_of

__all__ = ["Translator", "language_of"]
