"""The evidence bundle: all that a reader needs to check the brief and to make it again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from volteface.briefing.brief import Brief

_STAMP = (1980, 1, 1, 0, 0, 0)
HOW = """How to recompute this brief

1. Check the files: manifest.json gives the SHA-256 of each.
2. Put the files of reports/ into a folder named reports inside an empty case folder, with case.toml
   beside it (in this bundle).
3. Run: volteface brief CASE --bundle again.zip, with Volteface {version}.
4. brief.json of both bundles should be equal; claims.jsonl holds one claim a line, whose start and
   end count characters of the report's text.
"""


def write_bundle(brief: Brief, path: Path) -> Path:
    """Write the bundle to ``path`` and return it; the same brief gives the same bytes.

    It holds brief.html, brief.json, brief.md, claims.jsonl, case.toml, the reports' text,
    HOW-TO-RECOMPUTE.txt and manifest.json with the SHA-256 of each file.
    """
    contents = _contents(brief)
    contents["manifest.json"] = _manifest(contents)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, date_time=_STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return path


def software_version() -> str:
    """Return the installed version of Volteface, or "not installed"."""
    try:
        return version("volteface")
    except PackageNotFoundError:
        return "not installed"


def _contents(brief: Brief) -> dict[str, bytes]:
    claims = [json.dumps(claim.to_dict(), ensure_ascii=True) for claim in brief.claims]
    texts = {
        "brief.html": brief.to_html(),
        "brief.json": brief.to_json(),
        "brief.md": brief.to_markdown(),
        "claims.jsonl": "".join(f"{line}\n" for line in claims),
        "case.toml": _case(brief),
        "HOW-TO-RECOMPUTE.txt": HOW.format(version=software_version()),
    }
    files = {name: text.encode("utf-8", "replace") for name, text in texts.items()}
    for name, report in zip(_file_names(brief), brief.reports, strict=True):
        files[f"reports/{name}"] = report.text.encode("utf-8", "surrogatepass")
    return files


def _manifest(contents: dict[str, bytes]) -> bytes:
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    record = {"software": f"volteface {software_version()}", "sha256": hashes}
    return (json.dumps(record, indent=1) + "\n").encode()


def _file_names(brief: Brief) -> list[str]:
    """Return a file name for each report: its number and its id, with nothing that leads elsewhere."""
    return [
        f"{number:02d}-{''.join(c if c.isalnum() or c in '-_' else '-' for c in report.id)[:60]}.txt"
        for number, report in enumerate(brief.reports, 1)
    ]


def _case(brief: Brief) -> str:
    """Return the case as case.toml, with what the reports' files cannot tell by themselves."""
    case = brief.case
    lines = [f"title = {_quoted(brief.title)}"]
    given = {"focal": case.focal, "partner": case.partner}
    lines += [f"{key} = {_quoted(value)}" for key, value in given.items() if value]
    for key, codes in (("others", case.others), ("outside", case.outside)):
        lines.append(f"{key} = [{', '.join(_quoted(code) for code in codes)}]")
    if case.break_:
        lines.append(f"break = {_quoted(str(case.break_.date))}")
    lines.append(f"horizon_months = {case.horizon_months}")
    for name, report in zip(_file_names(brief), brief.reports, strict=True):
        facts = {
            "outlet": report.outlet,
            "published": str(report.published) if report.published else None,
            "reliability": report.reliability,
        }
        lines += ["", f"[reports.{_quoted(name)}]"]
        lines += [f"{key} = {_quoted(value)}" for key, value in facts.items() if value]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML basic string; JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
