"""What PEP 3333 forbids an application, one small application per rule. Each must be a 500, or a reset after the head.

The path names the case: ``/status-as-bytes``.
"""

TEXT = [("Content-Type", "text/plain")]
VIOLATIONS = {}


def application(environ, start_response):
    return VIOLATIONS[environ["PATH_INFO"]](environ, start_response)


def violation(case):
    """Registers the case under the path of its name."""
    VIOLATIONS["/" + case.__name__.replace("_", "-")] = case
    return case


def _heads():
    """Cases that differ in what they give start_response."""
    for name, status, headers in (
        ("status-as-bytes", b"200 OK", TEXT),
        ("status-as-number", 200, TEXT),
        ("status-without-reason", "200", TEXT),
        ("status-of-two-digits", "20 OK", TEXT),
        ("status-below-two-hundred", "100 Continue", TEXT),
        ("status-with-line-feed", "200 OK\r\nX-Forged: 1", TEXT),
        ("headers-as-tuple", "200 OK", tuple(TEXT)),
        ("headers-as-dict", "200 OK", dict(TEXT)),
        ("header-as-list", "200 OK", [["Content-Type", "text/plain"]]),
        ("header-of-three", "200 OK", [("A", "b", "c")]),
        ("header-name-as-bytes", "200 OK", [(b"A", "b")]),
        ("header-value-as-bytes", "200 OK", [("A", b"b")]),
        ("header-value-as-number", "200 OK", [("Content-Length", 5)]),
        ("header-name-with-space", "200 OK", [("A B", "c")]),
        ("header-name-empty", "200 OK", [("", "c")]),
        ("header-name-with-colon", "200 OK", [("A:", "c")]),
        ("header-value-with-line-feed", "200 OK", [("A", "b\nSet-Cookie: forged=1")]),
        ("header-value-with-carriage-return", "200 OK", [("A", "b\rc")]),
        ("header-value-with-nul", "200 OK", [("A", "b\0Set-Cookie\0forged=1")]),
        ("header-value-beyond-latin-one", "200 OK", [("A", "\u20ac")]),
        ("head-of-a-megabyte", "200 OK", [("A", "b" * 1_000_000)]),
        ("content-length-of-words", "200 OK", [("Content-Length", "many")]),
        ("content-length-below-zero", "200 OK", [("Content-Length", "-1")]),
        ("content-length-twice", "200 OK", [("Content-Length", "1"), ("content-length", "1")]),
    ):

        def case(environ, start_response, status=status, headers=headers):
            start_response(status, headers)
            return [b"never sent"]

        VIOLATIONS["/" + name] = case


_heads()


@violation
def second_start_response(environ, start_response):
    start_response("200 OK", list(TEXT))
    start_response("200 OK", list(TEXT))
    return [b"never sent"]


@violation
def no_start_response(environ, start_response):
    return []


@violation
def no_start_response_but_a_body(environ, start_response):
    return [b"body"]


@violation
def block_before_start_response(environ, start_response):
    yield b"too early"
    start_response("200 OK", list(TEXT))


@violation
def returns_none(environ, start_response):
    start_response("200 OK", list(TEXT))


@violation
def returns_bytes(environ, start_response):
    start_response("200 OK", list(TEXT))
    return b"body"


@violation
def returns_text(environ, start_response):
    start_response("200 OK", list(TEXT))
    return ["body"]


@violation
def writes_text(environ, start_response):
    start_response("200 OK", list(TEXT))("body")
    return []
