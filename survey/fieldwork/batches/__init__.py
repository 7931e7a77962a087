"""Paper that came back: bundles of forms, keyed, keyed again, compared and signed off."""
