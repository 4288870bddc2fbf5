//! `cargo xtask inspect`: what the portal's reader sees in a saved page. The very reader that runs in the worker.
//!
//! One JSON object on standard output, or one line on standard error and exit code 2; never both, so that the output
//! can be piped on without a look. A field without a value is `null`; `unreadable` names those that the page shows in a form
//! that cannot be read, each with its text. The other ones are missing or blank: so a billing account without a sold-to has a
//! `sold_to` of three nulls.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use vouch::portal::{self, PortalUrl};

/// What to read, and as what.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Where the page was found in the end.
    pub url: String,
    /// The HTTP status it came with.
    pub status: u16,
    /// The page as it was saved.
    pub file: PathBuf,
}

/// Prints the page, or what is wrong with the question.
pub fn run(options: &Options) -> ExitCode {
    match read(options) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cargo xtask inspect: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn read(options: &Options) -> Result<String> {
    // The URL first: a page that is not the portal's is not even opened.
    let url = PortalUrl::parse(&options.url).context("--url")?;
    let html = load(&options.file).with_context(|| format!("cannot read {}", options.file.display()))?;
    serde_json::to_string(&portal::read(&url, options.status, &html)).context("cannot write the page as JSON")
}

/// Bytes that are no UTF-8 are replaced, as `fetch` in the worker replaces them.
fn load(file: &Path) -> std::io::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(file)?).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(url: &str, file: &str) -> Result<String, String> {
        read(&Options { url: url.into(), status: 200, file: file.into() }).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn a_page_is_one_json_object_on_one_line() {
        // Any file will do: the reader says of every text what it is.
        let json = ask("https://customers.gitlab.com/admin/license/1", "Cargo.toml").unwrap();
        assert!(json.starts_with('{') && json.ends_with('}') && !json.contains('\n'), "{json}");
    }

    #[test]
    fn absent_and_unreadable_values_are_told_apart() {
        let page = |value: &str| {
            format!(
                "<html><body class='rails_admin'><header data-model='billing_account'></header><div class='fieldset'>\
                 <div class='list-group-item sold_to_field'><h5 class='card-header'>Sold to</h5>\
                 <div class='card-body'>{value}</div></div></div></body></html>"
            )
        };
        let file = std::env::temp_dir().join(format!("vouch-inspect-{}.html", std::process::id()));
        let nulls = r#""sold_to":{"contact_id":null,"email":null,"name":null}"#;
        for (value, unreadable) in [("-", None), ("a@x.example, b@x.example", Some(r#""a@x.example, b@x.example""#))] {
            fs::write(&file, page(value)).unwrap();
            let json = ask("https://customers.gitlab.com/admin/billing_account/1", file.to_str().unwrap()).unwrap();
            assert!(json.contains(nulls), "{json}");
            let said = unreadable.map(|text| format!(r#""unreadable":{{"sold_to.email":{text}}}"#));
            assert_eq!(json.contains("unreadable"), unreadable.is_some(), "{json}");
            assert!(said.is_none_or(|said| json.contains(&said)), "{json}");
        }
        fs::remove_file(&file).unwrap();
    }

    #[test]
    fn what_cannot_be_read_is_one_line() {
        for (url, file) in [
            ("https://customers.gitlab.com/admin/license/1", "missing.html"),
            ("https://customers.gitlab.com/admin/license/1", "src"),
            ("https://gitlab.com/admin/license/1", "Cargo.toml"),
            ("page.html", "Cargo.toml"),
        ] {
            let said = ask(url, file).unwrap_err();
            assert!(!said.is_empty() && !said.contains('\n'), "{said}");
        }
    }
}
