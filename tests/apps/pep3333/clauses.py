"""One small application per sentence of PEP 3333, each under its own path: ``/plain/NAME``, and ``/validated/NAME`` under wsgiref.validate.

The applications say what they see; the tests know what they should have seen.
"""

import warnings
from wsgiref.validate import WSGIWarning, validator

import clauses_body
import clauses_environ
import clauses_head
import clauses_input
from clause import CLAUSES

# A warning of the validator's fails the request like its errors.
warnings.simplefilter("error", WSGIWarning)

MODULES = (clauses_environ, clauses_input, clauses_head, clauses_body)
VALIDATED = {name: validator(clause) for name, clause in CLAUSES.items()}


def application(environ, start_response):
    # What is left of the path is the clause's, and what was taken is its SCRIPT_NAME, as PEP 3333 wants it of a router.
    _, how, name, *rest = environ["PATH_INFO"].split("/", 3)
    if environ["QUERY_STRING"] != "unmounted":
        environ["SCRIPT_NAME"] += f"/{how}/{name}"
        environ["PATH_INFO"] = "".join("/" + part for part in rest)
    return (VALIDATED if how == "validated" else CLAUSES)[name](environ, start_response)
