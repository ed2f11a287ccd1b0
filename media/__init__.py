"""Pictures, attachments and recordings with their rights and credits."""
