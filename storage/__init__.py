"""What is kept: the SQL database under the ledger, and files replaced whole."""
