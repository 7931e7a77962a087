"""When people answer: more at the start and the end of a round, more by day, most of all in the evening."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from survey.demonstration.wheel import Wheel
from survey.questionnaire.definition import Channel

BY_HOUR = (2, 1, 1, 1, 1, 2, 6, 14, 22, 26, 28, 30, 34, 30, 26, 24, 28, 36, 50, 68, 72, 58, 30, 10)
"""How many answer in each hour of the day, in relative numbers."""

BY_WEEKDAY = (1.1, 1.1, 1.05, 1.0, 0.9, 0.8, 0.95)
"""From Monday to Sunday."""

NEWS = 2.2
"""How much busier than usual the first days are, when the news tells of it; the last days are half as much busier."""

WORKING_HOURS = range(9, 17)
"""When the telephone is answered and paper is keyed."""

MINUTES = {
    Channel.WEB: (6.0, 0.45),
    Channel.TELEPHONE: (11.0, 0.30),
    Channel.PAPER: (3.0, 0.30),
    Channel.EVENT: (5.0, 0.40),
    Channel.POSTCARD: (1.5, 0.30),
}
"""Channel → median minutes of a whole response, and how much they spread (sigma of the logarithm)."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which responses come in: a round's opening and closing, or until now where it still runs."""

    begins: datetime
    ends: datetime
    closes: datetime
    zone: ZoneInfo
    """By whose clock people live."""


class Moments:
    """Draws the time of each of so many responses, the earliest first."""

    def __init__(self, window: Window) -> None:
        """Raises ValueError for a window that is over before it begins."""
        if window.ends <= window.begins:
            raise ValueError("the window ends before it begins")
        self.window = window
        self._hours = {kind: Wheel(self._weights(kind)) for kind in (False, True)}

    def _weights(self, working_hours: bool) -> dict[datetime, float]:
        """Weighs each hour of the window."""
        begins, ends, zone = self.window.begins, self.window.ends, self.window.zone
        days = max(1.0, (self.window.closes - begins) / timedelta(days=1))
        weights: dict[datetime, float] = {}
        hour = begins
        while hour < ends:
            local = hour.astimezone(zone)
            day = (hour - begins) / timedelta(days=1)
            weight = BY_HOUR[local.hour] * BY_WEEKDAY[local.weekday()]
            if working_hours and (local.hour not in WORKING_HOURS or local.weekday() > 4):
                weight = 0.001
            weights[hour] = weight * (1 + NEWS * 0.6**day + NEWS / 2 * 0.5 ** (days - day))
            hour += timedelta(hours=1)
        return weights

    def draw(self, quantile: float, channel: Channel, chance: Random) -> tuple[datetime, datetime]:
        """Returns when a response was begun and sent; `quantile` is its place among all responses, from 0 to 1."""
        hours = self._hours[channel in {Channel.TELEPHONE, Channel.PAPER}]
        sent = hours.at(quantile) + timedelta(seconds=chance.uniform(0, 3600))
        median, spread = MINUTES[channel]
        took = timedelta(minutes=median * chance.lognormvariate(0, spread))
        sent = min(sent, self.window.ends - timedelta(seconds=chance.uniform(1, 600)))
        sent = max(sent, self.window.begins + timedelta(seconds=1))
        return max(self.window.begins, sent - took), sent
