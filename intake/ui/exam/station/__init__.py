"""What stands first on a page step by step, with the tools that time and count beside its checks."""
