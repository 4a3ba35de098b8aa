"""How the desk writes dates where Django's own way is not United Nations usage."""
