"""One file a jurisdiction, each declaring JURISDICTION. Drafts until counsel signs them off."""
