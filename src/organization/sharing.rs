//! Whether the contacts of an organization see one another's tickets, as its details say (facts: domain 6.5; seed 003,
//! "Organization Permissions").

/// The last thing that the details say about it, as written: `Shared organization (TYPE) enabled DATE as per TICKET`, or
/// that it was disabled. None where they say nothing.
#[must_use]
pub fn last_change(details: &str) -> Option<&str> {
    let is_change = |line: &&str| {
        let line = line.to_lowercase();
        line.starts_with("shared organization") && (line.contains(" enabled ") || line.contains(" disabled "))
    };
    details.lines().map(str::trim).rfind(is_change)
}

#[cfg(test)]
mod tests {
    use super::last_change;

    #[test]
    fn cases() {
        let enabled =
            "Shared organization (Read only) enabled 2026-01-02 as per https://gitlab.zendesk.com/agent/tickets/1";
        let disabled = "Shared organization disabled 2026-03-04 as per https://gitlab.zendesk.com/agent/tickets/2";
        for (details, said) in [
            ("", None),
            ("Prefers to be called.", None),
            ("They asked about a shared organization (enabled never).", None),
            (enabled, Some(enabled)),
            (&format!("Note.\n {enabled}\r\n{disabled}\nMore."), Some(disabled)),
            (&format!("{disabled}\n{enabled}"), Some(enabled)),
        ] {
            assert_eq!(last_change(details), said, "{details:?}");
        }
    }
}
