//! The customers portal: its URLs, and one reader per page kind over one RailsAdmin reader.
//!
//! [`read`] takes a page's URL, status and HTML, and says what the page is and what it shows. It reads a record only
//! from a page that is that record's: the panel's frame is there, the title names the model, the `Show` tab the ID, and
//! the status is 200. A value is absent, unreadable or read, and these are three different things ([`Shown`]).
//!
//! All that is known of the portal's markup stands in `host`.

mod account_id;
mod billing_account;
mod billing_account_contact;
mod cloud_activation;
mod fields;
mod host;
mod license;
mod list;
mod order;
mod output;
mod person;
mod rails_admin;
mod url;
mod validate_license;

use scraper::Html;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

pub use billing_account::{BillingAccount, SoldTo};
pub use billing_account_contact::BillingAccountContact;
pub use cloud_activation::CloudActivation;
pub use host::Model;
pub use license::License;
pub use list::{Filter, List, Row};
pub use order::Order;
pub use url::{Place, PortalUrl, PortalUrlError, temporary_extensions};
pub use validate_license::ValidateLicense;

use crate::html;
use crate::ids::RecordId;
#[cfg(doc)]
use crate::shown::Shown;
use fields::{Field, Fields};
use output::Output;
use rails_admin::Panel;

/// A page of the portal, read.
///
/// It serializes to one object: `page` and `id`; then `fields` where it shows a record, or `rows`, `total` and `filters`
/// where it shows a list. A field without a value is `null`. Where the page shows something for it that cannot be read,
/// `unreadable`, beside `fields` and in a row, has the field's key and the text: any other `null` is a missing or blank
/// value. A billing account's `sold_to` is always an object of three parts, all `null` where there is no sold-to, and its
/// `salesforce_account` has the text that the page shows where that is not an ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The ID in the page's URL, when that is a record's.
    pub id: Option<RecordId>,
    /// What the page turned out to be.
    pub content: Content,
}

/// What a page turned out to be, and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A license's page.
    License(License),
    /// A cloud activation's page.
    CloudActivation(CloudActivation),
    /// An order's page.
    Order(Order),
    /// A billing account's page.
    BillingAccount(BillingAccount),
    /// A billing account contact's page.
    BillingAccountContact(BillingAccountContact),
    /// A page of the license list.
    LicenseList(List<License>),
    /// A page of the list of cloud activations.
    CloudActivationList(List<CloudActivation>),
    /// A page of the order list.
    OrderList(List<Order>),
    /// A page of the list of billing accounts.
    BillingAccountList(List<BillingAccount>),
    /// A page of the list of billing account contacts.
    BillingAccountContactList(List<BillingAccountContact>),
    /// The form that validates a license file, with or without a result.
    ValidateLicense(ValidateLicense),
    /// The page on which an agent signs in, at whatever URL it was found, or the redirect to it.
    SignIn,
    /// There is no record with the URL's ID. The records such a page lists are others (facts/portal.md 0.2).
    NotFound,
    /// Anything else, and so nothing to read.
    Other(Unread),
}

/// Why a page was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is larger, or nested deeper, than any page of the portal.
    TooLarge,
    /// It is no page of the panel: an error page, a fragment, JSON.
    NotThePanel,
    /// The status says that it is not what was asked for.
    Status,
    /// Its URL is not one that is read.
    Elsewhere,
    /// It is of another model than its URL.
    AnotherModel,
    /// It is another record's than its URL.
    AnotherRecord,
    /// The URL is a record's, a list's or the form's, and the page shows something else.
    AnotherKind,
}

