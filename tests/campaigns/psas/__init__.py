"""Tests of the library of public-service ads."""
