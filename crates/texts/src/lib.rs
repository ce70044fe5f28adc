//! Every sentence a person reads, Chinese first, typed at compile time
