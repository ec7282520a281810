"""Settings, addresses, program: plugs everything together."""
