"""Makes a coding pack of a text that may not be carried along: offsets and hashes in place of its words.

    python tools/make_pack.py ARTICLE SHEET.toml --to CASE/ARTICLE.pack.jsonl

The sheet is a coding sheet (docs/coding-sheets.md); it may also hold what a case.toml holds beside documents: coalitions,
memberships, thesis, list-origin. The sheet quotes the article and stays with whoever may keep the article.
"""

import argparse
import sys
from pathlib import Path

from delian.model.document import Document
from delian.model.problem import Problem
from delian.store import lines
from delian.store.packs import without_words
from delian.study import Study, case_entries, claim_labels, sheet_proposer


def main() -> None:
    """Write the pack; print what the sheet says that does not stand in the text, and fail if there is any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("article", type=Path)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    asked = parser.parse_args()
    study = Study()
    sheet = sheet_proposer(asked.sheet)
    document = study.code(asked.article, sheet)
    study.add(case_entries(sheet.content, {sheet.document: document}, claim_labels(sheet, study, document)))
    problems = [record for record in study.records if isinstance(record, Problem)]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    if problems:
        sys.exit(2)
    asked.to.unlink(missing_ok=True)
    documents = [record for record in study.records if isinstance(record, Document)]
    lines.append(asked.to, without_words([*documents, *(one for one in study.records if one not in documents)]))


if __name__ == "__main__":
    main()
