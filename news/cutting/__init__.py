"""Cutting a page into articles by hand: the state of the work, what can be done to it, and what it teaches.

Pure: plain data in, plain data out. Lines of the page are the atom: each printed line is in one article or put aside.
"""
