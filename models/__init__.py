"""Model packs that ship with Snowline and the recipes that made them."""
