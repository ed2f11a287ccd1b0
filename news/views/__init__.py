"""The newsroom's views."""
