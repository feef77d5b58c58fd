"""The first start, when nobody works here yet."""
