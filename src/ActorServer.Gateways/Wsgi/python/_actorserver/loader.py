"""Finds the application's callable, or says in one sentence why there is none."""

from __future__ import annotations

import difflib
import os
import sys
from typing import Any, Callable, NoReturn

from . import tracebacks


class BootFailure(Exception):
    """There is no application to run. The message is one sentence that names what app.yaml would change."""

    def __init__(self, reason: str, traceback: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.traceback = traceback


def load(location: str, module: str, name: str) -> Callable[..., Any]:
    """Enters *location*, imports the dotted *module* from there and returns its dotted *name*. BootFailure otherwise."""
    try:
        os.chdir(location)
    except OSError as error:
        raise BootFailure(f"the folder '{location}' (app-loc) cannot be entered: {error.strerror}") from None
    # Not os.getcwd(): it would resolve a symbolic link such as .../releases/current.
    sys.path.insert(0, os.path.abspath(location))
    return _resolve(_import(module, location), module, name)


def _import(module: str, location: str) -> Any:
    if not all(part.isidentifier() for part in module.split(".")):
        raise BootFailure(f"'{module}' (app-module) is not the dotted name of a module{_hint(module)}")
    try:
        # Not importlib.import_module: it would leave its own frames in the traceback.
        __import__(module)
        return sys.modules[module]
    except BaseException as error:  # Also SystemExit: a module that leaves while it is imported has no application.
        _fail(error, module, location)


def _fail(error: BaseException, module: str, location: str) -> NoReturn:
    message, text, is_applications = tracebacks.describe(error)
    where = f"module '{module}' (app-module) in '{location}' (app-loc)"
    missing = isinstance(error, ModuleNotFoundError) and error.name and f"{module}.".startswith(f"{error.name}.")
    if missing and not is_applications:
        inner = "" if error.name == module else f": there is no '{error.name}'"
        raise BootFailure(f"there is no {where}{inner}{_hint(module)}") from None
    if isinstance(error, SystemExit):
        raise BootFailure(f"{where} ended the process with exit status {error.code!r} while it was imported", text) from None
    raise BootFailure(f"{where} cannot be imported: {message}", text) from None


def _hint(module: str) -> str:
    if module.endswith(".py"):
        return f"; write '{module[:-3].replace('/', '.')}', without the file's ending"
    if ":" in module:
        before, _, after = module.partition(":")
        return f"; write app-module: {before} and app: {after}"
    return ""


def _resolve(found: Any, module: str, name: str) -> Callable[..., Any]:
    owner = f"module '{module}' (app-module)"
    for part in name.split("."):
        try:
            found = getattr(found, part)
        except AttributeError:
            near = difflib.get_close_matches(part, [known for known in dir(found) if not known.startswith("_")], 1)
            hint = f"; there is '{near[0]}'" if near else ""
            raise BootFailure(f"{owner} has no '{name}' (app){hint}") from None
    if not callable(found):
        raise BootFailure(f"app '{name}' in module '{module}' is not callable: it is of type {type(found).__name__}")
    return found
