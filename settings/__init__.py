"""The settings by their subject; `config.Config` is all of them."""