/// A kind of record: how it is read from a page's fields or a row's cells.
trait Record {
    const MODEL: Model;
    const TABLE: &'static [&'static Field];

    fn read(fields: &Fields<'_>) -> Self;

    /// Writes every field for our own output.
    fn write(&self, output: &mut Output);

    /// The key in our output that a field feeds.
    fn key(field: &'static str) -> &'static str {
        field
    }
}

/// Reads a page: `url` is where it was found in the end, `status` what it was answered with, `html` its body.
///
/// Whatever is given, this neither panics nor takes long; it knows nothing but its arguments.
#[must_use]
pub fn read(url: &PortalUrl, status: u16, html: &str) -> Page {
    Page { id: url.record_id().cloned(), content: read_content(url, status, html) }
}

fn read_content(url: &PortalUrl, status: u16, html: &str) -> Content {
    let Some(tree) = html::parse(html) else {
        return Content::Other(Unread::TooLarge);
    };
    let whole = html::is_whole(html);
    let Some(panel) = Panel::find(&tree, whole) else {
        return if rails_admin::is_sign_in(&tree) { Content::SignIn } else { Content::Other(Unread::NotThePanel) };
    };
    match url.member_of() {
        Some(model) if says_not_found(&panel, model, status) => return Content::NotFound,
        _ => {}
    }
    if status != 200 {
        return Content::Other(Unread::Status);
    }
    read_panel(url.place(), &tree, panel, whole).unwrap_or_else(Content::Other)
}

/// Whether the page is what RailsAdmin shows instead of a missing record: the model's list, with status 404, or with the
/// message that tells so where the status was lost.
fn says_not_found(panel: &Panel<'_>, model: &str, status: u16) -> bool {
    let told = status == 404 || (status == 200 && panel.alert);
    told && panel.model == model && panel.is_index()
}

fn read_panel(place: &Place, tree: &Html, panel: Panel<'_>, whole: bool) -> Result<Content, Unread> {
    let of = |model: Model| if panel.model == model.name() { Ok(()) } else { Err(Unread::AnotherModel) };
    match place {
        Place::Elsewhere => Err(Unread::Elsewhere),
        Place::ValidateLicense => {
            of(Model::License)?;
            let validates = panel.validates && !panel.is_index();
            validates.then(|| Content::ValidateLicense(validate_license::read(tree))).ok_or(Unread::AnotherKind)
        }
        Place::List(model) => {
            of(*model)?;
            let list = panel.list.ok_or(Unread::AnotherKind)?;
            Ok(match model {
                Model::License => Content::LicenseList(list::read(list, whole)),
                Model::CloudActivation => Content::CloudActivationList(list::read(list, whole)),
                Model::Order => Content::OrderList(list::read(list, whole)),
                Model::BillingAccount => Content::BillingAccountList(list::read(list, whole)),
                Model::BillingAccountContact => Content::BillingAccountContactList(list::read(list, whole)),
            })
        }
        Place::Show(model, id) => {
            of(*model)?;
            if !panel.is_show() {
                return Err(Unread::AnotherKind);
            }
            if !panel.agrees_with(model.name(), id) {
                return Err(Unread::AnotherRecord);
            }
            Ok(match model {
                Model::License => Content::License(record(panel)),
                Model::CloudActivation => Content::CloudActivation(record(panel)),
                Model::Order => Content::Order(record(panel)),
                Model::BillingAccount => Content::BillingAccount(record(panel)),
                Model::BillingAccountContact => Content::BillingAccountContact(record(panel)),
            })
        }
    }
}

fn record<T: Record>(panel: Panel<'_>) -> T {
    T::read(&Fields::new(T::TABLE, panel.blocks))
}

impl Page {
    /// The page's kind in our output.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.content {
            Content::License(_) => "license",
            Content::CloudActivation(_) => "cloud_activation",
            Content::Order(_) => "order",
            Content::BillingAccount(_) => "billing_account",
            Content::BillingAccountContact(_) => "billing_account_contact",
            Content::LicenseList(_) => "license_list",
            Content::CloudActivationList(_) => "cloud_activation_list",
            Content::OrderList(_) => "order_list",
            Content::BillingAccountList(_) => "billing_account_list",
            Content::BillingAccountContactList(_) => "billing_account_contact_list",
            Content::ValidateLicense(_) => "validate_license",
            Content::SignIn => "sign_in",
            Content::NotFound => "not_found",
            Content::Other(_) => "other",
        }
    }
}

impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut page = serializer.serialize_map(None)?;
        page.serialize_entry("page", self.kind())?;
        page.serialize_entry("id", &self.id)?;
        match &self.content {
            Content::License(record) => Output::of(record).write(&mut page)?,
            Content::CloudActivation(record) => Output::of(record).write(&mut page)?,
            Content::Order(record) => Output::of(record).write(&mut page)?,
            Content::BillingAccount(record) => Output::of(record).write(&mut page)?,
            Content::BillingAccountContact(record) => Output::of(record).write(&mut page)?,
            Content::LicenseList(list) => list::write(list, &mut page)?,
            Content::CloudActivationList(list) => list::write(list, &mut page)?,
            Content::OrderList(list) => list::write(list, &mut page)?,
            Content::BillingAccountList(list) => list::write(list, &mut page)?,
            Content::BillingAccountContactList(list) => list::write(list, &mut page)?,
            Content::ValidateLicense(shown) => page.serialize_entry("fields", shown)?,
            Content::SignIn | Content::NotFound | Content::Other(_) => {}
        }
        page.end()
    }
}
