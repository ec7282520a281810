"""The hub's public face: its front page, what the law wants said, and the way in to everything else."""
