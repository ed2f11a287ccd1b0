"""The settings, one module for each concern; Django reads the sum of them.

Every value that differs between installations comes from the environment and is listed in
``docs/operations.md``. Modules are read in this order, so a later one may build on an earlier one.
"""

from portal.settings.environment import *  # isort: skip
from portal.settings.apps import *
from portal.settings.cache import *
from portal.settings.database import *
from portal.settings.language import *
from portal.settings.logs import *
from portal.settings.mail import *
from portal.settings.security import *
from portal.settings.storage import *
from portal.settings.tasks import *
from portal.settings.wagtail import *
