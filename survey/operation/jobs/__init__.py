"""Long work that was asked for: queued, done beside the requests, told how far it is, its file kept for a while."""
