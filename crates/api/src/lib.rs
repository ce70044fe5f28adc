//! Every operation of the console: request, reply, name, permission, effect; no I/O
