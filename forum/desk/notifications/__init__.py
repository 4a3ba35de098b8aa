"""What the desk tells people: mails through the queue of tasks, a line to a group's robot."""
