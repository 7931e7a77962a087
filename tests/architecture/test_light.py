"""A process that serves questions loads no library that only results, exports or printing need."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("scipy", "polars", "pyreadstat", "typst", "sklearn", "py3langid", "docx", "lxml", "openpyxl")

LOADED = """
import sys
from survey import create_app
create_app()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_what_results_need_is_loaded_by_results_alone(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={"SURVEY_INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(told.stdout.split())
    assert "flask" in loaded
    assert loaded.isdisjoint(HEAVY)
