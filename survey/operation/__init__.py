"""Running an installation: what ends by itself, what takes long, what keeps it safe."""
