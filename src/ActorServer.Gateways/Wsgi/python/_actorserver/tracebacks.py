"""An exception as text for the server's log: what the application's author needs, without this package's frames."""

from __future__ import annotations

import os
import traceback

_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_OWN = (os.path.join(_FOLDER, "_actorserver") + os.sep, os.path.join(_FOLDER, "_actorserver_main.py"))

# A log line that names the cause, and a traceback that a person reads: more would only carry a request's data.
_MESSAGE_LIMIT = 400
_TEXT_LIMIT = 64 * 1024


def describe(error: BaseException) -> tuple[str, str, bool]:
    """Returns the error in one line, its traceback, and whether any frame of it is the application's."""
    summary = traceback.TracebackException(type(error), error, error.__traceback__)
    foreign = _drop_own_frames(summary, set())
    only = "".join(summary.format_exception_only()).strip()
    # A SyntaxError says the file first and what is wrong last.
    first, last = only.split("\n", 1)[0], only.rsplit("\n", 1)[-1]
    message = last if isinstance(error, SyntaxError) else first
    return _cut(message, _MESSAGE_LIMIT), _cut("".join(summary.format()), _TEXT_LIMIT), foreign


def _drop_own_frames(summary: traceback.TracebackException | None, seen: set[int]) -> bool:
    """Removes our frames from the summary and from all that it is chained to. True when a frame was left in the first."""
    if summary is None or id(summary) in seen:
        return False
    seen.add(id(summary))
    kept = [entry for entry in summary.stack if not entry.filename.startswith(_OWN)]
    summary.stack = traceback.StackSummary.from_list(kept)
    for chained in (summary.__cause__, summary.__context__, *(getattr(summary, "exceptions", None) or ())):
        _drop_own_frames(chained, seen)
    return bool(kept)


def _cut(text: str, limit: int) -> str:
    """Keeps both ends: the first frames say whose code it was, the last line says what happened."""
    if len(text) <= limit:
        return text
    return f"{text[: limit // 2]} [... {len(text) - limit} characters ...] {text[-(limit // 2) :]}"
