"""The blocks from which an editor builds a campaign hub."""

from campaigns.blocks.sections import HubSectionsBlock

__all__ = ["HubSectionsBlock"]
