"""The clouds in a box: stand-ins for the avatar and model clouds, in one process.

They share a wire with the app and nothing else: neither imports the other.
"""
