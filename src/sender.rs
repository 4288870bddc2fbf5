//! Who may say what to the worker: what the browser tells of a sender, judged fail-closed.

use serde::Deserialize;

use crate::hosts;

/// What the browser tells of the other end of a message; both fill all of it in for pages in tabs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    /// The extension that sent it.
    pub id: Option<String>,
    /// The origin of the page that sent it.
    pub origin: Option<String>,
    /// The address of the page that sent it.
    pub url: Option<String>,
    /// The frame, 0 for a tab's own page. Beyond 32 bits in Firefox.
    pub frame_id: Option<f64>,
    /// The tab.
    pub tab: Option<Tab>,
    /// The document that sent it, where the browser gives documents a name.
    pub document_id: Option<String>,
    /// What becomes of that document, where the browser says so: one that nobody sees yet, or no more, is not heard.
    pub document_lifecycle: Option<String>,
}

/// A panel at the other end of a connection: the tab and frame that it stands in, and its document.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelEnd {
    /// The tab.
    pub tab: i32,
    frame: f64,
    document: Option<String>,
}

/// A browser tab.
#[derive(Clone, Debug, Deserialize)]
pub struct Tab {
    /// Its number; tabs of developer tools have none.
    pub id: Option<i32>,
}

impl Sender {
    /// Our panel's page in a frame of a tab; none when the sender is anything else. Who has framed it, only its token
    /// tells.
    #[must_use]
    pub fn panel(&self, own_id: &str, panel_url: &str) -> Option<PanelEnd> {
        let page = self.url.as_deref()?.split('#').next();
        let is_ours = self.id.as_deref() == Some(own_id) && page == Some(panel_url) && self.is_active();
        let frame = self.frame_id.filter(|frame| is_ours && *frame > 0.0)?;
        Some(PanelEnd { tab: self.tab.as_ref()?.id?, frame, document: self.document_id.clone() })
    }

    fn is_active(&self) -> bool {
        self.document_lifecycle.as_deref().is_none_or(|lifecycle| lifecycle == "active")
    }

    /// The tab of our page script, speaking of an address of its own page; none when the sender is anything else.
    #[must_use]
    pub fn page_tab(&self, own_id: &str, href: &str) -> Option<i32> {
        let origin = self.origin.as_deref()?;
        let known = [hosts::PORTAL, hosts::ZENDESK, hosts::ZENDESK_US_GOVERNMENT]
            .iter()
            .any(|host| origin.strip_prefix("https://") == Some(host));
        let is_its_own = href.strip_prefix(origin).is_some_and(|rest| rest.starts_with('/'));
        let is_ours = self.id.as_deref() == Some(own_id) && self.frame_id == Some(0.0) && self.is_active();
        if known && is_its_own && is_ours { self.tab.as_ref()?.id } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "vouch";
    const PANEL: &str = "chrome-extension://vouch/panel.html";

    fn sender(id: &str, origin: &str, url: &str, frame: f64) -> Sender {
        Sender {
            id: Some(id.to_owned()),
            origin: Some(origin.to_owned()),
            url: Some(url.to_owned()),
            frame_id: Some(frame),
            tab: Some(Tab { id: Some(7) }),
            document_id: Some("d1".to_owned()),
            document_lifecycle: Some("active".to_owned()),
        }
    }

    #[test]
    fn only_our_panel_in_a_frame_is_a_panel() {
        let ours = sender(OWN, "chrome-extension://vouch", PANEL, 5.0);
        let with_token = sender(OWN, "chrome-extension://vouch", &format!("{PANEL}#0123"), 5.0);
        let end = ours.panel(OWN, PANEL).unwrap();
        assert_eq!((end.tab, with_token.panel(OWN, PANEL)), (7, Some(end.clone())));
        for another in [
            sender(OWN, "chrome-extension://vouch", PANEL, 6.0),
            Sender { document_id: Some("d2".to_owned()), ..ours.clone() },
        ] {
            assert_ne!(another.panel(OWN, PANEL), Some(end.clone()), "another frame or document: {another:?}");
        }
        for other in [
            sender(OWN, "chrome-extension://vouch", PANEL, 0.0),
            Sender { document_lifecycle: Some("prerender".to_owned()), ..ours.clone() },
            Sender { document_lifecycle: Some("cached".to_owned()), ..ours.clone() },
            Sender { frame_id: None, ..ours.clone() },
            sender("other", "chrome-extension://vouch", PANEL, 5.0),
            sender(OWN, "https://gitlab.zendesk.com", "https://gitlab.zendesk.com/agent", 0.0),
            sender(OWN, "chrome-extension://vouch", "chrome-extension://vouch/panel.html?x", 5.0),
            Sender { tab: None, ..ours },
            Sender::default(),
        ] {
            assert_eq!(other.panel(OWN, PANEL), None, "{other:?}");
        }
    }

    #[test]
    fn only_our_page_script_on_a_known_host_says_where_its_page_is() {
        let origin = "https://gitlab.zendesk.com";
        let href = "https://gitlab.zendesk.com/agent/tickets/4101";
        assert_eq!(sender(OWN, origin, href, 0.0).page_tab(OWN, href), Some(7));
        for (other, href) in [
            (sender("other", origin, href, 0.0), href),
            (sender(OWN, origin, href, 3.0), href),
            (sender(OWN, "https://evil.example", href, 0.0), href),
            (sender(OWN, "http://gitlab.zendesk.com", href, 0.0), "http://gitlab.zendesk.com/agent"),
            (sender(OWN, origin, href, 0.0), "https://customers.gitlab.com/admin"),
            (sender(OWN, origin, href, 0.0), "https://gitlab.zendesk.com.evil.example/"),
            (Sender { frame_id: None, ..sender(OWN, origin, href, 0.0) }, href),
            (Sender { origin: None, ..sender(OWN, origin, href, 0.0) }, href),
            (Sender { document_lifecycle: Some("prerender".to_owned()), ..sender(OWN, origin, href, 0.0) }, href),
            (
                Sender { document_lifecycle: Some("pending_deletion".to_owned()), ..sender(OWN, origin, href, 0.0) },
                href,
            ),
        ] {
            assert_eq!(other.page_tab(OWN, href), None, "{other:?} {href}");
        }
    }
}
