"""The verbs of programmes, rounds and honours."""
