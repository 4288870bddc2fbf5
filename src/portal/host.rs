//! What is known of the portal's markup: the models, RailsAdmin's class names, and the field tables.
//!
//! This is the one place to change when the portal changes. RailsAdmin 3 (cards) and 2 (definition lists) are both
//! known, because which one the portal runs is not (facts/portal.md a); the names below come from recorded pages of
//! both, and each says from which.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::fields::{Field, Names};

/// The kinds of record that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// A license.
    License,
    /// A cloud activation.
    CloudActivation,
    /// An order.
    Order,
    /// A billing account.
    BillingAccount,
    /// A billing account contact: where a sold-to's link leads.
    BillingAccountContact,
}

impl Model {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::License, Self::CloudActivation, Self::Order, Self::BillingAccount, Self::BillingAccountContact];

    /// The model's name in URLs and in `[data-model]`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::License => "license",
            Self::CloudActivation => "cloud_activation",
            Self::Order => "order",
            Self::BillingAccount => "billing_account",
            Self::BillingAccountContact => "billing_account_contact",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.name() == name)
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Class names, ids and attributes of RailsAdmin's own templates (pages `order_5001`, `order_list`, `order_missing_404`
/// of both versions, unless another is named).
pub(super) mod markup {
    /// On `body`: the panel's frame. Its absence means a sign-in page, an error page or a fragment.
    pub const FRAME: &str = "rails_admin";
    /// On the title: the model the page is about. The sidebar's entries carry the same attribute.
    pub const MODEL: &str = "data-model";
    /// The title in v3 is this element.
    pub const TITLE_V3: &str = "header";
    /// The title in v2 has this class.
    pub const TITLE_V2: &str = "page-header";
    /// The list of tabs under the title.
    pub const TABS: &str = "nav-tabs";
    /// The tab, and the icon at the end of a row, that leads to the record's own page.
    pub const SHOW_LINK: &str = "show_member_link";
    /// What the class of a tab that opens one of the record's or the model's pages ends in.
    pub const TAB_SUFFIX: &str = "_link";
    /// On the tab that is open: v2 on its `li`, v3 on the link in it.
    pub const ACTIVE: &str = "active";
    /// A flash message that says something failed: both classes together.
    pub const ALERT: [&str; 2] = ["alert", "alert-danger"];

    /// A group of fields on a show page.
    pub const FIELDSET: &str = "fieldset";
    /// One field in v3, with [`CARD`], [`CARD_LABEL`] and [`CARD_VALUE`] in it.
    pub const BLOCK_V3: &str = "list-group-item";
    /// The card of a v3 field.
    pub const CARD: &str = "card";
    /// The label of a v3 field.
    pub const CARD_LABEL: &str = "card-header";
    /// The value of a v3 field.
    pub const CARD_VALUE: &str = "card-body";
    /// On the `span` in a v2 field's `dt`: its text is the label. The value is the next `dd`.
    pub const LABEL_V2: &str = "label";
    /// What the class of a field, a column head and a cell ends in.
    pub const FIELD_SUFFIX: &str = "_field";

    /// Elements whose text is no part of a value.
    pub const NOT_SHOWN: [&str; 4] = ["script", "style", "template", "button"];
    /// Elements that a browser shows on lines of their own, or in cells of their own.
    pub const LINES: [&str; 28] = [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "tr",
        "ul",
    ];

    /// The id of what holds a list.
    pub const LIST: &str = "list";
    /// The id of the form around a list's table.
    pub const LIST_FORM: &str = "bulk_form";
    /// The name of the checkbox whose value is the ID of its row.
    pub const ROW_ID: &str = "bulk_ids[]";
    /// What the class of a row of a model ends in: `order_row`.
    pub const ROW_SUFFIX: &str = "_row";
    /// "2 orders": how many records there are, over all the list's pages.
    pub const TOTAL: &str = "total-count";
    /// The id of what names, in [`OPTIONS`], the filters of a list.
    pub const FILTERS: &str = "filters_box";
    /// JSON: one object a filter.
    pub const OPTIONS: &str = "data-options";

