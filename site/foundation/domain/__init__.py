"""The verbs of the ground floor: keyword-only, one transaction each, audited."""
