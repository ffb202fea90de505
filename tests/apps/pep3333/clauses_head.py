"""The start_response() Callable, The write() Callable, Error Handling, Other HTTP Features."""

import sys

from clause import SEEN, TEXT, clause


def _exc_info(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


@clause
def write_is_sent_first(environ, start_response):
    write = start_response("200 OK", list(TEXT))
    write(b"written, ")
    write(b"")
    write(b"twice, ")
    return [b"iterated"]


@clause
def write_only(environ, start_response):
    start_response("200 OK", list(TEXT))(b"written")
    return []


@clause
def write_while_iterating(environ, start_response):
    write = start_response("200 OK", list(TEXT))
    yield b"one "
    write(b"two ")
    yield b"three"


@clause
def delayed_until_a_block(environ, start_response):
    """An empty block sends nothing: the head can still be replaced."""
    start_response("200 OK", [*TEXT, ("X-Test-First", "1")])
    yield b""
    start_response("503 Replaced", [*TEXT, ("X-Test-Second", "2")], _exc_info(LookupError("late")))
    yield b"replaced"


@clause
def delayed_until_the_end(environ, start_response):
    start_response("200 OK", list(TEXT))
    yield b""
    yield b""


@clause
def write_nothing(environ, start_response):
    start_response("200 OK", list(TEXT))(b"")
    start_response("503 Replaced", list(TEXT), _exc_info(LookupError("late")))
    return [b"replaced"]


@clause
def called_with_the_first_block(environ, start_response):
    start_response("200 OK", list(TEXT))
    yield b"first"


@clause
def called_after_an_empty_block(environ, start_response):
    yield b""
    start_response("200 OK", list(TEXT))
    yield b"after an empty one"


@clause
def second_call(environ, start_response):
    """The error reaches the application, which may go on."""
    start_response("200 OK", list(TEXT))
    try:
        start_response("201 Again", list(TEXT))
    except AssertionError as error:
        return [str(error).encode()]
    return [b"no error"]


@clause
def second_call_with_none(environ, start_response):
    start_response("200 OK", list(TEXT))
    start_response("201 Again", list(TEXT), None)
    return [b"no error"]


@clause
def first_call_with_exc_info(environ, start_response):
    start_response("500 Caught", list(TEXT), _exc_info(LookupError("at once")))
    return [b"caught"]


@clause
def exc_info_after_the_head(environ, start_response):
    """start_response raises the application's own error, with its traceback."""
    start_response("200 OK", list(TEXT))
    yield b"sent,"
    error = LookupError("too late")
    try:
        start_response("500 Too Late", list(TEXT), _exc_info(error))
    except LookupError as raised:
        SEEN.append("the same" if raised is error and raised.__traceback__ is not None else "another")
        raise


@clause
def refused_head_can_be_mended(environ, start_response):
    try:
        start_response("200 OK", [("Bad Name", "x")])
    except ValueError:
        start_response("200 OK", list(TEXT))
    return [b"mended"]


@clause
def fields(environ, start_response):
    start_response(
        "200 Quite OK",
        [*TEXT, ("Set-Cookie", "a=1"), ("set-cookie", "b=2"), ("X-Test-Empty", ""), ("X-Test-Latin", "caf\xe9")],
    )
    return [b"fields"]


@clause
def own_date_and_server(environ, start_response):
    start_response("200 OK", [*TEXT, ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Server", "an application")])
    return [b"own"]


@clause
def hop_by_hop(environ, start_response):
    names = ("Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailers", "Transfer-Encoding", "Upgrade")
    start_response("200 OK", [*TEXT, *((name, "x-test-hop") for name in names)])
    return [b"dropped"]


@clause
def unusual_status(environ, start_response):
    start_response("299 ", list(TEXT))
    return [b"no reason"]


@clause
def same_list_again(environ, start_response, headers=[("Content-Type", "text/plain"), ("X-Test", "1")]):
    """One list for all requests: the server must not spoil it."""
    start_response("200 OK", headers)
    return [repr(headers).encode()]


@clause
def tab_in_a_value(environ, start_response):
    """A control character, and one that HTTP allows."""
    start_response("200 OK", [*TEXT, ("X-Test", "a\tb")])
    return [b"tab"]
