"""What a guard is, and where the tests are that ought to miss it."""

from __future__ import annotations

from dataclasses import dataclass

FAULTS = "tests/e2e/faults"
ANSWERS, LOST = f"{FAULTS}/test_false_answers.py", f"{FAULTS}/test_lost_answers.py"
PAGES, PEOPLE, NOT_SAVED = f"{FAULTS}/test_many_pages.py", f"{FAULTS}/test_people.py", f"{FAULTS}/test_not_saved.py"
STORAGE, CLOCKS, WORKER = f"{FAULTS}/test_storage.py", f"{FAULTS}/test_clocks.py", f"{FAULTS}/test_worker.py"


@dataclass(frozen=True)
class Guard:
    """`old`, wherever it stands in `file`, is what holds; `new` is how it looks when it is broken. `tests` stop at the first that fails."""

    name: str
    fault: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
