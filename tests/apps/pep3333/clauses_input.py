"""Input and Error Streams, HTTP 1.1 Expect/Continue."""

from clause import clause, says


def _summary(pieces):
    """What was read; long pieces by their lengths."""
    return repr([piece if len(piece) < 100 else len(piece) for piece in pieces])


@clause
def read_all(environ, start_response):
    stream = environ["wsgi.input"]
    return says(start_response, _summary([stream.read(10_000_000), stream.read(1), stream.readline(), *stream.readlines(), *stream]))


@clause
def read_without_size(environ, start_response):
    stream = environ["wsgi.input"]
    return says(start_response, _summary([stream.read(), stream.read()]))


@clause
def read_negative(environ, start_response):
    return says(start_response, _summary([environ["wsgi.input"].read(-1)]))


@clause
def read_sizes(environ, start_response):
    stream = environ["wsgi.input"]
    return says(start_response, _summary([stream.read(0), stream.read(2), stream.read(3), stream.read(int(environ["CONTENT_LENGTH"]))]))


@clause
def read_line(environ, start_response):
    stream = environ["wsgi.input"]
    return says(start_response, _summary([stream.readline(), stream.readline(), stream.readline()]))


@clause
def read_line_hint(environ, start_response):
    stream = environ["wsgi.input"]
    return says(start_response, _summary([stream.readline(2), stream.readline(100), stream.readline(-1), stream.readline(0)]))


@clause
def read_lines(environ, start_response):
    return says(start_response, _summary(environ["wsgi.input"].readlines()))


@clause
def read_lines_hint(environ, start_response):
    stream = environ["wsgi.input"]
    return says(start_response, _summary([*stream.readlines(1), b"|", *stream.readlines(100)]))


@clause
def iterate(environ, start_response):
    return says(start_response, _summary(list(environ["wsgi.input"])))


@clause
def not_read(environ, start_response):
    return says(start_response, "not read")


@clause
def partly_read(environ, start_response):
    return says(start_response, _summary([environ["wsgi.input"].read(3)]))


@clause
def de_chunked(environ, start_response):
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    return says(start_response, (body, environ["CONTENT_LENGTH"], "HTTP_TRANSFER_ENCODING" in environ, environ["wsgi.input_terminated"]))


@clause
def errors_stream(environ, start_response):
    stream = environ["wsgi.errors"]
    stream.write("an error of the clause, ")
    stream.writelines(["its second part\n", "gr\xfcn \u20ac\n"])
    stream.flush()
    return says(start_response, "reported")
