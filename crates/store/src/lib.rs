//! SQL for SQLite and PostgreSQL; unit of work, migrations, audit chain
