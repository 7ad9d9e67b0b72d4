"""The library at the left: saved searches, favourites, drives."""
