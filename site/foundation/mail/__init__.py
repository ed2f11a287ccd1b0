"""The outbox: every mail is a row first, written with what it tells of, and sent afterwards."""
