"""What ``manage.py check_site`` looks at, a module a subject; each yields what it finds."""
