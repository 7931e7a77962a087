"""What stands in a file of any kind, as a reader would see it: words out of what is packed."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import polars
import pyreadstat
from pypdf import PdfReader


def words_in(body: bytes, folder: Path) -> str:
    """Returns all that a page or a file says, whatever it is packed in; `folder` is for what only opens from a disk."""
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            return "\n".join(words_in(packed.read(name), folder) for name in packed.namelist())
    if body.startswith(b"PAR1"):
        return polars.read_parquet(BytesIO(body)).write_csv()
    if body.startswith(b"$FL"):
        path = folder / "read.sav"
        path.write_bytes(body)
        frame, _ = pyreadstat.read_sav(str(path), output_format="polars")
        return str(polars.DataFrame(frame).write_csv())
    return body.decode("utf-8", "replace")