    /// The field for a license file, in the form of `validate_license` (pages `validate_form`, `validate_result_700001`):
    /// the form is not RailsAdmin's, so either this or the open tab will do.
    pub const VALIDATE_INPUT: &str = "license_file";
    /// That field, as a CSS selector for the page script that fills it in.
    pub const VALIDATE_FIELD: &str = "form[method=post i] textarea[name=license_file]";
    /// The tab of `validate_license`.
    pub const VALIDATE_TAB: &str = "validate_license_collection_link";
    /// What the action of the sign-in form, and the link of the redirect to it, end in (pages
    /// `signin_page_after_redirect`, `signin_redirect_302`; facts/domain.md 3.2).
    pub const SIGN_IN_PATHS: [&str; 2] = ["/admins/sign_in", "/admin/sign_in"];
    /// All that a redirect shows.
    pub const REDIRECT: &str = "You are being redirected.";
}

/// What a boolean may look like (facts/portal.md a, "boolean"): RailsAdmin's icon (v3, page `license_700001`), its glyph
/// (v2), and the words of the handbook.
pub(super) mod boolean {
    /// What the class that names an icon begins with: Font Awesome (v3), Glyphicons (v2), Bootstrap's own.
    pub const ICON_PREFIXES: [&str; 4] = ["fa-", "glyphicon-", "icon-", "bi-"];
    /// Classes with such a prefix that say how an icon is drawn, not which one it is.
    pub const ICON_STYLES: [&str; 14] =
        ["fw", "lg", "sm", "xs", "xl", "1x", "2x", "solid", "regular", "light", "thin", "brands", "inverse", "border"];
    /// Icon names, after that prefix, and what they mean; the blank is a value that was never set.
    pub const ICONS: [(&str, Option<bool>); 21] = [
        ("check", Some(true)),
        ("check-circle", Some(true)),
        ("circle-check", Some(true)),
        ("check-square", Some(true)),
        ("square-check", Some(true)),
        ("check-lg", Some(true)),
        ("check-circle-fill", Some(true)),
        ("ok", Some(true)),
        ("ok-circle", Some(true)),
        ("times", Some(false)),
        ("times-circle", Some(false)),
        ("xmark", Some(false)),
        ("circle-xmark", Some(false)),
        ("x", Some(false)),
        ("x-lg", Some(false)),
        ("x-circle", Some(false)),
        ("x-circle-fill", Some(false)),
        ("remove", Some(false)),
        ("remove-circle", Some(false)),
        ("minus", None),
        ("dash", None),
    ];
    /// The classes of the element around icon or glyph: `badge bg-success` (v3), `label label-success` (v2 and v3.0).
    pub const BADGES: [&str; 2] = ["badge", "label"];
    /// What a badge's colour means.
    pub const COLOURS: [(&str, Option<bool>); 10] = [
        ("badge-success", Some(true)),
        ("badge-danger", Some(false)),
        ("text-bg-success", Some(true)),
        ("text-bg-danger", Some(false)),
        ("bg-success", Some(true)),
        ("bg-danger", Some(false)),
        ("bg-default", None),
        ("label-success", Some(true)),
        ("label-danger", Some(false)),
        ("label-default", None),
    ];
    /// What may follow a glyph, and says how it is drawn.
    pub const VARIATION_SELECTORS: [char; 2] = ['\u{fe0e}', '\u{fe0f}'];
    /// Words and glyphs, in lower case.
    pub const TEXTS: [(&str, Option<bool>); 18] = [
        ("yes", Some(true)),
        ("true", Some(true)),
        ("✓", Some(true)),
        ("✔", Some(true)),
        ("☑", Some(true)),
        ("✅", Some(true)),
        ("no", Some(false)),
        ("false", Some(false)),
        ("✘", Some(false)),
        ("✗", Some(false)),
        ("✖", Some(false)),
        ("✕", Some(false)),
        ("❌", Some(false)),
        ("-", None),
        ("‐", None),
        ("‒", None),
        ("–", None),
        ("—", None),
    ];
}

