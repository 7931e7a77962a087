"""Mails that wait, posted over a mail server."""
