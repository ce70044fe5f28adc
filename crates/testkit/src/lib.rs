//! Builders, clock, scratch databases for tests