/// The operators of list filters (facts/portal.md a, "Filter URL grammar").
pub(super) mod filter {
    /// What a text is compared by when no operator is given: *Contains*.
    pub const DEFAULT: &str = "like";
    /// Operators of v2, which does not name its operators on the page, that compare with a value.
    pub const KNOWN_V2: [&str; 6] = ["like", "is", "starts_with", "ends_with", "default", "between"];
    /// Operators that mean something without a value.
    pub const NEED_NO_VALUE: [&str; 8] =
        ["_present", "_blank", "_not_null", "_null", "today", "yesterday", "this_week", "last_week"];
    /// `...` in the list of operators, and the line in it: neither filters.
    pub const IGNORED: [&str; 2] = ["_discard", "_separator"];
}

/// What stands for "nothing" in a value: `" - "` in a cell, `-` for no association (facts/portal.md a, "blank string").
/// Some panels write a longer dash.
pub(super) const BLANKS: [&str; 5] = ["-", "‐", "‒", "–", "—"];

/// A link to an e-mail address begins with this.
pub(super) const MAILTO: &str = "mailto:";

/// What may stand beside an address and is no name, in lower case.
pub(super) const MAIL_LABELS: [&str; 6] = ["e-mail", "email", "mail", "work email", "email address", "e-mail address"];

/// What the hosts of Salesforce end in: `gitlab.my.salesforce.com`, `gitlab.lightning.force.com`.
pub(super) const SALESFORCE_HOSTS: [&str; 2] = [".salesforce.com", ".force.com"];

/// What the ID of an account begins with; that of a contact or an opportunity begins with something else.
pub(super) const ACCOUNT_PREFIX: &str = "001";

// The field tables. Labels come first: they are what the handbook names and what an agent sees. A class is RailsAdmin's
// `{column}_field` without its ending, and stays when a label is renamed. Labels are in lower case. Where a field has
// several `Names`, they are different things that can serve for it, asked in turn.

/// License fields (pages `license_700001` and `license_list`; facts/domain.md 3.3, "License show page").
pub(super) mod license {
    use super::{Field, Names};

    pub static SUBSCRIPTION_NAME: Field = Field {
        key: "subscription_name",
        names: &[Names {
            labels: &["zuora subscription name", "subscription name"],
            classes: &["zuora_subscription_name", "subscription_name"],
        }],
    };
    pub static TRIAL: Field = Field { key: "trial", names: &[Names { labels: &["trial"], classes: &["trial"] }] };
    pub static STARTS_AT: Field = Field {
        key: "starts_at",
        names: &[Names { labels: &["starts at", "start date"], classes: &["starts_at", "start_date"] }],
    };
    pub static EXPIRES_AT: Field = Field {
        key: "expires_at",
        names: &[Names { labels: &["expires at", "end date"], classes: &["expires_at", "end_date"] }],
    };
    pub static NAME: Field = Field { key: "name", names: &[Names { labels: &["name"], classes: &["name"] }] };
    pub static COMPANY: Field =
        Field { key: "company", names: &[Names { labels: &["company"], classes: &["company"] }] };
    pub static EMAIL: Field = Field { key: "email", names: &[Names { labels: &["email"], classes: &["email"] }] };
    /// A page shows `Plan name` and `Plan code` side by side, a list only the code.
    pub static PLAN: Field = Field {
        key: "plan",
        names: &[
            Names { labels: &["gitlab plan", "plan name", "plan"], classes: &["gitlab_plan", "plan_name", "plan"] },
            Names { labels: &["plan code"], classes: &["plan_code"] },
        ],
    };
    pub static LICENSE_TYPE: Field = Field {
        key: "license_type",
        names: &[Names { labels: &["license type", "type"], classes: &["license_type"] }],
    };
    pub static USERS_COUNT: Field = Field {
        key: "users_count",
        names: &[Names { labels: &["users count", "user count"], classes: &["users_count", "user_count"] }],
    };

    pub static TABLE: [&Field; 10] = [
        &SUBSCRIPTION_NAME,
        &TRIAL,
        &STARTS_AT,
        &EXPIRES_AT,
        &NAME,
        &COMPANY,
        &EMAIL,
        &PLAN,
        &LICENSE_TYPE,
        &USERS_COUNT,
    ];
}

/// Cloud activation fields (pages `cloud_activation_9001` and `cloud_activation_list`).
pub(super) mod cloud_activation {
    use super::{Field, Names};

