//! The portal's URLs: the few that are asked for, and the reading of any other.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::host::Model;
use crate::hosts::PORTAL;
use crate::ids::{ActivationCode, LicenseId, RecordId, SubscriptionName};
use crate::link::{Link, percent_encode};

/// The longest URL taken: far beyond any the portal makes, and a bound for whatever else comes.
const MAX_LENGTH: usize = 8 * 1024;

/// An address on the customers portal, and nowhere else: `https://customers.gitlab.com/…`.
///
/// Parsed by hand rather than with the `url` crate. The shapes are few and the answer is safer when it is dull: a URL
/// is taken only if it already is what a browser would make of it (that host in lower case, https, no user, no port,
/// no dot segment, no space, no backslash), so nothing is left to normalise and no second parser can read it otherwise.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PortalUrl {
    text: String,
    place: Place,
}

/// What a portal URL points to, as far as its path alone can say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// One record's show page: `/admin/order/5001`.
    Show(Model, RecordId),
    /// A model's list: `/admin/order`, filtered or not.
    List(Model),
    /// The form that validates a license file: `/admin/license/validate_license`.
    ValidateLicense,
    /// Anywhere else on the portal, among it every spelling of a record's URL that is not the plain one: the portal
    /// answers `/admin/order/5001abc` and `/admin/Order/5001` with order 5001 (facts/portal.md a, "Ids in the URL").
    Elsewhere,
}

/// Why a text is no [`PortalUrl`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PortalUrlError {
    /// Not `https://customers.gitlab.com/…`: another scheme, host, port, or a user name in it.
    #[error("not a portal URL: it must begin with https://{PORTAL}/")]
    Elsewhere,
    /// Right host, but written so that a browser would rewrite it before asking for it.
    #[error("not a portal URL: it has a space, a backslash, a dot segment or a character beyond ASCII")]
    Unclean,
    /// Longer than any URL the portal makes.
    #[error("not a portal URL: it is longer than {MAX_LENGTH} characters")]
    TooLong,
}

/// The portal's list of temporary licenses, searched for those of one subscription (facts: domain 3.2). It is for an agent to
/// look at, and never read.
#[must_use]
pub fn temporary_extensions(name: &SubscriptionName) -> Link {
    let query = percent_encode(name.as_str());
    let url = format!("https://{PORTAL}/admin/temporary_extension_history?query={query}");
    Link::built("Temporary extensions".to_owned(), url)
}

impl PortalUrl {
    /// How many rows one page of a list is asked for; the portal shows 20 by itself (facts/portal.md a, "Paging").
    pub const PER_PAGE: u32 = 100;

