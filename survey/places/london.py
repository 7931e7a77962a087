"""London: 32 boroughs and the City.

Names and codes are the ONS's; residents are the Census of 2021 (first results, rounded to 100), enterprises the ONS
business demography of 2022; both under the Open Government Licence v3.0. The tile map follows the layout of the
geofacet collection.
"""

import csv
from importlib.resources import files

from survey.places.area import Area, Region

OUTSIDE = "outside"
"""The code of people who live elsewhere but work, study or visit here."""

CITY = "E09000001"
"""The City of London, which has a police force of its own."""


WHOLE = "E12000007"
"""London as a whole, by the code of its region."""


def _read() -> tuple[Area, ...]:
    lines = (files("survey.places") / "data" / "boroughs.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Area(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            police=row["police"],
            tile_row=int(row["tile_row"]),
            tile_column=int(row["tile_column"]),
            residents=int(row["residents_2021"]),
            enterprises=int(row["enterprises_2022"]),
        )
        for row in csv.DictReader(lines)
    )


AREAS = _read()
LONDON = Region("London", AREAS)
