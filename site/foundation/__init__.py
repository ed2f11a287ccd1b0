"""The ground floor: regions, topics, organisations, identity, text, intake, secrets, audit. Imports no app of ours."""
