//! The macros: in the spelling of today and in the older one, some that only look alike, one that is deactivated; that for
//! who is not an Owner is missing (domain.md 6.4, zendesk.md D6).

/// A macro, as far as anybody is told of it.
#[derive(Clone, Copy, Debug)]
pub struct Macro {
    /// Its number.
    pub id: u64,
    /// Its title, with its categories.
    pub title: &'static str,
    /// Whether agents can apply it.
    pub active: bool,
}

const fn active(id: u64, title: &'static str) -> Macro {
    Macro { id, title, active: true }
}

/// Every macro, in the order of their titles.
pub const MACROS: [Macro; 10] = [
    active(9306291900001, "General::Forms::Incorrect form used"),
    active(9306291900002, "License::Proof of support entitlement"),
    active(9306291900003, "Support::Support Ops::Contact management intro"),
    active(9306291900004, "Support::Support Ops::Contact management project setup"),
    Macro { id: 9306291900005, title: "Support::Support Ops::Maximum contacts reached", active: false },
    active(9306291900006, "Support::Support-Ops::Not qualified for CMP"),
    active(9306291900007, "Support::Support-Ops::Proof of support entitlement"),
    active(9306291900008, "Support::Support-Ops::Proof of support entitlement (partners)"),
    active(9306291900009, "Support::Support-Ops::Users added to organization"),
    Macro { id: 9306291900010, title: "Support::Support Ops::Users added to organization", active: false },
];
