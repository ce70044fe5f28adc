//! Charts drawn by plotters into SVG with marks, table and sentence
