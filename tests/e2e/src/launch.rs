//! What a browser is launched with.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Chromium, through chromedriver.
    Chromium,
    /// Firefox, spoken to directly.
    Firefox,
}

impl Kind {
    /// Both, for tests that hold in either.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        })
    }
}

/// The color scheme the user prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How to launch a browser. Start from [`Launch::through`].
#[derive(Clone, Debug)]
pub struct Launch {
    /// The HTTP proxy that every connection goes through, loopback included.
    pub proxy: SocketAddr,
    /// The directory of the unpacked extension to install.
    pub extension: Option<PathBuf>,
    /// Without a window.
    pub headless: bool,
    /// The window's size in CSS pixels, the browser's own bars included.
    pub window: (u32, u32),
    /// What `prefers-color-scheme` says; by default light, whatever the desktop says.
    pub color_scheme: ColorScheme,
    /// The browser's language and the pages' `Accept-Language`.
    pub locale: String,
    /// The time zone that pages see.
    pub timezone: String,
    /// How long every waiting call of this browser waits.
    pub patience: Duration,
    /// More arguments for Chromium.
    pub chromium_args: Vec<String>,
    /// More preferences for Firefox, such as `("extensions.background.idle.timeout", 1000.into())`.
    pub firefox_prefs: Vec<(String, serde_json::Value)>,
}

impl Launch {
    /// A headless browser without an extension, whose every connection goes through `proxy`.
    #[must_use]
    pub fn through(proxy: SocketAddr) -> Self {
        Self {
            proxy,
            extension: None,
            headless: true,
            window: (1280, 900),
            color_scheme: ColorScheme::Light,
            locale: "en-US".to_owned(),
            timezone: "UTC".to_owned(),
            patience: Duration::from_secs(10),
            chromium_args: Vec::new(),
            firefox_prefs: Vec::new(),
        }
    }

    /// With the unpacked extension in this directory.
    #[must_use]
    pub fn with_extension(mut self, dir: impl Into<PathBuf>) -> Self {
        self.extension = Some(dir.into());
        self
    }
}
