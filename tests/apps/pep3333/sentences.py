"""The cases: each docstring is what PEP 3333 says, in short."""

import sys

TEXT = [("Content-Type", "text/plain")]
SENTENCES = {}


def sentence(case):
    """Registers the case under the path of its name."""
    SENTENCES["/" + case.__name__.replace("_", "-")] = case
    return case


@sentence
def one_block(environ, start_response):
    """A list of one bytestring: the server knows the length."""
    start_response("200 OK", list(TEXT))
    return [b"one block"]


@sentence
def several_blocks(environ, start_response):
    """Each block is sent as it is, in order."""
    start_response("200 OK", list(TEXT))
    return [b"several ", b"blocks"]


@sentence
def no_blocks(environ, start_response):
    """An iterable that is empty is an empty body."""
    start_response("200 OK", list(TEXT))
    return []


@sentence
def generator(environ, start_response):
    """The application is a generator: start_response is called when the first block is asked for."""
    start_response("200 OK", list(TEXT))
    yield b"generated"


@sentence
def empty_blocks_first(environ, start_response):
    """Empty blocks before the first do not send the headers."""
    start_response("500 Not Yet", list(TEXT))
    yield b""
    try:
        raise LookupError
    except LookupError:
        start_response("200 OK", list(TEXT), sys.exc_info())
    yield b"replaced in time"


@sentence
def error_before_the_headers(environ, start_response):
    """exc_info replaces the headers while they have not been sent."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Lost", "1")])
    try:
        raise LookupError("found out late")
    except LookupError:
        start_response("503 Sorry", list(TEXT), sys.exc_info())
        return [b"sorry"]


@sentence
def write_only(environ, start_response):
    """The write callable sends; an empty iterable follows."""
    write = start_response("200 OK", list(TEXT))
    write(b"written ")
    write(b"twice")
    return []


@sentence
def write_and_iterate(environ, start_response):
    """What was written comes before what is iterated."""
    write = start_response("200 OK", list(TEXT))
    write(b"written, ")
    return [b"iterated"]


class _Closing:
    closed = 0

    def __init__(self, blocks):
        self._blocks = iter(blocks)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._blocks)

    def close(self):
        type(self).closed += 1


@sentence
def closing(environ, start_response):
    """close() is called when the request is over; /closed counts."""
    start_response("200 OK", list(TEXT))
    return _Closing([b"to be ", b"closed"])


@sentence
def closed(environ, start_response):
    """How often close() was called in this process."""
    start_response("200 OK", list(TEXT))
    return [str(_Closing.closed).encode("ascii")]


@sentence
def read_by_size(environ, start_response):
    """read(size) reads to the end of the body and not past it."""
    stream = environ["wsgi.input"]
    pieces = []
    while True:
        piece = stream.read(7)
        if not piece:
            break
        pieces.append(piece)
    start_response("200 OK", list(TEXT))
    return [b"|".join(pieces)]


@sentence
def read_lines(environ, start_response):
    """readline, readlines and iteration keep the ends of lines."""
    stream = environ["wsgi.input"]
    first = stream.readline()
    rest = stream.readlines()
    start_response("200 OK", list(TEXT))
    return [repr([first, rest, list(stream)]).encode("latin-1")]


@sentence
def errors(environ, start_response):
    """wsgi.errors takes text: write, writelines and flush."""
    stream = environ["wsgi.errors"]
    stream.write("an error ")
    stream.writelines(["in two ", "pieces\n"])
    stream.flush()
    start_response("200 OK", list(TEXT))
    return [b"reported"]


@sentence
def file_wrapper(environ, start_response):
    """wsgi.file_wrapper makes an iterable of a file-like object."""
    with_file = open(__file__, "rb")
    start_response("200 OK", list(TEXT))
    return environ["wsgi.file_wrapper"](with_file, 100)


@sentence
def no_content(environ, start_response):
    """204 has neither body nor Content-Type."""
    start_response("204 No Content", [])
    return []


@sentence
def latin_one(environ, start_response):
    """Native strings carry bytes as latin-1, both ways."""
    path = environ.get("QUERY_STRING", "")
    start_response("200 OK", TEXT + [("X-Query", path or "-"), ("X-Latin", "caf\xe9")])
    return [b"latin"]


@sentence
def index(environ, start_response):
    """The paths of all cases, one per line."""
    start_response("200 OK", list(TEXT))
    return ["\n".join(SENTENCES).encode("ascii")]


SENTENCES["/"] = index


@sentence
def missing(environ, start_response):
    """No such case."""
    start_response("404 Not Found", list(TEXT))
    return [b"no such case"]
