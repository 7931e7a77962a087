"""The kiosk: a tablet at an event, which asks without a network and sends once it has one; and own telephones."""

from survey.web.kiosk.views import blueprint

__all__ = ["blueprint"]
