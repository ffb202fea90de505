"""A Django page: the usual middleware, ten rows of SQLite, a template."""

import os
import sqlite3

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

DATABASE = os.path.join(os.environ["BENCHMARK_FOLDER"], "articles.sqlite3")

with sqlite3.connect(DATABASE, timeout=30) as database:
    database.execute("CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)")
    database.executemany(
        "INSERT OR IGNORE INTO article VALUES (?, ?, ?)", [(number, f"Article & number {number}", "Lorem ipsum " * 10) for number in range(1, 101)]
    )

settings.configure(
    SECRET_KEY="only for benchmarks",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE, "CONN_MAX_AGE": None}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
)
django.setup()

from django.db import models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402


class Article(models.Model):
    title = models.TextField()
    body = models.TextField()

    class Meta:
        app_label = "articles"
        db_table = "article"


PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% for article in articles %}<h2>{{ article.title }}</h2><p>{{ article.body|truncatewords:5 }}</p>{% endfor %}"
)


def index(request):
    return HttpResponse(PAGE.render({"title": "Articles", "articles": Article.objects.order_by("-id")[:10]}, request))


urlpatterns = [path("", index)]
application = get_wsgi_application()
