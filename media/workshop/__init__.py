"""Work on files that came from outside, in a process of its own with little time and memory.

Nothing here knows Django or the database: a request is one JSON object, and so is the answer.
"""
