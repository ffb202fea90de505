"""A Flask application for end-to-end tests: pages, JSON, forms, uploads, streams, a session, error handlers."""

import hashlib
import os
import time

from flask import Flask, Response, jsonify, redirect, render_template_string, request, session, stream_with_context, url_for

application = Flask(__name__)
application.secret_key = "only for tests"


@application.get("/")
def index():
    return render_template_string("<h1>{{ title }}</h1>", title="Flask & friends")


@application.get("/hello/<name>")
def hello(name):
    return f"Hello, {name}"


@application.route("/json", methods=["GET", "POST"])
def json_echo():
    return jsonify(method=request.method, sent=request.get_json(silent=True))


@application.post("/form")
def form():
    return jsonify(request.form.to_dict(flat=False))


@application.post("/upload")
def upload():
    file = request.files["file"]
    content = file.read()
    return jsonify(name=file.filename, size=len(content), sha256=hashlib.sha256(content).hexdigest())


@application.post("/echo")
def echo():
    return Response(request.get_data(), mimetype="application/octet-stream")


@application.get("/stream")
def stream():
    count = request.args.get("count", 10, type=int)

    def lines():
        for number in range(count):
            yield f"line {number} of {request.path}\n"

    return Response(stream_with_context(lines()), mimetype="text/plain")


@application.get("/follow")
def follow():
    """Two parts; between them the view waits until the file that ``go`` names is there. Its context lasts as long."""

    @stream_with_context
    def parts():
        yield f"first for {session.get('count', 0)},"
        while not os.path.exists(request.args["go"]):
            time.sleep(0.01)
        yield request.args["last"]

    return Response(parts(), mimetype="text/plain")


@application.get("/download")
def download():
    size = request.args.get("mb", 10, type=int) * 1024 * 1024
    block = bytes(range(256)) * 256
    return Response((block for _ in range(0, size, len(block))), mimetype="application/octet-stream")


@application.get("/count")
def count():
    session["count"] = session.get("count", 0) + 1
    return str(session["count"])


@application.get("/redirect")
def redirected():
    return redirect(url_for("index"))


@application.get("/cookies")
def cookies():
    response = Response("two cookies")
    response.set_cookie("first", "1")
    response.set_cookie("second", "2")
    return response


@application.get("/raise")
def fail():
    raise LookupError("this view raises on purpose")


@application.errorhandler(404)
def not_found(error):
    return f"Flask has no page {request.path}", 404


@application.errorhandler(405)
def not_allowed(error):
    return jsonify(error=error.name, allowed=sorted(error.valid_methods)), 405


@application.errorhandler(ArithmeticError)
def arithmetic(error):
    return f"Flask caught {type(error).__name__}", 418


@application.get("/divide")
def divide():
    return str(1 // request.args.get("by", 0, type=int))
