//! What an organization's account says of it beside its plan (handbook: Zendesk organizations, "Organization Fields").

/// The account types of somebody who is no customer now, as a text compares.
const NO_CUSTOMERS: [(&str, &str); 2] = [("former customer", "Former Customer"), ("prospect", "Prospect")];

/// The account type, where it says that the organization is no customer now. The drop-down's tag and its name are both
/// understood.
#[must_use]
pub fn no_customer(account_type: Option<&str>) -> Option<&'static str> {
    let plain = account_type?.trim().to_lowercase().replace(['_', '-'], " ");
    NO_CUSTOMERS.into_iter().find_map(|(text, name)| (plain == text).then_some(name))
}

#[cfg(test)]
mod tests {
    use super::no_customer;

    #[test]
    fn cases() {
        for (account_type, said) in [
            (Some("former_customer"), Some("Former Customer")),
            (Some("Former Customer "), Some("Former Customer")),
            (Some("prospect"), Some("Prospect")),
            (Some("customer"), None),
            (Some("authorized_reseller"), None),
            (Some("Partner"), None),
            (Some("integrator"), None),
            (Some(""), None),
            (None, None),
        ] {
            assert_eq!(no_customer(account_type), said, "{account_type:?}");
        }
    }
}
