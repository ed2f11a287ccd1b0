"""The rows of the intake machine."""

from foundation.intake.models.drafts import Draft
from foundation.intake.models.files import IntakeFile
from foundation.intake.models.limits import Throttle
from foundation.intake.models.submissions import IntakeCounter, RawPost, Submission

__all__ = ["Draft", "IntakeCounter", "IntakeFile", "RawPost", "Submission", "Throttle"]
