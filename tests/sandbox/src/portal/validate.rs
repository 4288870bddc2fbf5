//! The Validate License page (portal.md a, "validate_license"): a form, and what a license file says.

use super::values::escape;

/// What the license files of the seed records say, decoded with the sandbox's own key.
const CONTENTS: [(&str, &str); 5] = [
    (include_str!("../../licenses/700001.gitlab-license"), include_str!("../../licenses/700001.json")),
    (include_str!("../../licenses/700002.gitlab-license"), include_str!("../../licenses/700002.json")),
    (include_str!("../../licenses/700003.gitlab-license"), include_str!("../../licenses/700003.json")),
    (include_str!("../../licenses/700007.gitlab-license"), include_str!("../../licenses/700007.json")),
    (include_str!("../../licenses/700008.gitlab-license"), include_str!("../../licenses/700008.json")),
];

/// What a license file says: known files are looked up, nothing else can be decoded here.
pub(super) fn contents(license_file: &str) -> Option<&'static str> {
    let text = license_file.replace("\r\n", "\n");
    CONTENTS.iter().find(|(file, _)| file.trim() == text.trim()).map(|(_, contents)| contents.trim())
}

/// The form with what was sent, and what the file says if it was decoded. It is the same in both markups.
pub(super) fn content(token: &str, license_file: &str, contents: Option<&str>) -> String {
    let result = contents
        .map(|contents| format!("\n<h4>License</h4>\n<pre class=\"license-attributes\">{}</pre>", escape(contents)));
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
