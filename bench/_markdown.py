"""The tables of `README.md`, which the measurements write between two markers each."""

from pathlib import Path

README = Path(__file__).with_name("README.md")


def put(measurement: str, text: str) -> None:
    """Put what a measurement found between its two markers; raises `ValueError` if the file has none."""
    start, end = f"<!-- {measurement}: made by bench.{measurement} -->", f"<!-- {measurement}: end -->"
    before, found, rest = README.read_text(encoding="utf-8").partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{README} has no {start} and {end}")
    README.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")
