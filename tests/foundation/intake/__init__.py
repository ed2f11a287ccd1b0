import pytest

pytest.register_assert_rewrite("tests.foundation.intake.contract")
