//! `static/panel.html` is written once and used twice: by Trunk, which builds the panel alone, and by the extension.
//!
//! Lines that start with `<link data-trunk` are for Trunk. For the extension, `rel="css"` becomes the ordinary
//! stylesheet that Trunk would make of it, and the others go: what they name is put into the build by [`crate::bundle`].

use anyhow::{Result, bail, ensure};

/// Makes the extension's panel.html out of the source.
pub fn for_extension(source: &str) -> Result<String> {
    let mut page = String::with_capacity(source.len());
    for line in source.lines() {
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        if !rest.starts_with("<link data-trunk") {
            page.push_str(line);
        } else if rest.contains(r#"rel="css""#) {
            let Some(href) = attribute(rest, "href") else {
                bail!("static/panel.html: a stylesheet without href: {rest}");
            };
            page.push_str(&format!(r#"{indent}<link rel="stylesheet" href="{href}">"#));
        } else {
            continue;
        }
        page.push('\n');
    }
    ensure!(!page.contains("data-trunk"), "static/panel.html: `<link data-trunk …>` must stand on a line of its own");
    refuse_inline(&page)?;
    Ok(page)
}

/// The browser would drop inline code without a word, and the panel would be a blank page.
fn refuse_inline(page: &str) -> Result<()> {
    ensure!(!page.contains("<style"), "static/panel.html: an inline style; the policy allows only panel.css");
    for tag in page.split('<').filter(|tag| tag.starts_with("script")) {
        ensure!(attribute(tag, "src").is_some(), "static/panel.html: an inline script; the policy allows only files");
    }
    for (tag, _) in page.split('<').filter_map(|tag| tag.split_once('>')) {
        for name in tag.split_whitespace().skip(1).filter_map(|word| word.split_once('=')).map(|(name, _)| name) {
            ensure!(!name.starts_with("on") && name != "style", "static/panel.html: `{name}=` is inline code");
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
        let said = |source| for_extension(source).unwrap_err().to_string();
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
