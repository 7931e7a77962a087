"""What does the jobs: one thread in each serving process."""
