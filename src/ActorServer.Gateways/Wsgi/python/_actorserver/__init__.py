"""The Python side of ActorServer's WSGI gateway: one process, one application, one request at a time or one in each thread (PEP 3333).

The way of a request, file by file::

    boot       argv, session, setup message, the application's import; READY or BOOT_FAILED
      schedule   how the kernel's scheduler sees the process
      process    session, signals, death with the server, stacks on demand
      loader     the application's callable, or one sentence why there is none
      template   with preload: forks workers, after the one import
    serve      receives a request, runs it, receives the next
      environ    message -> environ
      input      message -> wsgi.input
      run        calls the application, iterates its blocks, closes them; every way to fail
        response   start_response, write; what leaves, and when
          head       status and fields: rules and encoding
          files      wsgi.file_wrapper
    control    the stream of answers: sending, credit, "nobody waits any more"
      threads    the same for several threads, and their life
    output     stdout and stderr, with marks that say which request wrote
    frames     the layout of both sockets
    tracebacks an exception as text, without our frames

Standard library only, CPython 3.9 or newer: this package runs inside other people's virtual environments.
"""
