"""Entry of one WSGI process: ``python -u _actorserver_main.py REQUESTS_FD CONTROL_FD PARENT_PID``.

The server starts it with both ends of its channel inherited; the layout of what travels there stands in
``_actorserver/frames.py``. Everything is under the guard below because ``multiprocessing`` imports this file
a second time in the children of an application that spawns them.
"""

if __name__ == "__main__":
    import os
    import sys

    # PYTHONSAFEPATH keeps a script's folder off sys.path, so it is put there here, and taken away again: an
    # application must find its own modules and its environment's, never ours.
    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != folder]
    sys.path.insert(0, folder)
    from _actorserver import boot

    sys.path.remove(folder)
    sys.exit(boot.main(sys.argv))
