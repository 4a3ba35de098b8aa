"""The ground of the admin: its site, its policy, and what the admin of every model shares.

A model's own admin is data: fieldsets, columns, filters. ``each_language`` puts the languages of a
field side by side in one row.
"""
