"""What the guards read: our own files, and the imports in them. Paths are given, so that a guard can be shown a bad tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "cards", "coaching")
OURS = (*APPS, "config")


@dataclass(frozen=True)
class Import:
    """One imported name: `module` is absolute, `inside` is the function it stands in, empty at the top of a file."""

    path: Path
    line: int
    module: str
    inside: str = ""

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path}:{self.line} imports {self.module}"


def files(*patterns: str, root: Path = ROOT) -> list[Path]:
    """Our own files of those patterns."""
    found = {path for pattern in patterns for path in root.glob(pattern)}
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def python(*places: str, root: Path = ROOT, migrations: bool = False) -> list[Path]:
    """The Python files under those folders."""
    found = files(*(f"{place}/**/*.py" for place in places), root=root)
    return [path for path in found if migrations or "migrations" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imports(path: Path, root: Path = ROOT) -> Iterator[Import]:
    """Every import of a file, those inside functions too, relative ones made absolute."""
    package = ".".join(path.relative_to(root).parent.parts)
    yield from _imports(tree(path), path, package, "")


def _imports(node: ast.AST, path: Path, package: str, inside: str) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(path, child.lineno, name.name, inside) for name in child.names)
        elif isinstance(child, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - child.level + 1] if child.level else []
            base = ".".join([*above, child.module] if child.module else above)
            yield from (Import(path, child.lineno, f"{base}.{name.name}", inside) for name in child.names)
        elif isinstance(child, ast.Call) and _dynamic(child):
            yield Import(path, child.lineno, _dynamic(child), inside)
        within = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else inside
        yield from _imports(child, path, package, within)


def _dynamic(call: ast.Call) -> str:
    """What `import_module("cards.models")` and its kin import, where it is written down."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("import_module", "import_string", "__import__") and call.args and isinstance(call.args[0], ast.Constant):
        return str(call.args[0].value)
    return ""


@dataclass(frozen=True)
class Function:
    """A function and how long it is: from `def` to its last line, without decorators, docstring and closing brackets' own lines."""

    path: Path
    name: str
    line: int
    lines: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path}:{self.line} {self.name}: {self.lines} lines"


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
            docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if said else 0
            yield Function(path, node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1 - docstring)


def length(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())
