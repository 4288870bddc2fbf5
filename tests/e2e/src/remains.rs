//! What a browser writes to disk.

use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::process::Pack;

/// The files of a browser that was closed: its profile, its home, and what it printed. Dropped, they are gone.
pub struct Remains {
    pack: Pack,
}

/// A text in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trace {
    /// The file, from the browser's own folder, with `/`. For the cache of the network it is the cache's folder: the
    /// names below it come and go.
    pub file: String,
    /// What was looked for.
    pub text: String,
}

impl Remains {
    pub(crate) fn of(pack: Pack) -> Self {
        Self { pack }
    }

    /// Where these texts are on disk, as in [`Browser::find_on_disk`](crate::Browser::find_on_disk).
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn find(&self, texts: &[&str]) -> Result<Vec<Trace>> {
        find(self.pack.den.path(), texts)
    }
}

/// The folders of the network's cache, in Firefox and in Chromium.
const CACHES: [&str; 2] = ["profile/cache2/", "profile/Default/Cache/"];

/// Where texts are in the files below a folder.
pub(crate) fn find(root: &Path, texts: &[&str]) -> Result<Vec<Trace>> {
    let mut found = Vec::new();
    for path in files(root).map_err(Error::io(format!("reading {}", root.display())))? {
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            // A browser that runs removes files while they are read.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(Error::io(format!("reading {}", path.display()))(error)),
        };
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let cache = CACHES.into_iter().find(|cache| name.starts_with(cache));
        let file = cache.map_or(name, str::to_owned);
        let here = texts.iter().filter(|text| holds(&bytes, text));
        found.extend(here.map(|text| Trace { file: file.clone(), text: (*text).to_owned() }));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Every file below a folder.
fn files(root: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            match path.symlink_metadata().as_ref().map(Metadata::file_type) {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() => files.push(path),
                // A link to what is elsewhere, a socket, or gone.
                _ => {}
            }
        }
    }
    Ok(files)
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let holds = |bytes: &[u8]| {
        let is_in = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        is_in(text.as_bytes()) || is_in(&wide)
    };
    holds(bytes) || unpacked(bytes).is_some_and(|bytes| holds(&bytes))
}

/// What Firefox keeps of its windows: eight bytes that say so, the length in four, one block of LZ4.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let block = bytes.strip_prefix(b"mozLz40\0")?;
    lz4_flex::block::decompress_size_prepended(block).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_found_in_every_encoding_that_browsers_write() {
        let text = "alice@acme.example";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(holds(format!("\0\x01{text}\0").as_bytes(), text));
        assert!(holds(&[b"\x02".as_slice(), &wide, b"\x03"].concat(), text));
        // One literal run of LZ4: its length beyond 15 in a byte of its own.
        let length = u8::try_from(text.len()).unwrap();
        let packed = [b"mozLz40\0".as_slice(), &[length, 0, 0, 0], &[0xf0, length - 15], text.as_bytes()].concat();
        assert_eq!(unpacked(&packed).as_deref(), Some(text.as_bytes()));
        assert!(holds(&packed, text));
        assert!(!holds(b"bob@acme.example", text) && !holds(b"", text));
        assert_eq!(unpacked(b"mozLz40\0"), None);
    }
}
