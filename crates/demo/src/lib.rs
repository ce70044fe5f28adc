//! Realistic demonstration data
