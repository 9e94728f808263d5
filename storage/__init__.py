"""The SQL database under the ledger: connections, types, migrations, leases."""
