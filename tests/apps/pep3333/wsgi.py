"""What PEP 3333 lets an application do, one small application per sentence, each under wsgiref.validate.

The path names the case: ``/write-and-iterate``. The answers are text, so that a test can hold them against the
case's docstring; the validator turns every slip of the server's side of the contract into an exception (500).
"""

from wsgiref.validate import validator

from sentences import SENTENCES

VALIDATED = {path: validator(sentence) for path, sentence in SENTENCES.items()}


def application(environ, start_response):
    return VALIDATED.get(environ["PATH_INFO"], VALIDATED["/missing"])(environ, start_response)
