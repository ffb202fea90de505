"""The sample's views."""

from pydev import Response


def health(request):
    """Says that the service runs."""
    return Response(200, {"Content-Type": "text/plain; charset=utf-8"}, "Service is up and healthy")
