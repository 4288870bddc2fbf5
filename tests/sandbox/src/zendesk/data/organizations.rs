//! The organizations: one for each billing account that has one, and the decoys a careless search would take.

/// An organization, as an agent knows it (zendesk.md D2).
#[derive(Debug, Clone, Copy)]
pub struct Organization {
    /// Zendesk's ID: more than 32 bits, as the real ones.
    pub id: u64,
    /// The name, unescaped.
    pub name: &'static str,
    /// The 18-character Salesforce ID, if the field is filled in.
    pub salesforce_id: Option<&'static str>,
    /// The 15-character Salesforce ID, if the field is filled in.
    pub sfdc_short_id: Option<&'static str>,
    /// The support level, as the dropdown's tag.
    pub support_level: &'static str,
    /// The end of the subscription, a text field.
    pub expiration_date: &'static str,
    /// Seats, a decimal field.
    pub seats: f64,
    /// Sales region.
    pub region: &'static str,
    /// Notes, empty for none.
    pub notes: &'static str,
    /// Details, empty for none.
    pub details: &'static str,
    /// The contact management project, if it has one.
    pub cmp_id: Option<u64>,
    /// The account's collaboration project, if it has one.
    pub am_project_id: Option<&'static str>,
    /// The account type, as the drop-down's tag.
    pub account_type: &'static str,
    /// Whether support is on hold.
    pub support_hold: bool,
    /// Whether its contacts see one another's tickets.
    pub shared_tickets: bool,
    /// Contacts there are besides those in the table of users.
    pub more_contacts: usize,
    /// The domains whose users Zendesk puts into it by itself.
    pub domain_names: &'static [&'static str],
    /// The domain of those contacts' addresses.
    pub domain: &'static str,
}

/// An organization with nothing remarkable: the rows below say only how they differ.
const PLAIN: Organization = Organization {
    id: 0,
    name: "",
    salesforce_id: None,
    sfdc_short_id: None,
    support_level: "premium",
    expiration_date: "2099-12-31",
    seats: 25.0,
    region: "EMEA",
    notes: "",
    details: "",
    cmp_id: None,
    am_project_id: None,
    account_type: "customer",
    support_hold: false,
    shared_tickets: false,
    more_contacts: 0,
    domain_names: &[],
    domain: "contacts.example",
};

/// Billing accounts 1001 and 1012: the plain case.
pub const ACME: u64 = 9_306_291_001_001;
/// No billing account: its IDs begin with Acme's and go on.
pub const ACME_LONGER: u64 = 9_306_291_009_001;
/// Billing account 1002, which knows the 15 characters only.
pub const BETA: u64 = 9_306_291_001_002;
/// No billing account: its ID differs from Beta's in letter case alone.
pub const BETA_OTHER_CASE: u64 = 9_306_291_009_002;
/// Billing account 1003: markup in its name, notes and details.
pub const EVIL: u64 = 9_306_291_001_003;
/// Billing account 1004: 30 contacts, the limit, and one agent besides.
pub const KABUSHIKI: u64 = 9_306_291_001_004;
/// Billing account 1006, which has no sold-to.
pub const NO_SOLD_TO: u64 = 9_306_291_001_006;
/// Billing account 1007: its notes say not to proceed.
pub const GAMMA: u64 = 9_306_291_001_007;
/// Billing account 1008: 29 contacts, one below the limit.
pub const WHITESPACE: u64 = 9_306_291_001_008;
/// Billing account 1009: the second account of an ambiguous subscription name; no contact, and notes that stop nobody.
pub const RESELLER: u64 = 9_306_291_001_009;
/// Billing account 1010.
pub const NO_ORDERS: u64 = 9_306_291_001_010;
/// Billing account 1014, whose sold-to has no address: its details say not to proceed.
pub const NO_EMAIL: u64 = 9_306_291_001_014;
/// Billing account 1015, as one of two organizations.
pub const SPACEY: u64 = 9_306_291_001_015;
/// Billing account 1015, as the other of two organizations.
pub const SPACEY_TWIN: u64 = 9_306_291_009_015;
/// Billing account 1016: a very long name, and more contacts than the limit without a contact management project.
pub const LONG_NAME: u64 = 9_306_291_001_016;
/// Billing account 1099: a contact management project, and more than 30 contacts by it.
pub const FILLER: u64 = 9_306_291_001_099;

/// No billing account: it has the 18 characters only.
pub const LONG_ID_ONLY: u64 = 9_306_291_009_020;
/// No billing account: it has the 15 characters only.
pub const SHORT_ID_ONLY: u64 = 9_306_291_009_021;

