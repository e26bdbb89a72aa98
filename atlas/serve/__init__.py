"""`build.py serve`: builds, serves, watches, builds again, and keeps open pages up to date.

`command` puts the parts together. The main thread runs the loop (`loop`): it looks whether the sources
changed (`sources`, woken by `alarm`), lets them be built (`rebuilding`, in a process `apart`) and posts the
result on the `board`. Threads of `serving` answer browsers from the board (`answering`, `page`) and tell
each open tab what concerns it (`telling`, `client.js`).
"""
