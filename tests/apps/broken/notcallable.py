"""Its application cannot be called."""

application = "not an application"
