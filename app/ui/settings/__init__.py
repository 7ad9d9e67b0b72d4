"""The settings window: pages of settings that apply at once, found by words."""
