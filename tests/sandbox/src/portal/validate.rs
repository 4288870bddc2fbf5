//! The Validate License page (portal.md a, "validate_license"): a form, and what a license file says.

use super::values::escape;
use super::variant::Validated;
use crate::license::Payload;

/// What a license file says, as the panel prints it.
pub(super) fn result(contents: &Payload, validated: Validated) -> String {
    let pre = |text: &str| format!("<pre class=\"license-attributes\">{}</pre>", escape(text));
    match validated {
        Validated::Json => pre(&contents.pretty_json()),
        Validated::Ruby => pre(&contents.ruby()),
        Validated::List => list(contents),
    }
}

fn list(contents: &Payload) -> String {
    match contents {
        Payload::Object(entries) => {
            let entry = |(key, value): (&String, &Payload)| format!("<dt>{}</dt><dd>{}</dd>", escape(key), list(value));
            format!("<dl class=\"license-attributes\">{}</dl>", entries.iter().map(entry).collect::<String>())
        }
        Payload::Text(text) => escape(text),
        other => escape(&other.ruby()),
    }
}

/// The form with what was sent, and what the file says if it was decoded. It is the same in both markups.
pub(super) fn content(token: &str, license_file: &str, result: Option<String>) -> String {
    let result = result.map(|result| format!("\n<h4>License</h4>\n{result}"));
    format!(
        r#"<form class="form-horizontal" data-turbo="false" action="/admin/license/validate_license" accept-charset="UTF-8" method="post"><input type="hidden" name="authenticity_token" value="{token}" autocomplete="off">
  <div class="form-group mb-3">
    <label class="control-label" for="license_file">License file</label>
    <textarea class="form-control" id="license_file" name="license_file" rows="15">
{}</textarea>
  </div>
  <div class="form-group form-actions">
    <button class="btn btn-primary" type="submit" name="_validate">Validate</button>
  </div>
</form>{}"#,
        escape(license_file),
        result.unwrap_or_default(),
    )
}