    pub static ACTIVATION_CODE: Field = Field {
        key: "activation_code",
        names: &[Names { labels: &["activation code", "cloud activation code"], classes: &["activation_code"] }],
    };
    pub static SUBSCRIPTION_NAME: Field = Field {
        key: "subscription_name",
        names: &[Names {
            labels: &["subscription name", "zuora subscription name"],
            classes: &["subscription_name", "zuora_subscription_name"],
        }],
    };
    pub static TRIAL: Field = Field { key: "trial", names: &[Names { labels: &["trial"], classes: &["trial"] }] };
    pub static BILLING_ACCOUNT: Field = Field {
        key: "billing_account_id",
        names: &[Names { labels: &["billing account"], classes: &["billing_account"] }],
    };

    pub static TABLE: [&Field; 4] = [&ACTIVATION_CODE, &SUBSCRIPTION_NAME, &TRIAL, &BILLING_ACCOUNT];
}

/// Order fields (pages `order_5001` and `order_list`; v2 shows the dates in `order_list_column_set_1`).
pub(super) mod order {
    use super::{Field, Names};

    pub static SUBSCRIPTION_NAME: Field = Field {
        key: "subscription_name",
        names: &[Names {
            labels: &["subscription name", "zuora subscription name"],
            classes: &["subscription_name", "zuora_subscription_name"],
        }],
    };
    pub static TRIAL: Field = Field { key: "trial", names: &[Names { labels: &["trial"], classes: &["trial"] }] };
    pub static START_DATE: Field = Field {
        key: "start_date",
        names: &[Names { labels: &["start date", "starts at"], classes: &["start_date", "starts_at"] }],
    };
    pub static END_DATE: Field = Field {
        key: "end_date",
        names: &[Names { labels: &["end date", "expires at"], classes: &["end_date", "expires_at"] }],
    };
    pub static BILLING_ACCOUNT: Field = Field {
        key: "billing_account_id",
        names: &[Names { labels: &["billing account"], classes: &["billing_account"] }],
    };

    pub static TABLE: [&Field; 5] = [&SUBSCRIPTION_NAME, &TRIAL, &START_DATE, &END_DATE, &BILLING_ACCOUNT];
}

/// Billing account fields (pages `billing_account_1001` and `billing_account_list`; facts/domain.md 3.3).
pub(super) mod billing_account {
    use super::{Field, Names};

    /// The handbook copies what `Salesforce account` shows; another label is asked only where that one shows nothing.
    pub static SALESFORCE_ACCOUNT: Field = Field {
        key: "salesforce_account",
        names: &[
            Names { labels: &["salesforce account"], classes: &["salesforce_account_id"] },
            Names { labels: &["salesforce account id"], classes: &["salesforce_account"] },
        ],
    };
    pub static SOLD_TO: Field =
        Field { key: "sold_to", names: &[Names { labels: &["sold to", "sold_to", "sold-to"], classes: &["sold_to"] }] };
    pub static NAME: Field = Field {
        key: "name",
        names: &[
            Names { labels: &["zuora account name"], classes: &["zuora_account_name"] },
            Names { labels: &["company name", "name"], classes: &["company_name", "name"] },
        ],
    };

    pub static TABLE: [&Field; 3] = [&SALESFORCE_ACCOUNT, &SOLD_TO, &NAME];
}

/// Billing account contact fields (page `billing_account_contact_11`; facts/domain.md 3.3).
pub(super) mod billing_account_contact {
    use super::{Field, Names};

    pub static EMAIL: Field = Field {
        key: "email",
        names: &[Names {
            labels: &["work email", "email address", "email", "e-mail"],
            classes: &["work_email", "email_address", "email"],
        }],
    };
    pub static FIRST_NAME: Field =
        Field { key: "first_name", names: &[Names { labels: &["first name"], classes: &["first_name"] }] };
    pub static LAST_NAME: Field =
        Field { key: "last_name", names: &[Names { labels: &["last name"], classes: &["last_name"] }] };
    pub static NAME: Field =
        Field { key: "name", names: &[Names { labels: &["name", "full name"], classes: &["name", "full_name"] }] };

    pub static TABLE: [&Field; 4] = [&EMAIL, &FIRST_NAME, &LAST_NAME, &NAME];
}
