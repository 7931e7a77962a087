"""The register of letters, petitions and responses of groups: in no count, and read before anything is approved."""
