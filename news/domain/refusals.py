"""What a verb says when it will not act."""


class Refused(Exception):  # noqa: N818 - the name says what happened to the user's wish
    """A verb changed nothing; its text is one sentence for the user that says what to do next."""
