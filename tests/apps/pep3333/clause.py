"""What the clauses share."""

TEXT = [("Content-Type", "text/plain")]
CLAUSES = {}
SEEN = []


def clause(application):
    """Registers an application under its name."""
    CLAUSES[application.__name__.replace("_", "-").lower()] = application
    return application


def says(start_response, what):
    """An answer of one block."""
    start_response("200 OK", list(TEXT))
    return [str(what).encode("latin-1")]


@clause
def seen(environ, start_response):
    """What the requests since the last question have noted."""
    noted = ",".join(SEEN)
    SEEN.clear()
    return says(start_response, noted)


class Noting:
    """An iterable that notes its close()."""

    def __init__(self, blocks, note="closed"):
        self._blocks = iter(blocks)
        self._note = note

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._blocks)

    def close(self):
        SEEN.append(self._note)
