"""Runs one request: calls the application, sends its blocks, closes them. An application's failure ends here, never the process."""

from __future__ import annotations

from typing import Any, Callable

from . import output, tracebacks
from .control import ClientDisconnected
from .response import NoStartResponse, Response, check_block


def run(application: Callable[..., Any], environ: dict[str, Any], response: Response) -> None:
    """Answers the exchange, one way or the other. ClientDisconnected only when the server itself is gone."""
    blocks = None
    output.current.request = environ.get("HTTP_X_REQUEST_ID")
    try:
        blocks = application(environ, response.start_response)
        _send_all(blocks, response)
    # Also SystemExit and KeyboardInterrupt. Some servers leave on SystemExit; here that would cost a process its warm
    # state for the fault of one request (argparse or a script's main() called from a view), and os._exit remains.
    except BaseException as error:
        _fail(response, error)
    finally:
        # Behind the answer: PEP 3333 wants close() on every way out, and the client need not wait for it.
        _close(blocks)
        output.end_request()


def _send_all(blocks: Any, response: Response) -> None:
    if blocks is None or isinstance(blocks, (bytes, str)):
        raise TypeError(f"the application must return an iterable of bytes objects, such as a list, not {type(blocks).__name__}")
    # len() is exact where it exists (PEP 3333, Handling the Content-Length Header): one block, one frame.
    is_single = hasattr(blocks, "__len__") and len(blocks) == 1
    for block in blocks:
        check_block(block)
        if not block:
            continue
        if response.over:
            break  # More than Content-Length announced. Asking once more let a generator run to its end.
        response.send(block, is_single)
        if is_single:
            break
    if not response.over:
        response.finish()


def _fail(response: Response, error: BaseException) -> None:
    message, text, _ = tracebacks.describe(error)
    if response.over:
        # The client has its answer. Nobody else will ever hear of this.
        output.report(f"after the response was complete: {message}\n{text.rstrip()}")
        return
    if response.is_abandoned() or isinstance(error, ClientDisconnected):
        reason = "client-gone"
    elif isinstance(error, NoStartResponse):
        reason = "no-start-response"
    elif error is response.refused_head:
        reason = "invalid-head"
    else:
        reason = "raised"
    response.fail(reason, message, text)


def _close(blocks: Any) -> None:
    try:
        close = getattr(blocks, "close", None)
        if close is not None:
            close()
    except BaseException as error:
        message, text, _ = tracebacks.describe(error)
        output.report(f"close() of the response raised: {message}\n{text.rstrip()}")
