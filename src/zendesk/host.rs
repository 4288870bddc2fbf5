//! What is known of Zendesk's agent page and of how GitLab has set it up: every selector, attribute, channel name, field
//! key and title that Vouch uses, in one place (facts: zendesk A2, A3, D2). Zendesk changes its page and rolls changes
//! back, administrators rename their fields: what no longer matches is said in the panel.

/// The tab of a ticket in the page's header. The active one has [`CURRENT`], and its ticket in [`ENTITY`].
pub const TAB: &str = "[data-test-id=\"header-tab\"]";
/// The switch between the channels, one for each composer: its channel stands in [`CHANNEL`], its ticket in
/// [`SWITCHER_TICKET`].
pub const SWITCHER: &str = "[data-test-id=\"omnichannel-channel-switcher-button\"]";
/// The channels in the switch's menu, the internal one among them ([`INTERNAL_ITEM`]). The menu is not inside the composer,
/// and its items are seen only while it is open.
pub const ITEM: &str = "[data-test-id^=\"omnichannel-channel-switcher-menuitem-\"]";
/// The [`TEST_ID`] of the menu's item for the internal channel.
pub const INTERNAL_ITEM: &str = "omnichannel-channel-switcher-menuitem-internal";
/// The editor: what is edited, itself.
pub const EDITOR: &str = "[data-test-id=\"omnicomposer-rich-text-ckeditor\"]";
/// What an editor may hold besides text.
pub const OBJECTS: &str = "img, figure, table, video, audio, iframe, hr";
/// Around what belongs to a ticket in another tab, which stays in the page, in each of the ways in which it was hidden.
pub const HIDDEN: &str = ".is-cached, .is-hidden, [hidden], [aria-hidden=\"true\"]";
/// Around what people wrote: the conversation, its comments, and each editor. Nothing inside is a part of the page.
pub const WRITTEN: &str = "[data-test-id=\"omni-log-container\"], [data-test-id=\"omni-log-comment-item\"], \
     [data-test-id=\"omni-log-message-content\"], [data-test-id=\"omnicomposer-rich-text-ckeditor\"]";

/// Whether a tab is the active one: then it says [`CURRENT_PAGE`].
pub const CURRENT: &str = "aria-current";
/// What [`CURRENT`] says of the active tab.
pub const CURRENT_PAGE: &str = "page";
/// The ticket of a tab.
pub const ENTITY: &str = "data-entity-id";
/// The ticket of a channel switch, and so of its composer: the best key (facts: zendesk A2).
pub const SWITCHER_TICKET: &str = "data-channel-switcher-trigger-for-ticket-id";
/// The channel of a composer.
pub const CHANNEL: &str = "data-channel";
/// What the parts of the page are known by.
pub const TEST_ID: &str = "data-test-id";
/// Whether a channel switch's menu is open, where the page says so: then it says `true`. No source promises it.
pub const EXPANDED: &str = "aria-expanded";
/// Where a channel switch names its channel in the agent's language.
pub const LABELS: [&str; 2] = ["aria-label", "title"];

/// The one channel that the customer does not see. Every other one, known or not, counts as public.
pub const INTERNAL: &str = "internal";

/// Every attribute that is looked at.
pub const ATTRIBUTES: [&str; 8] = [CURRENT, ENTITY, SWITCHER_TICKET, CHANNEL, EXPANDED, TEST_ID, LABELS[0], LABELS[1]];
/// The attributes of a channel switch that tell its channel.
pub const TELLING: [&str; 4] = [SWITCHER_TICKET, CHANNEL, LABELS[0], LABELS[1]];

/// Words for a public channel, in lower case, in the languages of Zendesk's interface that agents use most. A switch that
/// says that it is internal and shows one of them contradicts itself. That none of them is there says nothing.
const PUBLIC_WORDS: [&str; 20] = [
    "email",
    "e-mail",
    "public",
    // German
    "öffentlich",
    "öffentliche",
    // French
    "publique",
    "courriel",
    // Spanish
    "pública",
    "público",
    "correo",
    // Italian
    "pubblica",
    "pubblico",
    // Dutch
    "openbaar",
    "openbare",
    // Swedish, Danish, Norwegian
    "offentligt",
    "offentlig",
    // Polish
    "publiczna",
    // Japanese, Chinese, Korean: no spaces part their words
    "公開",
    "公开",
    "공개",
];

/// Whether a channel's label names a public channel.
#[must_use]
pub fn names_a_public_channel(label: &str) -> bool {
    let label = label.to_lowercase();
    let words = || label.split(|c: char| !c.is_alphanumeric() && c != '-');
    // Japanese says "not public" with a prefix.
    let label = label.replace("非公開", "").replace("非公开", "").replace("비공개", "");
    PUBLIC_WORDS.iter().any(|known| {
        if known.is_ascii() || known.chars().any(|c| c < '\u{1100}') {
            words().any(|word| word == *known)
        } else {
            label.contains(known)
        }
    })
}

