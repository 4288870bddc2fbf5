//! `static/panel.html` is written once and used twice: by Trunk, which builds the panel alone, and by the extension.
//!
//! `static/options.html` is the extension's alone, and passes through here for the same checks.
//!
//! Lines that start with `<link data-trunk` are for Trunk. For the extension, `rel="css"` becomes the ordinary
//! stylesheet that Trunk would make of it, and the others go: what they name is put into the build by [`crate::bundle`].

use anyhow::{Result, bail, ensure};

/// Makes the extension's page out of the source in this file of `static/`.
pub fn for_extension(file: &str, source: &str) -> Result<String> {
    let mut page = String::with_capacity(source.len());
    for line in source.lines() {
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        if !rest.starts_with("<link data-trunk") {
            page.push_str(line);
        } else if rest.contains(r#"rel="css""#) {
            let Some(href) = attribute(rest, "href") else {
                bail!("static/{file}: a stylesheet without href: {rest}");
            };
            page.push_str(&format!(r#"{indent}<link rel="stylesheet" href="{href}">"#));
        } else {
            continue;
        }
        page.push('\n');
    }
    ensure!(!page.contains("data-trunk"), "static/{file}: `<link data-trunk …>` must stand on a line of its own");
    refuse_inline(file, &page)?;
    Ok(page)
}

/// The browser would drop inline code without a word, and the panel would be a blank page.
fn refuse_inline(file: &str, page: &str) -> Result<()> {
    ensure!(!page.contains("<style"), "static/{file}: an inline style; the policy allows only panel.css");
    for tag in page.split('<').filter(|tag| tag.starts_with("script")) {
        ensure!(attribute(tag, "src").is_some(), "static/{file}: an inline script; the policy allows only files");
    }
    for (tag, _) in page.split('<').filter_map(|tag| tag.split_once('>')) {
        for name in tag.split_whitespace().skip(1).filter_map(|word| word.split_once('=')).map(|(name, _)| name) {
            ensure!(!name.starts_with("on") && name != "style", "static/{file}: `{name}=` is inline code");
        }
    }
    Ok(())
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_for_trunk_become_what_the_extension_needs() {
        let page = for_extension(
            "panel.html",
            r#"<!doctype html>
<head>
  <title>Vouch</title>
  <link data-trunk rel="css" href="panel.css">
  <link data-trunk rel="rust" data-bin="panel">
  <script type="module" src="panel.js"></script>
</head>
"#,
        );
        insta::assert_snapshot!(page.unwrap(), @r#"
        <!doctype html>
        <head>
          <title>Vouch</title>
          <link rel="stylesheet" href="panel.css">
          <script type="module" src="panel.js"></script>
        </head>
        "#);
    }

    #[test]
    fn what_the_policy_would_drop_is_refused() {
        let said = |source| for_extension("panel.html", source).unwrap_err().to_string();
        insta::assert_snapshot!(
            [
                said("<style>p {}</style>"),
                said("<script>init()</script>"),
                said(r#"<p class="a" style="color: red">"#),
                said(r#"<button type="button" onclick="go()">"#),
                said(r#"<title>Vouch</title><link data-trunk rel="css" href="panel.css">"#),
            ]
            .join("\n"),
            @r#"
            static/panel.html: an inline style; the policy allows only panel.css
            static/panel.html: an inline script; the policy allows only files
            static/panel.html: `style=` is inline code
            static/panel.html: `onclick=` is inline code
            static/panel.html: `<link data-trunk …>` must stand on a line of its own
            "#
        );
    }
}
