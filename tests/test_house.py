"""Hold the house rules of ARCHITECTURE.md: who imports whom, what modules are called, what every problem owes its reader."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "cardkit"
PAGES = PACKAGE / "data" / "problems"

OPEN_MODULES = {"diagnostic", "geometry", "ink"}
NOT_A_NOUN = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
LONGEST_MODULE = 500

MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_keeps_the_house_rules(path: Path) -> None:
    assert faults(path.relative_to(PACKAGE), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("where", "text", "expected"),
    [
        ("deck/model.py", '"""Hold."""\nimport yaml', ["yaml belongs to source alone"]),
        (
            "deck/model.py",
            '"""Hold."""\ndef f():\n    from yaml.reader import Reader',
            ["yaml belongs to source alone"],
        ),
        ("source/node.py", '"""Hold."""\nfrom cardkit.deck.model import Deck', ["source may not import deck"]),
        ("source/node.py", '"""Hold."""\nfrom cardkit import deck', ["source may not import deck"]),
        ("source/node.py", '"""Hold."""\nimport cardkit.deck', ["source may not import deck"]),
        ("preflight/code.py", '"""Judge."""\nfrom cardkit.layout import lay_out', ["preflight may not import layout"]),
        ("ink.py", '"""Name."""\nfrom cardkit.deck import Deck', ["ink may not import deck"]),
        ("source/node.py", '"""Hold."""\nfrom ..deck import Deck', ["imports are absolute"]),
        ("source/node.py", "import re", ["no docstring"]),
        ("source/utils.py", '"""Help."""', ['"utils" names no noun']),
        ("source/node.py", '"""Hold."""' + "\n" * 501, ["502 lines, and the docstring gives no reason"]),
        ("source/node.py", '"""Hold; its 600 lines are one table."""' + "\n" * 600, []),
        (
            "deck/model.py",
            '"""Hold."""\nfrom cardkit.deck.value import Text\nfrom cardkit.ink import Ink\nimport re',
            [],
        ),
        ("cli/render.py", '"""Render."""\nimport typer\nfrom cardkit import deck, job', []),
    ],
)
def test_house_rules_find_what_breaks_them(where: str, text: str, expected: list[str]) -> None:
    assert faults(Path(where), text) == expected


def test_every_problem_has_a_page() -> None:
    missing = {code: place for code, place in used_codes().items() if not (PAGES / f"{code}.md").is_file()}
    assert missing == {}


def test_every_page_has_a_problem() -> None:
    words = {node.value for path in MODULES for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
    assert [page.name for page in sorted(PAGES.glob("*.md")) if page.stem not in words] == []


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_page_has_its_four_parts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    form = (
        rf"# {re.escape(page.stem)}\n\n?\S.*\n\n?"
        r"## Why it matters\n\n?\S[\s\S]+?\n\n?"
        r"## Example\n[\s\S]*?```(yaml|text)\n[\s\S]+?\n```\n[\s\S]*?"
        r"## Instead\n[\s\S]*?```(yaml|text)\n[\s\S]+?\n```\n[\s\S]*"
    )
    assert re.fullmatch(form, text), "not in the form: # code, ## Why it matters, ## Example, ## Instead"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("error('a-b', 'm')", {"a-b"}),
        ("diagnostic.warning(code='a-b', message='m')", {"a-b"}),
        ("error('a-b' if x else 'c-d', 'm')", {"a-b", "c-d"}),
        ("CODE = 'a-b'\nerror(CODE, 'm')", {"a-b"}),
        (
            "def wrong(span, code):\n    return error(code, 'm', span)\nwrong(1, 'a-b')\nwrong(1, code='c-d')",
            {"a-b", "c-d"},
        ),
        (
            "class C:\n    def wrong(self, code):\n        return error(code, 'm')\n    def f(self):\n        self.wrong('a-b')",
            {"a-b"},
        ),
        ("def f():\n    code = 'a-b'\n    return error(code, 'm')", {"a-b"}),
        ("logger.info('a-b')", set()),
    ],
)
def test_codes_are_found_however_they_are_passed(text: str, expected: set[str]) -> None:
    assert codes_in(ast.parse(text)) == expected


def faults(where: Path, text: str) -> list[str]:
    """What one module does against the house rules."""
    module = ast.parse(text)
    docstring = ast.get_docstring(module)
    lines = text.count("\n") + 1
    found = []
    if not docstring:
        found.append("no docstring")
    if where.stem in NOT_A_NOUN:
        found.append(f'"{where.stem}" names no noun')
    if lines > LONGEST_MODULE and "lines" not in (docstring or ""):
        found.append(f"{lines} lines, and the docstring gives no reason")
    if where.name == "__main__.py" or where == Path("__init__.py"):
        return found  # the two doors of the whole package
    room = where.parts[0].removesuffix(".py")
    for name in imported(module):
        library, _, rest = name.partition(".")
        neighbour = rest.partition(".")[0]
        if library == "":
            found.append("imports are absolute")
        elif library in doors() and doors()[library] != room:
            found.append(f"{library} belongs to {doors()[library]} alone")
        elif library == "cardkit" and neighbour and neighbour not in {room} | OPEN_MODULES | allowed(room):
            found.append(f"{room} may not import {neighbour}")
    return found


def imported(module: ast.Module) -> Iterator[str]:
    """Every module that is imported anywhere, dotted; ``from cardkit import deck`` counts as cardkit.deck."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield ""
        elif isinstance(node, ast.ImportFrom):
            yield from (
                (f"cardkit.{alias.name}" for alias in node.names) if node.module == "cardkit" else [node.module or ""]
            )