/// The organization field that holds the 18-character Salesforce ID.
pub const SALESFORCE_ID: &str = "salesforce_id";
/// The organization field that holds the 15-character Salesforce ID.
pub const SFDC_SHORT_ID: &str = "sfdc_short_id";
/// The organization field that holds the plan.
pub const SUPPORT_LEVEL: &str = "support_level";
/// The organization field with the number of seats.
pub const SEATS: &str = "seats_decimal";
/// The organization's checkboxes for the subscriptions with which it may have a contact management project, each with
/// what it stands for (seed 004, "Eligibility Criteria").
pub const QUALIFYING_SUBSCRIPTIONS: [(&str, &str); 3] = [
    ("sub_gitlab_dedicated", "GitLab Dedicated"),
    ("sub_sm_ultimate", "Ultimate, self-managed"),
    ("sub_sm_premium", "Premium, self-managed"),
];
/// The organization field that names the account owner.
pub const ACCOUNT_OWNER: &str = "account_owner";
/// The organization field with the end of the subscription, a text.
pub const EXPIRATION_DATE: &str = "expiration_date";
/// The organization field with the account type, a drop-down.
pub const ACCOUNT_TYPE: &str = "account_type";
/// The organization field with the ID of the account's collaboration project.
pub const AM_PROJECT_ID: &str = "am_project_id";
/// The organization's checkbox for support that was raised by hand.
pub const MANUAL_SUPPORT_UPGRADE: &str = "manual_support_upgrade";
/// The organization's checkboxes that speak against working for it, each with what it says when it is ticked.
pub const MARKS: [(&str, &str); 4] = [
    ("support_hold", "Its support is on hold."),
    ("restricted_account", "Its account is restricted."),
    ("mark_for_deletion", "It is marked for deletion."),
    ("org_in_escalated_state", "It is in an escalated state."),
];
/// The titles that the organization field with the contact management project has had; its key may be another one than
/// [`CONTACT_MANAGEMENT_PROJECT`] (facts: zendesk D2).
pub const CONTACT_MANAGEMENT_PROJECT_TITLES: [&str; 2] =
    ["Contact Management Project ID", "Contact Management Project"];
/// The key of the organization field with the contact management project, where no title matches.
pub const CONTACT_MANAGEMENT_PROJECT: &str = "cmp_id";
/// The organization fields without which something would be missing, by key.
pub const ORGANIZATION_KEYS: [&str; 4] = [SALESFORCE_ID, SFDC_SHORT_ID, SUPPORT_LEVEL, ACCOUNT_OWNER];

/// The form that Support Operations' tickets are filed with.
pub const SUPPORT_OPS_FORM: &str = "Support Ops";
/// The title of the ticket field that is set first (seed 001, step 1).
pub const PROBLEM_TYPE: &str = "Support Ops Problem Type";
/// What it is set to.
pub const MANAGE_CONTACTS: &str = "Manage my organization's contacts";
/// The title of the ticket field that says what the customer has bought (facts: domain 6.2).
pub const PRODUCT_TYPE: &str = "L&R Product Type";
/// What [`PRODUCT_TYPE`] shows for GitLab.com.
pub const GITLAB_COM: &str = "GitLab.com";
/// The title of the ticket field with what the requester says the sold-to is (facts: domain 6.2).
pub const SUBSCRIPTION_EMAIL: &str = "Subscription Email";

/// The title of the ticket field in which the name of a subscription may stand.
pub const SUBSCRIPTION_NUMBER: &str = "Subscription Number";
/// The ticket fields that Vouch reads: the title of each, and its ID, which stays the same when an administrator renames
/// it. A field is found by its title first, then by its ID.
pub const TICKET_FIELDS: [(&str, u64); 4] = [
    (PROBLEM_TYPE, 360_020_614_540),
    (PRODUCT_TYPE, 360_012_882_099),
    (SUBSCRIPTION_EMAIL, 360_005_248_199),
    (SUBSCRIPTION_NUMBER, 360_008_812_434),
];

/// The domain of GitLab's own addresses, subdomains included.
const GITLAB: &str = "gitlab.com";

/// Whether an address is GitLab's own.
#[must_use]
pub fn is_gitlabs(address: &str) -> bool {
    let domain = address.trim().rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    domain.strip_suffix(GITLAB).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The role of a user who is a customer.
pub const END_USER: &str = "end-user";

/// The status of a ticket to which nothing can be added any more.
pub const CLOSED: &str = "closed";
/// The tag of a ticket that was merged into another.
pub const MERGED_TAG: &str = "closed_by_merge";

#[cfg(test)]
mod tests {
    use super::{is_gitlabs, names_a_public_channel};

    #[test]
    fn labels_that_name_a_public_channel() {
        for (label, public) in [
            ("Email", true),
            ("Channel: Public reply", true),
            ("E-Mail", true),
            ("Kanal: Öffentliche Antwort", true),
            ("Réponse publique", true),
            ("Respuesta pública", true),
            ("公開返信", true),
            ("Internal note", false),
            ("Kanal: Interne Notiz", false),
            ("Republican", false),
            ("非公開メモ", false),
            ("내부 메모", false),
            ("", false),
        ] {
            assert_eq!(names_a_public_channel(label), public, "{label}");
        }
    }

    #[test]
    fn gitlabs_own_addresses() {
        for (address, own) in [
            ("nadia@gitlab.com", true),
            ("support@mg.GitLab.com", true),
            ("incoming+1@incoming.gitlab.com", true),
            ("alice@notgitlab.com", false),
            ("alice@gitlab.com.evil.example", false),
            ("alice@acme.example", false),
            ("", false),
        ] {
            assert_eq!(is_gitlabs(address), own, "{address}");
        }
    }
}
