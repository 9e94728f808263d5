"""What the sandbox offers besides the clouds it imitates: `/_sandbox/`."""
