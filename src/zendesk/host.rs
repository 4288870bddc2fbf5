//! What is known of Zendesk's agent page: every selector, attribute and channel name that Vouch uses, in one place
//! (facts: zendesk A2, A3). Zendesk changes them and rolls changes back: what no longer matches is said in the panel.

/// The tab of a ticket in the page's header. The active one has [`CURRENT`], and its ticket in [`ENTITY`].
pub const TAB: &str = "[data-test-id=\"header-tab\"]";
/// The switch between the channels, one for each composer: its channel stands in [`CHANNEL`], its ticket in
/// [`SWITCHER_TICKET`].
pub const SWITCHER: &str = "[data-test-id=\"omnichannel-channel-switcher-button\"]";
/// The internal channel in the switch's menu. It is not inside the composer, and there only while the menu is open.
pub const INTERNAL_ITEM: &str = "[data-test-id=\"omnichannel-channel-switcher-menuitem-internal\"]";
/// The editor: what is edited, itself.
pub const EDITOR: &str = "[data-test-id=\"omnicomposer-rich-text-ckeditor\"]";
/// Around what belongs to a ticket in another tab, which stays in the page.
pub const HIDDEN: &str = ".is-cached";

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
/// Whether a channel switch's menu is open: then it says `true`.
pub const EXPANDED: &str = "aria-expanded";

/// The one channel that the customer does not see. Every other one, known or not, counts as public.
pub const INTERNAL: &str = "internal";

/// Every attribute that is looked at.
pub const ATTRIBUTES: [&str; 5] = [CURRENT, ENTITY, SWITCHER_TICKET, CHANNEL, EXPANDED];
