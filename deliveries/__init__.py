"""What has to reach somebody else's server, kept until it is there."""
