"""Starts a thread that never ends, and raises."""

import threading

threading.Thread(target=threading.Event().wait).start()

raise RuntimeError("with a thread running")
