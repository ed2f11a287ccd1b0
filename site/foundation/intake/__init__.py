"""The intake machine: what the public hands in, kept whole, answered with a receipt, seen through one door.

Apps describe what they take in with an ``IntakeKind`` (``kinds``) and get form, drafts, files, receipt, look-up
and erasure. ``docs/intake.md`` is the guide; ``docs/adr/0021-one-intake-machine.md`` says why.
"""
