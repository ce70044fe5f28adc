//! Files people exchange
