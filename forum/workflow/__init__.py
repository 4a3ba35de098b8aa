"""The way of a record to the public: submitted, reviewed, published in one language or in several.

The number of reviews is a setting of the site (0 to 3). A round begins with a submission, for some
languages; each review is a step, and nobody approves what they submitted, edited or approved at an
earlier step: superusers are bound too. A site where one person does everything asks for no review.

What counts as an edit: any save of the record or of a part of it (an event's sessions, appearances,
photos …), a new part and a deleted one: ``edition`` changes with each. An approval holds for the
edition that was looked at. What only moves a record along (its status, its languages, the record of
a speaker's clearance) is no edit, and is written within ``kept``.
"""
