//! The sandbox portal: a RailsAdmin panel as the real one is, traps included.
