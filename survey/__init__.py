"""Have your say: an open platform for public consultations."""

from survey.app import create_app

__all__ = ["create_app"]
