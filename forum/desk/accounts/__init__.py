"""Who enters the desk, and how: sign-in, second factors, sessions, invitations, own profile.

allauth does the work; its pages stand under /admin/ alone, in the desk's look and words.
"""
