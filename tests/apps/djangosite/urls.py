"""Each view shows one thing that an application server can get wrong."""

import hashlib
import os
import time

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template import engines
from django.urls import path
from django.views.generic import RedirectView

_FORM = """<form method="post" enctype="multipart/form-data">{% csrf_token %}<input name="text"></form>{{ text }}"""


def form(request):
    """A form under CSRF protection; shows what was sent, escaped."""
    return HttpResponse(engines["django"].from_string(_FORM).render({"text": request.POST.get("text", "")}, request))


def upload(request):
    """A form with a file; says where Django kept it, and its checksum."""
    if request.method == "GET":
        return form(request)
    file = request.FILES["file"]
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return JsonResponse({"name": file.name, "size": file.size, "sha256": digest.hexdigest(), "is_file": os.path.exists(file.temporary_file_path())})


def stream(request):
    """Two parts; between them the view waits until the file that ``go`` names is there."""

    def parts():
        yield "first,"
        while not os.path.exists(request.GET["go"]):
            time.sleep(0.01)
        yield "second"

    return StreamingHttpResponse(parts(), content_type="text/plain")


def source(request):
    """A file by FileResponse, which takes wsgi.file_wrapper."""
    return FileResponse(open(__file__, "rb"), as_attachment=True)


def users(request):
    """A page with a query."""
    return JsonResponse({"users": list(User.objects.order_by("username").values_list("username", flat=True))})


def fail(request):
    raise LookupError("this view raises on purpose")


def not_found(request, exception):
    return HttpResponse(f"Django has no page {request.path}", status=404)


def error(request):
    return HttpResponse("Django caught an error", status=500)


handler404 = not_found
handler500 = error

urlpatterns = [
    path("admin/", admin.site.urls),
    path("form/", form),
    path("upload/", upload),
    path("stream/", stream),
    path("source/", source),
    path("users/", users),
    path("raise/", fail),
    path("old/", RedirectView.as_view(url="/static/new.css", permanent=True)),
]