def allowed(room: str) -> set[str]:
    return set() if room in OPEN_MODULES else rooms()[room]


@cache
def rooms() -> dict[str, set[str]]:
    return {row[0]: names(row[1]) for row in table("room", "may import")}


@cache
def doors() -> dict[str, str]:
    return {library: room for libraries, room in table("library", "room") for library in names(libraries)}


def names(cell: str) -> set[str]:
    return set(cell.replace("`", "").replace(",", " ").split())


def table(*heads: str) -> list[list[str]]:
    """The rows of the one table in ARCHITECTURE.md with these heads."""
    lines = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()
    start = lines.index("| " + " | ".join(heads) + " |")
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    assert rows
    return rows


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def used_codes() -> dict[str, str]:
    return {code: str(path.relative_to(ROOT)) for path in MODULES for code in codes_in(tree(path))}


def codes_in(module: ast.Module) -> set[str]:
    """The problem codes that a module reports.

    Followed are literals, constants and local names, and functions of the same module that hand their own
    parameter on as a code.
    """
    constants: dict[str, set[str]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            constants.setdefault(node.targets[0].id, set()).update(literals(node.value, {}))
    reporters = {"error": ("code", 0), "warning": ("code", 0), "Diagnostic": ("code", 0)}
    codes: set[str] = set()
    for _ in range(4):  # a code is handed on three times at most
        for function, call in calls(module):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name not in reporters:
                continue
            keyword, index = reporters[name]
            given = next((k.value for k in call.keywords if k.arg == keyword), None)
            if given is None and index < len(call.args):
                given = call.args[index]
            parameters = [a.arg for a in (*function.args.args, *function.args.kwonlyargs)] if function else []
            parameters = [parameter for parameter in parameters if parameter not in ("self", "cls")]
            if function and isinstance(given, ast.Name) and given.id in parameters:
                reporters[function.name] = (given.id, parameters.index(given.id))
            elif given is not None:
                codes |= literals(given, constants)
    return {code for code in codes if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)}


def calls(node: ast.AST, function: ast.FunctionDef | None = None) -> Iterator[tuple[ast.FunctionDef | None, ast.Call]]:
    """Every call with the function in which it stands."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield function, child
        yield from calls(child, child if isinstance(child, ast.FunctionDef) else function)


def literals(node: ast.expr, constants: dict[str, set[str]]) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return literals(node.body, constants) | literals(node.orelse, constants)
    return constants.get(node.id, set()) if isinstance(node, ast.Name) else set()
