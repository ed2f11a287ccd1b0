"""Competitions for essays and photographs: intake, judging, awards."""
