"""The demo region: two invented hubs at work, told through the platform's own commands."""
