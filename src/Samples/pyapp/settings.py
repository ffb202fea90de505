"""The sample's settings."""

import views

URL_CONF = {
    "/": views.health,
    "/health": views.health,
}
