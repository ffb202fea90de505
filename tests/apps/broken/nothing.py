"""Has no callable of the usual name."""


def aplication(environ, start_response):
    """Misspelt."""
    start_response("200 OK", [])
    return []