/// Every organization. Billing accounts 1005, 1011, 1013 and 1017 have none.
pub const ORGANIZATIONS: &[Organization] = &[
    Organization {
        id: ACME,
        name: "Acme Corp",
        salesforce_id: Some("0016100000aBcDeAAK"),
        sfdc_short_id: Some("0016100000aBcDe"),
        support_level: "ultimate",
        seats: 120.0,
        am_project_id: Some("5512001"),
        details: "Prefers to be called, not written to.",
        domain: "acme.example",
        ..PLAIN
    },
    Organization {
        id: ACME_LONGER,
        name: "Acme Corp (moved)",
        salesforce_id: Some("0016100000aBcDeAAKOLD"),
        sfdc_short_id: Some("0016100000aBcDeOLD"),
        support_level: "expired",
        expiration_date: "2019-06-30",
        details: "Kept for its old tickets.",
        domain: "acme.example",
        ..PLAIN
    },
    Organization {
        id: BETA,
        name: "Beta GmbH",
        salesforce_id: Some("0013X00002fGhIjQAK"),
        sfdc_short_id: Some("0013X00002fGhIj"),
        seats: 40.0,
        domain: "beta.example",
        ..PLAIN
    },
    Organization {
        id: BETA_OTHER_CASE,
        name: "Betamax Tools",
        salesforce_id: Some("0013X00002fghijQAA"),
        sfdc_short_id: Some("0013X00002fghij"),
        region: "APAC",
        domain: "betamax.example",
        ..PLAIN
    },
    Organization {
        id: EVIL,
        name: "<script>alert('xss')</script> & \"Quotes\" Co",
        salesforce_id: Some("0014M00001kLmNoQAK"),
        sfdc_short_id: Some("0014M00001kLmNo"),
        notes: "<b>bold</b> & <img src=x onerror=alert('notes')>",
        details: "</script><script>alert('details')</script>",
        domain: "evil.example",
        ..PLAIN
    },
    Organization {
        id: KABUSHIKI,
        name: "株式会社サンプル Ünïcødé",
        salesforce_id: Some("0018X00003pQrStQAK"),
        sfdc_short_id: Some("0018X00003pQrSt"),
        region: "JAPAN",
        more_contacts: 29,
        domain: "kk.example",
        ..PLAIN
    },
    Organization {
        id: NO_SOLD_TO,
        name: "No Sold-to Inc",
        salesforce_id: Some("0017W00004uVwXyQAK"),
        sfdc_short_id: Some("0017W00004uVwXy"),
        ..PLAIN
    },
    Organization {
        id: GAMMA,
        name: "Gamma LLC",
        salesforce_id: Some("0012T00005zAbCdQAK"),
        sfdc_short_id: Some("0012T00005zAbCd"),
        notes: "Do not add contacts without asking the account manager first.",
        support_hold: true,
        shared_tickets: true,
        details: "Shared organization (Read only) enabled 2026-02-03 as per https://gitlab.zendesk.com/agent/tickets/3977",
        domain: "gamma.example",
        ..PLAIN
    },
    Organization {
        id: WHITESPACE,
        name: "Whitespace AG",
        salesforce_id: Some("0015Y00006eFgHiQAK"),
        sfdc_short_id: Some("0015Y00006eFgHi"),
        more_contacts: 29,
        domain: "whitespace.example",
        ..PLAIN
    },
    Organization {
        id: RESELLER,
        name: "Reseller B.V.",
        salesforce_id: Some("0011N00007jKlMnQAK"),
        sfdc_short_id: Some("0011N00007jKlMn"),
        notes: "Renews in March. Add the account manager to every call.",
        domain: "reseller.example",
        ..PLAIN
    },
    Organization {
        id: NO_ORDERS,
        name: "No Orders SA",
        salesforce_id: Some("0019A00008oPqRsQAK"),
        sfdc_short_id: Some("0019A00008oPqRs"),
        support_level: "expired",
        account_type: "former_customer",
        ..PLAIN
    },
    Organization {
        id: NO_EMAIL,
        name: "Sold-to without e-mail",
        salesforce_id: Some("0010C00010yZaBcQAK"),
        sfdc_short_id: Some("0010C00010yZaBc"),
        details: "Merged with another company, please do not associate anyone before the contract is moved.",
        ..PLAIN
    },
    Organization {
        id: SPACEY,
        domain_names: &["gamma.example"],
        name: "Sold-to with spaces",
        salesforce_id: Some("0010D00011dEfGhQAK"),
        sfdc_short_id: Some("0010D00011dEfGh"),
        ..PLAIN
    },
    Organization {
        id: SPACEY_TWIN,
        domain_names: &["gamma.example"],
        name: "Sold-to with spaces (EMEA)",
        salesforce_id: Some("0010D00011dEfGhQAK"),
        sfdc_short_id: Some("0010D00011dEfGh"),
        support_level: "ultimate",
        ..PLAIN
    },
    Organization {
        id: LONG_NAME,
        name: concat!(
            "A very long company name that goes on and on that goes on and on that goes on and on",
            " that goes on and on that goes on and on that goes on and on that goes on and on, and sons"
        ),
        salesforce_id: Some("0010E00012iJkLmQAK"),
        sfdc_short_id: Some("0010E00012iJkLm"),
        more_contacts: 41,
        domain: "long.example",
        ..PLAIN
    },
    Organization {
        id: FILLER,
        name: "Filler Holding",
        salesforce_id: Some("0010F00013nOpQrQAK"),
        sfdc_short_id: Some("0010F00013nOpQr"),
        cmp_id: Some(39_250_741),
        more_contacts: 34,
        region: "AMER",
        domain: "filler.example",
        ..PLAIN
    },
    Organization {
        id: LONG_ID_ONLY,
        name: "Synchronized long ago",
        salesforce_id: Some("0010G00014qRsTuQAK"),
        ..PLAIN
    },
    Organization { id: SHORT_ID_ONLY, name: "Entered by hand", sfdc_short_id: Some("0010H00015vWxYz"), ..PLAIN },
];
