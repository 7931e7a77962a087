"""Have your say: an open platform for public consultations."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from survey.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """Finds the factory when it is asked for: a command that serves no pages does without the pages' 60 MB."""
    if name == "create_app":
        from survey.app import create_app  # noqa: PLC0415  the reason stands above

        return create_app
    raise AttributeError(name)