    /// Takes a portal URL as it stands, with any query and fragment.
    ///
    /// # Errors
    /// [`PortalUrlError`], one line that says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, PortalUrlError> {
        if text.len() > MAX_LENGTH {
            return Err(PortalUrlError::TooLong);
        }
        let path = own_path(text, &["https"]).ok_or(PortalUrlError::Elsewhere)?;
        if text.bytes().any(|byte| !byte.is_ascii_graphic() || byte == b'\\') {
            return Err(PortalUrlError::Unclean);
        }
        let path = path_only(path);
        if path.split('/').any(is_dot_segment) {
            return Err(PortalUrlError::Unclean);
        }
        Ok(Self { place: Place::of(path), text: text.to_owned() })
    }

    /// The license list.
    #[must_use]
    pub fn license_list() -> Self {
        Self::list(Model::License)
    }

    /// A license's page.
    #[must_use]
    pub fn license(id: &LicenseId) -> Self {
        Self::show(Model::License, &RecordId::from(id))
    }

    /// An order's page.
    #[must_use]
    pub fn order(id: &RecordId) -> Self {
        Self::show(Model::Order, id)
    }

    /// The handbook's filter on orders, *Subscription name* *Contains* the given name, one page of it (counted from 1).
    ///
    /// `Contains` (`like`) finds longer names too and takes `_` and `%` for wildcards, so the rows still have to be
    /// compared; it is used, rather than *Is exactly*, because it forgives the spaces some orders carry after their name
    /// (facts/portal.md 0.4 and c, order 5008).
    #[must_use]
    pub fn orders_by_subscription(name: &SubscriptionName, page: u32) -> Self {
        let query = format!(
            "model_name=order&f%5Bsubscription_name%5D%5B1%5D%5Bo%5D=like&f%5Bsubscription_name%5D%5B1%5D%5Bv%5D={}&per={per}&page={}",
            percent_encode(name.as_str()),
            page.max(1),
            per = Self::PER_PAGE,
        );
        Self::built(format!("/admin/{}?{query}", Model::Order), Place::List(Model::Order))
    }

    /// A billing account's page.
    #[must_use]
    pub fn billing_account(id: &RecordId) -> Self {
        Self::show(Model::BillingAccount, id)
    }

    /// A billing account contact's page.
    #[must_use]
    pub fn billing_account_contact(id: &RecordId) -> Self {
        Self::show(Model::BillingAccountContact, id)
    }

    /// A cloud activation's page.
    #[must_use]
    pub fn cloud_activation(id: &RecordId) -> Self {
        Self::show(Model::CloudActivation, id)
    }

    /// The search for a cloud activation code, one page of it (counted from 1). It looks into every text column, so a row counts only when its own code
    /// cell says the code (facts/portal.md 0.5).
    #[must_use]
    pub fn cloud_activation_query(code: &ActivationCode, page: u32) -> Self {
        let model = Model::CloudActivation;
        let code = percent_encode(code.as_str());
        let (per, page) = (Self::PER_PAGE, page.max(1));
        Self::built(format!("/admin/{model}?query={code}&per={per}&page={page}"), Place::List(model))
    }

    /// The form that validates a license file.
    #[must_use]
    pub fn validate_license() -> Self {
        Self::built("/admin/license/validate_license".to_owned(), Place::ValidateLicense)
    }

    /// The panel itself: where an agent who is not signed in is sent to do so.
    #[must_use]
    pub fn sign_in() -> Self {
        Self::built("/admin".to_owned(), Place::Elsewhere)
    }

    /// The list of a model's records, unfiltered.
    #[must_use]
    pub fn list(model: Model) -> Self {
        Self::built(format!("/admin/{model}"), Place::List(model))
    }

    /// The page of one record of a model.
    #[must_use]
    pub fn show(model: Model, id: &RecordId) -> Self {
        Self::built(format!("/admin/{model}/{id}"), Place::Show(model, id.clone()))
    }

    fn built(path: String, place: Place) -> Self {
        Self { text: format!("https://{PORTAL}{path}"), place }
    }

    /// The whole URL, as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the URL points to.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The ID of the record whose show page this is.
    #[must_use]
    pub fn record_id(&self) -> Option<&RecordId> {
        match &self.place {
            Place::Show(_, id) => Some(id),
            _ => None,
        }
    }

    /// The model's name when the URL has the shape `/admin/MODEL/SOMETHING`, whatever the two are.
    pub(super) fn member_of(&self) -> Option<&str> {
        let path = path_only(own_path(&self.text, &["https"])?);
        match admin_segments(path)?.as_slice() {
            [model, _] => Some(model),
            _ => None,
        }
    }
}

impl Place {
    fn of(path: &str) -> Self {
        let Some(segments) = admin_segments(path) else {
            return Self::Elsewhere;
        };
        match segments.as_slice() {
            ["license", "validate_license"] => Self::ValidateLicense,
            [model] => Model::from_name(model).map_or(Self::Elsewhere, Self::List),
            [model, id] => match (Model::from_name(model), RecordId::parse(id)) {
                (Some(model), Ok(id)) => Self::Show(model, id),
                _ => Self::Elsewhere,
            },
            _ => Self::Elsewhere,
        }
    }
}

/// The record a link on a portal page leads to, when it leads to a record's page on the portal's own host: links inside
/// values are paths, tabs and row icons are absolute (facts/portal.md a, "hrefs").
pub(super) fn linked_record(href: &str) -> Option<(&str, RecordId)> {
    let href = href.trim();
    // The scheme of the absolute links depends on what the portal believes about its proxy: either may be printed.
    let path = own_path(href, &["https", "http"])
        .or_else(|| (href.starts_with('/') && !href.starts_with("//")).then_some(href))?;
    match admin_segments(path_only(path))?.as_slice() {
        [model, id] => Some((model, RecordId::parse(id).ok()?)),
        _ => None,
    }
}

/// What follows scheme and host, from its first slash on, when both are the portal's.
fn own_path<'a>(text: &'a str, schemes: &[&str]) -> Option<&'a str> {
    let (scheme, rest) = text.split_once("://")?;
    let path = rest.strip_prefix(PORTAL)?;
    (schemes.contains(&scheme) && path.starts_with('/')).then_some(path)
}

fn path_only(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

/// The segments after `/admin/`, without the empty one that a trailing slash makes.
fn admin_segments(path: &str) -> Option<Vec<&str>> {
    let rest = path.strip_prefix("/admin/")?;
    Some(rest.strip_suffix('/').unwrap_or(rest).split('/').collect())
}

fn is_dot_segment(segment: &str) -> bool {
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    plain == "." || plain == ".."
}

impl fmt::Display for PortalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for PortalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl FromStr for PortalUrl {
    type Err = PortalUrlError;

    fn from_str(text: &str) -> Result<Self, PortalUrlError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PortalUrl {
    type Error = PortalUrlError;

    fn try_from(text: String) -> Result<Self, PortalUrlError> {
        Self::parse(&text)
    }
}

impl From<PortalUrl> for String {
    fn from(url: PortalUrl) -> Self {
        url.text
    }
}
