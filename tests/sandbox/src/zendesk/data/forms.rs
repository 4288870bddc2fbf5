//! The forms that tickets are filed with, and what can be chosen in their fields.

/// A form.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Zendesk's ID.
    pub id: u64,
    /// The name that agents see.
    pub name: &'static str,
    /// The name that customers see.
    pub display_name: &'static str,
    /// Whether new tickets may be filed with it.
    pub active: bool,
    /// Whether customers may choose it.
    pub end_user_visible: bool,
}

/// The form of Support Operations' tickets.
pub const SUPPORT_OPS: u64 = 360_000_837_100;
/// The form of questions about an instance.
pub const SELF_MANAGED: u64 = 360_000_803_379;
/// The form of questions about licenses and renewals.
pub const LICENSES: u64 = 360_000_071_293;

/// Every form, in the order that agents see.
pub const FORMS: &[Form] = &[
    Form {
        id: SELF_MANAGED,
        name: "Self-Managed",
        display_name: "Support for a self-managed GitLab instance",
        active: true,
        end_user_visible: true,
    },
    Form { id: LICENSES, name: "L&R", display_name: "Licensing and renewals", active: true, end_user_visible: true },
    Form {
        id: SUPPORT_OPS,
        name: "Support Ops",
        display_name: "GitLab Support portal related matters",
        active: true,
        end_user_visible: true,
    },
    Form {
        id: 360_000_027_300,
        name: "Support Ops (old)",
        display_name: "Support portal",
        active: false,
        end_user_visible: false,
    },
];

/// What can be chosen in a field: the tag that a ticket gets, and the name that people see.
pub type Choice = (&'static str, &'static str);

/// The choice of [`PROBLEM_TYPES`] for the tickets that this is about.
pub const MANAGE_CONTACTS: &str = "manage_contacts";
/// Another choice of [`PROBLEM_TYPES`].
pub const CONTACT_PROJECT: &str = "contact_management_project";

/// Another choice of [`PROBLEM_TYPES`].
pub const SHARED_ORGANIZATION: &str = "shared_organization";
/// Another choice of [`PROBLEM_TYPES`].
pub const PORTAL_ISSUES: &str = "support_portal_issues";
/// Another choice of [`PROBLEM_TYPES`], which says nothing.
pub const OTHER: &str = "support_ops_other";

/// `Support Ops Problem Type`.
pub const PROBLEM_TYPES: &[Choice] = &[
    (MANAGE_CONTACTS, "Manage my organization's contacts"),
    (CONTACT_PROJECT, "Contact management project requests"),
    (SHARED_ORGANIZATION, "Shared organization requests"),
    (PORTAL_ISSUES, "Support portal issues"),
    (OTHER, "Something else"),
];

/// The choice of [`PRODUCT_TYPES`] for a customer on GitLab.com.
pub const ON_GITLAB_COM: &str = "gitlab_com";
/// The choice of [`PRODUCT_TYPES`] for a customer's own instance.
pub const ON_OWN_INSTANCE: &str = "self_managed";
/// The choice of [`PRODUCT_TYPES`] for an instance that GitLab runs for one customer.
pub const ON_DEDICATED: &str = "gitlab_dedicated";

/// `L&R Product Type`.
pub const PRODUCT_TYPES: &[Choice] =
    &[(ON_GITLAB_COM, "GitLab.com"), (ON_OWN_INSTANCE, "Self-Managed"), (ON_DEDICATED, "GitLab Dedicated")];
