"""A conversation with a mail server: one mail, one outcome."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

from survey.summaries.informing.mail import Came, Outcome

SLOWEST_S = 30.0
"""How long a server may take to answer."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed in; `security` is starttls, tls or none."""

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = ""
    slowest_s: float = SLOWEST_S


def deliver(server: Server, email: EmailMessage) -> Came:
    """Hands a mail in.

    Only a refusal of the address or of the mail is for good; a server that can't be reached, that hangs, that asks
    for later, or that refuses us rather than the address, is tried again.
    """
    try:
        with _connected(server) as smtp:
            smtp.send_message(email)
    except smtplib.SMTPRecipientsRefused as fault:
        return _answered(next(iter(fault.recipients.values()))[0])
    except smtplib.SMTPDataError as fault:
        return _answered(fault.smtp_code)
    except smtplib.SMTPResponseException as fault:
        return Came(Outcome.LATER, str(fault.smtp_code))
    except (OSError, smtplib.SMTPException) as fault:
        # smtplib says of a server that fell silent that it hung up, and keeps what happened as the context
        slow = isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError)
        return Came(Outcome.LATER, "no answer in time" if slow else "no connection")
    return Came(Outcome.TAKEN)


def _answered(code: int) -> Came:
    return Came(Outcome.NEVER if 500 <= code < 600 else Outcome.LATER, str(code))


def _connected(server: Server) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.slowest_s, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.slowest_s)
    try:
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp
