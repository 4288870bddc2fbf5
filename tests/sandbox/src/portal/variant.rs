//! How a real portal may differ from stock RailsAdmin: what portal.md d calls unknown, one option each.

/// A customised panel. The default is the stock one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variant {
    /// How true and false look.
    pub booleans: Booleans,
    /// The label of `subscription_name` and `zuora_subscription_name`, where it is not the stock one.
    pub subscription_label: Option<String>,
    /// How dates and datetimes are written.
    pub dates: Dates,
    /// What a show page does with a blank field.
    pub blanks: Blanks,
    /// How the fields of a show page are grouped.
    pub groups: Groups,
    /// How a billing account shows its Salesforce account.
    pub salesforce_account: SalesforceAccount,
    /// How a billing account shows whom it was sold to.
    pub sold_to: SoldTo,
    /// How the Validate License page prints what a license file says.
    pub validated: Validated,
}

/// How true and false look (portal.md 0.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Booleans {
    /// As the markup has it: an icon in v3, a glyph in v2.
    #[default]
    Stock,
    /// An icon without any text, in either markup.
    Icon,
    /// `✓` and `✘`, in either markup.
    Glyph,
    /// `Yes` and `No`, as the handbook has it.
    YesNo,
    /// `true` and `false`.
    TrueFalse,
    /// An icon with a name for a screen reader, and nothing else.
    Labelled,
    /// Icons nobody has heard of.
    UnknownIcon,
}

/// How dates and datetimes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// `January 01, 2025`.
    #[default]
    Long,
    /// `2025-01-01`.
    Iso,
    /// `01 January 2025`.
    DayFirst,
    /// `Jan 1, 2025`.
    Short,
    /// In a `<time>`, as libraries for local times write it: `<time datetime="2025-01-01">Jan 1, 2025</time>`.
    Time,
    /// `31.01.25 (approx.)`, which nobody can read for certain.
    Approximate,
}

/// What a show page does with a blank field (portal.md 0.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blanks {
    /// The row is absent.
    #[default]
    Absent,
    /// The row says ` - `.
    Dash,
}

/// How the fields of a show page are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Groups {
    /// As the model has it, for most models all in `Basic info`.
    #[default]
    Stock,
    /// The second half of the fields in a group of its own: v3's stray end tag then nests it in the first (portal.md a).
    Two,
}

/// How a billing account shows its Salesforce account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SalesforceAccount {
    /// The ID as plain text.
    #[default]
    Text,
    /// The ID as a link to Salesforce.
    Link,
    /// The account's name as a link to Salesforce, as its newer interface has it; the ID is in the address only.
    NamedLink,
    /// The ID in parentheses behind the account's name.
    Beside,
}

/// How a billing account shows whom it was sold to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SoldTo {
    /// A link named by the contact's e-mail address.
    #[default]
    Link,
    /// The e-mail address alone, without a link.
    Email,
    /// A link named `First Last <e-mail>`.
    NameAndEmail,
    /// A link named by the contact's first and last name, with no e-mail address anywhere.
    Name,
    /// `First Last (e-mail)`, without a link.
    Parentheses,
    /// `First Last - e-mail`, without a link.
    Dash,
    /// The contact's name as a link to the e-mail address, which is in the link only.
    MailLink,
    /// The contact's link beside a link to the e-mail address.
    TwoLinks,
    /// The contact's link beside a link to another address than the contact's.
    OtherAddress,
    /// Two e-mail addresses: the contact's, and that of its company.
    TwoAddresses,
    /// No such row.
    Absent,
}

/// How the Validate License page prints what a license file says (portal.md a, "validate_license").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validated {
    /// JSON, preformatted.
    #[default]
    Json,
    /// A Ruby hash as `inspect` prints it, preformatted.
    Ruby,
    /// Definition lists, one inside the other.
    List,
}
