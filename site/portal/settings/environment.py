"""Where the project stands and what the environment says (12-factor)."""

import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = Path(os.environ.get("WENXUAN_VAR_DIR", BASE_DIR / "var"))

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
"""Development mode: demo log-ins work and errors show their trace. Never on for the public."""
