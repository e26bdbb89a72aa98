"""Figures in Chinese text, and a phrase against its record."""
