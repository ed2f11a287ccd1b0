"""What is filed and handed over: sheets, documents, packs and plots."""
