"""environ Variables, Unicode Issues, URL Reconstruction."""

from urllib.parse import quote

from clause import clause, says


@clause
def environ_type(environ, start_response):
    return says(start_response, type(environ).__name__)


@clause
def environ_change(environ, start_response):
    before = environ.get("application.own")
    environ["application.own"] = environ["REQUEST_METHOD"] = "changed"
    return says(start_response, before)


@clause
def strings(environ, start_response):
    cgi = {name: value for name, value in environ.items() if "." not in name}
    wrong = [name for name, value in cgi.items() if type(name) is not str or type(value) is not str or any(ord(c) > 255 for c in value)]
    return says(start_response, wrong)


@clause
def value(environ, start_response):
    """The variables that ``X-Name`` names, as their repr."""
    return says(start_response, ",".join(repr(environ.get(name)) for name in environ["HTTP_X_NAME"].split()))


@clause
def path_as_utf8(environ, start_response):
    return says(start_response, ascii(environ["PATH_INFO"].encode("latin-1").decode("utf-8")))


@clause
def required(environ, start_response):
    names = ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "HTTP_HOST")
    return says(start_response, [name for name in names if name not in environ or (name.startswith("SERVER") and not environ[name])])


@clause
def own_names(environ, start_response):
    """Lower-case names are the specification's or begin with the server's own."""
    return says(start_response, sorted(name for name in environ if name.islower() and not name.startswith(("wsgi.", "actorserver."))))


@clause
def headers(environ, start_response):
    return says(start_response, "\n".join(f"{name}={value}" for name, value in sorted(environ.items()) if name.startswith("HTTP_X_TEST") or name in ("HTTP_COOKIE", "HTTP_ACCEPT")))


@clause
def wsgi_values(environ, start_response):
    names = ("version", "url_scheme", "multithread", "multiprocess", "run_once")
    return says(start_response, [environ["wsgi." + name] for name in names])


@clause
def url(environ, start_response):
    """The algorithm of the specification."""
    text = environ["wsgi.url_scheme"] + "://"
    if environ.get("HTTP_HOST"):
        text += environ["HTTP_HOST"]
    else:
        text += environ["SERVER_NAME"]
        if environ["SERVER_PORT"] != ("443" if environ["wsgi.url_scheme"] == "https" else "80"):
            text += ":" + environ["SERVER_PORT"]
    text += quote(environ.get("SCRIPT_NAME", ""), encoding="latin-1") + quote(environ.get("PATH_INFO", ""), encoding="latin-1")
    if environ.get("QUERY_STRING"):
        text += "?" + environ["QUERY_STRING"]
    return says(start_response, text)
