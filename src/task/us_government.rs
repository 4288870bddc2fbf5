//! The US Government's support contacts are synchronised from Salesforce: nobody is associated by hand (seed 002, "Requests to
//! be associated", "US Government"). Vouch reads nothing there, so the account owner's address is the agent's to give.

use crate::proof::text;

/// What to tell the requester, with the account manager's address where it is one.
#[must_use]
pub fn reply(account_manager: &str) -> String {
    let address = account_manager.trim();
    let whom = if text::every_address(address) == [address] {
        format!("your account manager, {address}")
    } else {
        "your account manager".to_owned()
    };
    format!(
        "The support contacts of your organization are kept by your account team, and we cannot change them here. Please write \
         a new e-mail to {whom}, and ask for the change."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_named_where_it_is_one() {
        for (address, whom) in [
            (" jane@gitlab.example ", "your account manager, jane@gitlab.example, and"),
            ("", "your account manager, and"),
            ("Jane", "your account manager, and"),
            ("jane@gitlab.example joe@gitlab.example", "your account manager, and"),
        ] {
            assert!(
                reply(address).contains(&format!("write a new e-mail to {whom} ask")),
                "{address}: {}",
                reply(address)
            );
        }
    }
}
