//! Every message between the worker, the panel and the page script: one enum a direction.
//!
//! The worker decides everything. A panel shows the [`View`] it was sent last and answers with [`Intent`]s; a page
//! script runs the few verbs of [`WorkerToPage`] and says where its page is.

use serde::{Deserialize, Serialize};

use crate::case::CaseKey;
use crate::checks::{Finding, Verdict};
use crate::link::Link;
use crate::problem::Advice;
use crate::trail::Step;
use crate::zendesk::{Requester, TicketOrganization};

/// The name of the port between a panel and the worker.
pub const PANEL_PORT: &str = "panel";

/// From a panel to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelToWorker {
    /// The agent wants something of the case that the panel shows. The case is named, so that a click that arrives
    /// after the agent has moved on changes nothing.
    Intent {
        /// The case that the panel showed.
        case: CaseKey,
        /// What the agent wants.
        intent: Intent,
    },
    /// The agent closes the panel.
    Close,
}

/// What an agent can want of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// The license ID is now this text.
    EditLicenseId(String),
    /// The sold-to address that the customer gave is now this text.
    EditSoldTo(String),
    /// Gather the evidence, or go on where gathering stopped.
    Collect,
    /// Stop gathering.
    Cancel,
    /// Read the ticket again.
    ReloadTicket,
    /// Open the organization in a new tab.
    OpenOrganization,
    /// Open Zendesk's own search in a new tab.
    OpenSearch,
}

/// From the worker to a panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkerToPanel {
    /// Show this, and nothing of what was shown before.
    Show(View),
}

/// From a page script to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PageToWorker {
    /// The page with an open panel is now at this address.
    Moved {
        /// The whole address.
        href: String,
    },
}

/// From the worker to a page script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WorkerToPage {
    /// Open the panel, or close it.
    TogglePanel,
    /// Close the panel.
    ClosePanel,
    /// Answer with [`PageToWorker::Moved`].
    SayWhere,
}

/// From the worker to every panel, connected or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WorkerToExtension {
    /// The worker was started: whoever was connected to the one before connects again.
    Started,
}

/// Everything that a panel shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// The page is not a ticket's, and no ticket was worked on yet.
    NoTicket,
    /// The page is the US Government's Zendesk.
    UsGovernment,
    /// A case.
    Case(Box<CaseView>),
}

/// One ticket's case, as the panel shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// Which case it is.
    pub case: CaseKey,
    /// The ticket's page.
    pub link: Link,
    /// Who asked, and for which organization.
    pub ticket: TicketView,
    /// The license ID, as typed.
    pub license_id: String,
    /// Why the license ID is not one; none while it may still become one.
    pub license_id_error: Option<String>,
    /// The sold-to address that the customer gave, as typed.
    pub sold_to: String,
    /// Whether evidence is being gathered.
    pub collecting: bool,
    /// The trail, once it was begun.
    pub trail: Option<TrailView>,
}

/// What is known of the ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketView {
    /// It is being read.
    Reading,
    /// It was read.
    Read {
        /// The subject.
        subject: String,
        /// Who asked.
        requester: Option<Requester>,
        /// The organization, with its page.
        organization: Option<(TicketOrganization, Link)>,
    },
    /// It could not be read.
    Failed {
        /// Why.
        message: String,
        /// What to do.
        advice: Advice,
    },
}

/// What was gathered for the proof in the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailView {
    /// The stages of the walk, in their order.
    pub steps: Vec<Step>,
    /// The outcome; none while evidence is being gathered.
    pub outcome: Option<OutcomeView>,
    /// The organization's page, where there is exactly one.
    pub organization: Option<Link>,
    /// Zendesk's own search, prefilled, once there is a Salesforce ID.
    pub search: Option<Link>,
}

/// What follows from the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeView {
    /// Whether the customer is entitled to support.
    pub verdict: Verdict,
    /// Every check with its reason.
    pub findings: Vec<Finding>,
    /// The evidence note as plain text.
    pub note_text: String,
    /// The evidence note as HTML, every value in it escaped.
    pub note_html: String,
}
