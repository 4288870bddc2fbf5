//! Real browsers, driven over WebDriver BiDi, with the extension loaded.
