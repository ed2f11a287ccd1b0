"""What property tests ask of hypothesis."""

from typing import Final

from hypothesis import HealthCheck, settings

ONE_DATABASE: Final = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
"""Of a test whose examples share its database and ask about rows of their own."""
