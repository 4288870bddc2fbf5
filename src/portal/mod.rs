//! The customers portal: its URLs, and one reader per page kind.
