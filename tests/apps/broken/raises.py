"""Raises when it is imported, in a function, so that the traceback has more than one frame."""


def connect():
    raise ConnectionRefusedError("the database of this test does not exist")


connect()
