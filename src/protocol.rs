//! Every message between the worker, the panel and the page script: one enum a direction.
//!
//! The worker decides everything. A panel shows the [`View`] it was sent last and answers with [`Intent`]s; a page
//! script runs the few verbs of [`WorkerToPage`] and says where its page is.

use serde::{Deserialize, Serialize};

use crate::addresses::LeftOut;
use crate::case::{CaseKey, Revision};
use crate::checks::{Finding, Verdict};
use crate::composer::{Act, Answer, ElementId, Look};
use crate::contact_management::contact::Remark;
use crate::contact_management::eligibility::Eligibility;
use crate::contact_management::maintainers::Association;
use crate::contact_management::pipeline::PipelineError;
use crate::contact_management::removal::Removal;
use crate::date::UnixSeconds;
use crate::ids::RecordId;
use crate::link::Link;
use crate::note::{BareId, NotePart};
use crate::organization::Passage;
use crate::problem::Advice;
use crate::route::NextStep;
use crate::task::Task;
use crate::trail::{Status, Step, StepName};
use crate::visible::AsTyped;
use crate::zendesk::{OrganizationId, Requester};

/// What the name of the port between a panel and the worker begins with; the panel's token follows.
pub const PANEL_PORT: &str = "panel/";

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
    /// The agent searches for an organization.
    Find {
        /// The case that the panel showed; none where it showed none.
        case: Option<CaseKey>,
        /// What the agent wants.
        find: Find,
    },
    /// The agent looks at the panel again.
    LookedAt,
    /// The same, and the agent was in another tab before.
    CameBack,
    /// The agent begins a case again on which the worker has stopped.
    BeginAgain {
        /// The case.
        case: CaseKey,
    },
    /// Show this ticket's case beside the portal's pages.
    Choose(CaseKey),
    /// The agent wants to see the options.
    OpenOptions,
}

/// What an agent can want of the search for an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Find {
    /// Search for this.
    Search(String),
    /// Search again for the same.
    Again,
    /// Forget what was found.
    Clear,
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
    /// This text was pasted, or is a file's that was dropped or picked.
    ReadFile {
        /// The file's name; none for what was pasted.
        name: Option<String>,
        /// What it says.
        text: String,
    },
    /// A file was dropped or picked that is too large to be read.
    RefuseFile {
        /// Its name.
        name: String,
    },
    /// Take up what was found in the ticket under this number.
    TakeHit(HitId),
    /// Search the ticket's conversation again.
    SearchTicket,
    /// Open the portal's Validate License page with the file that could not be decoded.
    ValidateInPortal,
    /// Forget the file that could not be read.
    DismissFile,
    /// Show the trail at this place of [`CaseView::proofs`], and use it for the note.
    ChooseTrail(usize),
    /// Read again what a step failed on.
    RetryStep(StepName),
    /// Of the orders with the same subscription name, this is the one.
    ChooseOrder(RecordId),
    /// Begin a walk with the portal's page that the panel stands on.
    AddPage,
    /// Read the ticket again, and what else is known of it.
    ReloadTicket,
    /// Gather the evidence that is shown once more, from the start.
    ReadEvidenceAgain,
    /// What is new in the ticket is known by now.
    DismissNews,
    /// Read again what administrators have defined, if that failed.
    RetryDefinitions,
    /// Ask a site although it has asked to slow down.
    GoOn,
    /// Forget everything about this ticket.
    Forget,
    /// Take the address in the ticket's own field as the sold-to that the customer gave.
    TakeSubscriptionEmail,
    /// So many contacts are to be added.
    EditAdding(u32),
    /// The ticket asks for this.
    ChooseTask(Task),
    /// Why the agent does what the ticket's task is.
    EditReason(String),
    /// The addresses that the ticket is about are now this text; none for what the ticket says.
    EditAddresses(Option<String>),
    /// Add this address, which was left out, to those that the ticket is about.
    AddAddress(String),
    /// List the organization's contacts, anew if they were read.
    ListContacts,
    /// The agent wants something of the contact management project.
    Project(ProjectIntent),
    /// Count an organization's contacts again.
    CountContacts(OrganizationId),
    /// Write this part of the evidence.
    ChooseNotePart(NotePart),
    /// Decide about a finding that needs attention.
    Decide {
        /// The finding's title.
        title: String,
        /// The decision.
        decision: Ruling,
    },
    /// Decide about what the ticket alone says of its requester.
    DecideRequester {
        /// The finding's title.
        title: String,
        /// The decision.
        decision: Ruling,
    },
    /// Decide about a pre-check of this organization, which may also be unknown.
    DecidePrecheck {
        /// The organization.
        organization: OrganizationId,
        /// The pre-check's title.
        title: String,
        /// The decision.
        decision: Ruling,
    },
    /// Write the note of what there is so far, though the walk has not ended.
    WriteNoteSoFar,
    /// See whether Vouch still knows the page's composer.
    CheckPage,
    /// The note is now this text; none for what follows from the evidence.
    EditNote(Option<String>),
    /// Put the note into the ticket's internal composer, unless one is there.
    InsertNote,
    /// Put the note in the place of the earlier one that is in the ticket's internal composer.
    ReplaceNote,
    /// Take the note out of the ticket's composer.
    TakeNoteOut,
    /// Open the organization in a new tab.
    OpenOrganization,
    /// Open Zendesk's own search in a new tab.
    OpenSearch,
}

/// What an agent decides about a finding that needs attention. Both ways take a reason, which the note gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// The ticket goes on in spite of it, for this reason.
    Accept(String),
    /// It speaks against the customer, for this reason.
    Refuse(String),
    /// Nothing is decided any more.
    TakeBack,
}

impl Intent {
    /// Whether the agent asks for something to be read now: that is done whatever a site has said about slowing down.
    #[must_use]
    pub fn presses(&self) -> bool {
        matches!(
            self,
            Self::Collect
                | Self::ReadFile { .. }
                | Self::TakeHit(_)
                | Self::SearchTicket
                | Self::RetryStep(_)
                | Self::ChooseOrder(_)
                | Self::AddPage
                | Self::ReloadTicket
                | Self::ReadEvidenceAgain
                | Self::RetryDefinitions
                | Self::GoOn
                | Self::ListContacts
                | Self::CountContacts(_)
        )
    }
}

/// What an agent can want of a contact management project (seed 004).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectIntent {
    /// Decide about a criterion that needs attention.
    Decide {
        /// The criterion's title.
        title: String,
        /// The decision.
        decision: Ruling,
    },
    /// The maintainers' addresses are now this text.
    EditMaintainers(String),
    /// The project's ID is now this text. What is no ID is not kept.
    EditProjectId(String),
    /// The list of contacts is now this text; empty for the organization's own.
    EditContacts(String),
    /// The pipeline's log is now this text.
    EditLog(String),
    /// Something of the setting up by hand is done, or is not.
    Tick {
        /// By what it is known.
        item: String,
        /// Whether it is done.
        done: bool,
    },
}

/// From the worker to a panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkerToPanel {
    /// Show this, and nothing of what was shown before.
    Show(Box<View>),
    /// The program has stopped and is started anew: the panel connects again. The worker's loader says so.
    StartedAnew,
    /// The worker has stopped at its start, again and again, and is not started any more. Its loader says so.
    Stopped,
}

/// From a page script to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PageToWorker {
    /// The page with an open panel is now at this address.
    Moved {
        /// The whole address.
        href: String,
        /// A number that is another one for each document: a page that was reloaded is known by it.
        #[serde(default)]
        document: u64,
        /// The token that the page script gave the panel which it has opened.
        token: String,
    },
    /// The answer to [`WorkerToPage::Composer`].
    Composer {
        /// The whole address.
        href: String,
        /// What was seen and done.
        answer: Answer,
    },
    /// The channel switch that is watched says something else.
    ComposerChanged {
        /// The whole address.
        href: String,
    },
    /// The answer to [`WorkerToPage::ReadPage`].
    PageShown {
        /// The whole address.
        href: String,
        /// The number of the document.
        document: u64,
        /// The document as it is now.
        html: String,
    },
    /// The script of the Validate License page is there.
    Arrived {
        /// The whole address.
        href: String,
    },
    /// The agent has sent the form that Vouch has filled in.
    FormSent {
        /// The whole address.
        href: String,
        /// The number of the document.
        document: u64,
        /// Where the form was sent.
        action: String,
        /// What stood in the field.
        text: String,
    },
}

/// From a panel to the page script around it, as the text of a message between windows. It needs no worker, so it is heard
/// after an update of the extension, too.
pub const CLOSE_PANEL: &str = "close";

/// As [`CLOSE_PANEL`]: gives the panel a port, over which it asks whether it is seen.
pub const SIGHT: &str = "sight";

/// As [`CLOSE_PANEL`]: loads the page anew.
pub const RELOAD_PAGE: &str = "reload";

/// From the worker to a page script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WorkerToPage {
    /// Open the panel, or close it.
    TogglePanel,
    /// Open the panel if it is not.
    OpenPanel {
        /// Whether it is given the keyboard.
        focus: bool,
    },
    /// Answer with [`PageToWorker::Moved`].
    SayWhere,
    /// Answer with [`PageToWorker::PageShown`].
    ReadPage,
    /// Put a text into a field of the page's form, and send nothing.
    Fill(Fill),
    /// Look at the ticket's composer, and perhaps do something. Answer with [`PageToWorker::Composer`].
    Composer(Box<ComposerOrder>),
}

/// A field of the host's page, and what is to stand in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    /// The field, as a CSS selector.
    pub field: String,
    /// What is to stand in it.
    pub text: String,
}

/// What the composer's script is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposerOrder {
    /// Its number, which the answer repeats: one that comes too late is known by it.
    pub step: u32,
    /// What to look at.
    pub look: Look,
    /// What to do; none to look only.
    pub act: Option<Act>,
    /// What the page has to look like, or else nothing is done; none where that does not matter.
    pub expected: Option<String>,
    /// The channel switch to watch from now on, and no other; none to watch nothing.
    pub watch: Option<ElementId>,
}

impl ComposerOrder {
    /// To look, and to do nothing.
    #[must_use]
    pub fn look(step: u32, watch: Option<ElementId>) -> Self {
        Self { step, look: Look::default(), act: None, expected: None, watch }
    }
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
pub struct View {
    /// The portal's page that the panel stands on.
    pub page: Option<PageView>,
    /// The case, or why there is none.
    pub body: Body,
    /// Why the note cannot be inserted here; none where it can.
    pub no_insert: Option<String>,
    /// What to say of a case whose ticket is not the page that the panel stands on.
    pub aside: Option<String>,
    /// A note on its way into this page's composer, or what came of it.
    pub insertion: Option<InsertionView>,
    /// What Vouch no longer knows of this page and of Zendesk's fields, as far as that was looked at.
    pub unknown_parts: Vec<String>,
    /// The search for an organization; none where nothing is read.
    pub finder: Option<FinderView>,
    /// The sites that asked to slow down, where something that the panel shows waits for them.
    pub paused: Vec<PauseView>,
    /// What has become of the cases that were there before.
    pub notice: Option<String>,
    /// How new the case is; none where there is none.
    pub revision: Option<Revision>,
    /// That the case could not be kept, and what follows from that.
    pub not_kept: Option<String>,
    /// The other tickets that were looked at last, where the page is none itself.
    pub recent: Vec<NamedTicket>,
}

/// A ticket as an agent tells it from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedTicket {
    /// The ticket.
    pub case: CaseKey,
    /// Its subject; empty while it is not known.
    pub subject: String,
}

impl std::fmt::Display for NamedTicket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.case.ticket())?;
        if self.subject.is_empty() { Ok(()) } else { write!(f, ", “{}”", self.subject) }
    }
}

/// A site that is left alone for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseView {
    /// The site's name in the middle of a sentence.
    pub site: String,
    /// Until when, in seconds since 1970.
    pub until: u64,
}

/// The search for an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinderView {
    /// What was searched for, as it was typed.
    pub text: String,
    /// A number that is another one each time the search is to have the keyboard.
    pub focus: u32,
    /// What came of it.
    pub state: FinderState,
    /// Zendesk's own search page, prefilled.
    pub search: Option<Link>,
}

/// What came of a search for an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinderState {
    /// Nothing is searched for.
    Idle,
    /// There was nothing to search for, for this reason.
    Refused(String),
    /// It goes on.
    Searching {
        /// The terms that found nothing so far.
        tried: Vec<String>,
    },
    /// One organization or several.
    Found {
        /// How many there are, and what of them is exact.
        heading: String,
        /// Whether there is exactly one, and it is exactly what was searched for.
        is_the_one: bool,
        /// The organizations.
        organizations: Vec<OrganizationView>,
    },
    /// None.
    None {
        /// What was searched for, and how.
        heading: String,
        /// What to do, a step each (seed 001, "No organization found").
        guidance: Vec<String>,
        /// The note about it; none where there is nothing to note.
        note: Option<NoteView>,
    },
    /// It failed.
    Failed {
        /// Why.
        message: String,
        /// What to do.
        advice: Advice,
    },
}

/// A note in both forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// As plain text.
    pub text: String,
    /// As HTML, every value in it escaped.
    pub html: String,
}

/// An organization with what is to be known before contacts are added to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationView {
    /// Its number.
    pub id: OrganizationId,
    /// Its page.
    pub link: Link,
    /// Its plan.
    pub plan: Option<String>,
    /// The service level of its plan, where seed 003 lists it.
    pub sla: Option<String>,
    /// The plans of its other subscriptions, with their service levels.
    pub other_plans: Vec<String>,
    /// What its details say about contacts who see one another's tickets.
    pub sharing: Option<String>,
    /// Its account owner.
    pub owner: Option<String>,
    /// What else its fields say that bears on it, each with the field's title.
    pub account: Vec<(String, String)>,
    /// Its Salesforce IDs, of 18 and of 15 characters.
    pub salesforce_ids: Vec<String>,
    /// The pre-checks; those that still wait for something are unknown.
    pub findings: Vec<Finding>,
    /// How many contacts the task adds to it; none where the task adds nobody.
    pub adding: Option<u32>,
    /// Whether something of it is still being read.
    pub reading: bool,
    /// How long ago its record was read, in a few words; none where that is not known.
    pub read: Option<String>,
    /// How long ago its contacts were counted, in a few words; none while they are being counted, or could not be.
    pub counted: Option<String>,
    /// Why its record could not be read again; what is shown of it is older then.
    pub not_refreshed: Option<String>,
    /// Its notes.
    pub notes: Vec<Passage>,
    /// Its details.
    pub details: Vec<Passage>,
}

/// The note and the composer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InsertionView {
    /// It is on its way.
    Running,
    /// It is in the internal composer, and nothing was sent.
    Inserted,
    /// An earlier note of the case is in the internal composer.
    Earlier,
    /// A note of the case is in the composer, and the composer is public.
    Public,
    /// It was taken out of the composer.
    TakenOut,
    /// It was in the composer, and is there no more.
    Gone,
    /// It is not, for this reason.
    Refused(String),
    /// It could not be taken out, for this reason.
    NotTakenOut(String),
}

/// The case that a panel shows, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// The page is not a ticket's, and no ticket was worked on yet.
    NoTicket,
    /// The page is the US Government's Zendesk.
    UsGovernment,
    /// The worker stopped while it worked on this case, and does nothing for it before the agent begins it again.
    Stopped(CaseKey),
    /// A case.
    Case(Box<CaseView>),
}

/// The portal's page that the panel stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageView {
    /// The kind of page, such as `Billing account`.
    pub title: String,
    /// The record's address.
    pub link: Option<Link>,
    /// What it shows.
    pub state: PageState,
    /// How long ago it was read, in a few words; none while it is being read.
    pub age: Option<String>,
    /// The ticket that the page can be added to.
    pub add_to: Option<NamedTicket>,
}

/// What a page of the portal shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageState {
    /// It is being read.
    Reading,
    /// Labels and values.
    Record(Vec<(String, String)>),
    /// What the agent is to do on it.
    Hint(String),
    /// It could not be read.
    Failed {
        /// Why.
        message: String,
        /// What to do.
        advice: Advice,
    },
}

/// When a ticket was read, and what is new in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshnessView {
    /// How long ago it was read, in a few words; none before that.
    pub read: Option<String>,
    /// Whether it or its conversation is being read again.
    pub refreshing: bool,
    /// Why it could not be read again; what is shown is older then.
    pub not_refreshed: Option<NotRefreshed>,
    /// What is new; none where nothing is, or the agent knows.
    pub news: Option<NewsView>,
}

/// Why something that was read could not be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRefreshed {
    /// Why.
    pub message: String,
    /// What to do.
    pub advice: Advice,
}

/// What is new in a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsView {
    /// Since when.
    pub since: UnixSeconds,
    /// How many comments.
    pub comments: u32,
    /// What was found in them.
    pub titles: Vec<String>,
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
    /// When the ticket was read, and what is new in it.
    pub freshness: FreshnessView,
    /// The license ID, as typed.
    pub license_id: String,
    /// Why the license ID is not one; none while it may still become one.
    pub license_id_error: Option<String>,
    /// The sold-to address that the customer gave, as typed.
    pub sold_to: String,
    /// Where that comes from; none where the agent typed it.
    pub sold_to_from: Option<SoldToFrom>,
    /// What the agent can choose it from, where the ticket names several; else empty.
    pub sold_to_candidates: Vec<CandidateView>,
    /// What was found in the ticket's conversation.
    pub found: FoundView,
    /// A file that is being read, or that could not be.
    pub file: Option<FileView>,
    /// Which way the ticket takes, and what comes next.
    pub next: NextView,
    /// What the ticket asks for.
    pub task: TaskView,
    /// The addresses that it is about, and the organization's contacts.
    pub contacts: ContactsView,
    /// The contact management project; none where the ticket asks for something else.
    pub project: Option<ProjectView>,
    /// Whether evidence is being gathered.
    pub collecting: bool,
    /// Every proof that a walk was begun with.
    pub proofs: Vec<ProofView>,
    /// The trail that was chosen of them, which the note uses.
    pub trail: Option<TrailView>,
}

/// What a ticket asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskView {
    /// What it is taken for.
    pub task: Task,
    /// Whether it is taken for that because the problem type says so, and not because the agent does.
    pub is_from_problem_type: bool,
    /// What it may ask for instead.
    pub suggested: Option<SuggestedTask>,
    /// Why the agent does it, where that is written down.
    pub reason: Option<String>,
}

/// What a ticket may ask for instead of what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedTask {
    /// What it may ask for.
    pub task: Task,
    /// Who says so: the subject of a sentence.
    pub by: String,
}

/// The addresses that a ticket is about, and the contacts of its organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsView {
    /// The organization whose contacts they are; none where it is not known yet.
    pub organization: Option<Link>,
    /// Whether the addresses are to be taken out rather than added.
    pub removing: bool,
    /// What stands in the field.
    pub text: String,
    /// Whether that is the agent's own text rather than what the ticket says.
    pub edited: bool,
    /// How many addresses are left.
    pub count: usize,
    /// The addresses, separated by commas, as the app takes them.
    pub joined: String,
    /// What is left out, with the reason.
    pub left_out: Vec<LeftOut>,
    /// Whether the contacts were read.
    pub state: ContactListState,
    /// The contacts.
    pub contacts: Vec<ContactView>,
    /// The contacts as a list for the customer to review, a line each.
    pub list_text: String,
}

/// Whether an organization's contacts were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactListState {
    /// Nobody has asked for them.
    NotRead,
    /// They are being read.
    Reading,
    /// All were read.
    Read,
    /// Only the first hundreds of them were.
    TooMany,
    /// They could not be read.
    Failed {
        /// Why.
        message: String,
        /// What to do.
        advice: Advice,
    },
}

/// A contact of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// The user's page, by the user's name.
    pub link: Link,
    /// The primary address.
    pub email: Option<String>,
    /// Whether the user is suspended.
    pub suspended: bool,
}

/// A contact management project, as far as the ticket asks for something of it (seed 004).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectView {
    /// It is to be set up.
    SetUp(Box<SetUpView>),
    /// It is to be removed.
    Removal(Removal),
    /// Its pipeline has failed.
    Pipeline {
        /// The log, as pasted.
        log: String,
        /// The errors in it.
        errors: Vec<PipelineError>,
        /// What is said where there is none of them.
        none_found: Option<String>,
        /// Its contacts.
        list: ContactFileView,
    },
}

/// A contact management project that is to be set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUpView {
    /// Whether the customer may have one.
    pub eligibility: Eligibility,
    /// Every criterion.
    pub findings: Vec<Finding>,
    /// The project that the organization has already, as a sentence.
    pub existing: Option<String>,
    /// What to note of it, and what to reply where the customer may have none.
    pub next: Vec<NextStep>,
    /// How it is set up; none while the customer is not known to be eligible.
    pub steps: Option<Box<SetUpSteps>>,
}

/// How a contact management project is set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUpSteps {
    /// The maintainers' addresses, as typed.
    pub maintainers: String,
    /// What of that is left out, with the reason.
    pub left_out: Vec<LeftOut>,
    /// Whether each is one of the organization's contacts.
    pub associations: Vec<Association>,
    /// What is to be said of how many they are.
    pub limit: Option<String>,
    /// With the app, as is usual.
    pub with_app: Vec<NextStep>,
    /// When it may be done by hand.
    pub before_by_hand: String,
    /// The project's ID; empty while it is not known.
    pub project_id: String,
    /// Why what was entered is not one.
    pub project_id_error: Option<String>,
    /// By hand.
    pub stages: Vec<StageView>,
    /// The contacts of its file.
    pub list: ContactFileView,
}

/// A part of setting a project up by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageView {
    /// What it is called.
    pub title: String,
    /// What to mind.
    pub warning: Option<String>,
    /// What to do, in order.
    pub items: Vec<ItemView>,
}

/// One thing to do, which the agent ticks off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    /// By what it is known.
    pub id: String,
    /// What to do.
    pub step: NextStep,
    /// Whether it is done.
    pub done: bool,
}

/// The contacts of a project's file: those that were pasted, else the organization's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFileView {
    /// What was pasted. It is handed back as it is, for the agent goes on editing it.
    pub text: AsTyped,
    /// What it was read as, and how many contacts there are.
    pub summary: String,
    /// What there is to say about its lines.
    pub remarks: Vec<Remark>,
    /// How many more remarks there are than are shown.
    pub more_remarks: usize,
    /// What there is to say about it as a whole, a sentence each.
    pub advice: Vec<String>,
    /// The file; none while there are no contacts.
    pub yaml: Option<String>,
}

impl CaseView {
    /// Everything in it that an agent is to do and that may need a macro.
    pub(crate) fn steps_mut(&mut self) -> impl Iterator<Item = &mut NextStep> {
        let set_up = match &mut self.project {
            Some(ProjectView::SetUp(set_up)) => Some(set_up.as_mut()),
            Some(ProjectView::Removal(_) | ProjectView::Pipeline { .. }) | None => None,
        };
        let of_project = set_up.into_iter().flat_map(|SetUpView { next, steps, .. }| {
            let stages = steps.iter_mut().flat_map(|steps| &mut steps.stages);
            let items = stages.flat_map(|stage| &mut stage.items).map(|item| &mut item.step);
            next.iter_mut().chain(items)
        });
        self.next.steps.iter_mut().chain(of_project)
    }
}

/// What comes next on a ticket's way through the process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextView {
    /// What its way is called.
    pub title: String,
    /// What to do, in order; empty where the panel itself is what comes next.
    pub steps: Vec<NextStep>,
}

/// The number of something that was found in a ticket, for as long as its case lives.
pub type HitId = u32;

/// What was found in the ticket's conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundView {
    /// How far the search has come.
    pub state: FoundState,
    /// What customers sent, newest first, and what stands in the ticket's own fields.
    pub hits: Vec<HitView>,
    /// The proofs that only agents, notes and unknown authors name, newest first. They are not the customer's.
    pub others: Vec<HitView>,
    /// How many more things were found than are shown.
    pub left_out: u32,
    /// Whether the ticket has more comments than are read: the newest are missing.
    pub is_cut: bool,
}

impl FoundView {
    /// What is to be said of what is not shown.
    #[must_use]
    pub fn not_shown(&self) -> Vec<String> {
        let left_out = (self.left_out > 0).then(|| {
            let count = grouped(self.left_out);
            format!("And {count} more: narrow it down by typing the one you look for.")
        });
        let is_cut = "The ticket has more comments than Vouch reads: the newest were not searched.";
        left_out.into_iter().chain(self.is_cut.then(|| is_cut.to_owned())).collect()
    }
}

/// A number with its digits in groups of three: `4,312`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let group = |(at, digit): (usize, char)| {
        let starts = at > 0 && (digits.len() - at).is_multiple_of(3);
        starts.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(group).collect()
}

/// How far the search of a conversation has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundState {
    /// It goes on.
    Reading,
    /// All of it was read.
    Read,
    /// It could not be read.
    Failed {
        /// Why.
        message: String,
        /// What to do.
        advice: Advice,
    },
}

/// Something that was found in a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitView {
    /// Its number.
    pub id: HitId,
    /// What it is, such as `License 700001`.
    pub title: String,
    /// Where it stands.
    pub place: PlaceView,
    /// Whether it is only a guess.
    pub maybe: bool,
    /// Whether it is a sold-to rather than a proof.
    pub is_sold_to: bool,
}

/// Where something stands in a ticket: each part by itself, so that a name cannot pass for another part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceView {
    /// The author's name; none where Zendesk did not send it, and for a field.
    pub author: Option<String>,
    /// What the author is.
    pub who: Who,
    /// The day, such as `2026-11-20`; none for a field.
    pub date: Option<String>,
    /// Whether the customer sees the comment, or it is an internal note; none for a field.
    pub public: Option<bool>,
    /// Whether it only stands in quoted text.
    pub quoted: bool,
    /// Whether the comment holds an evidence note.
    pub evidence_note: bool,
}

impl PlaceView {
    /// The ticket's own field with this title.
    #[must_use]
    pub fn of_field(title: &str) -> Self {
        let who = Who::Field(title.to_owned());
        Self { author: None, who, date: None, public: None, quoted: false, evidence_note: false }
    }

    /// Its parts beside the name and the date, each as one label.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        let who = match &self.who {
            Who::Requester => "requester".to_owned(),
            Who::OtherCustomer => "another customer".to_owned(),
            Who::Customer => "customer".to_owned(),
            Who::Agent => "agent".to_owned(),
            Who::Unknown => "author not known".to_owned(),
            Who::Field(title) => format!("ticket field {title}"),
        };
        let public = self.public.map(|public| if public { "public comment" } else { "internal note" });
        let quoted = self.quoted.then_some("quoted");
        let note = self.evidence_note.then_some("evidence note");
        let rest = [public, quoted, note].into_iter().flatten().map(str::to_owned);
        std::iter::once(who).chain(rest).collect()
    }
}

/// What the author of a comment is, on its ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The customer who asked.
    Requester,
    /// Another customer.
    OtherCustomer,
    /// A customer, where the requester is not known.
    Customer,
    /// An agent.
    Agent,
    /// Zendesk did not say.
    Unknown,
    /// Nobody: it is the ticket's own field with this title.
    Field(String),
}

/// Where the sold-to in the field comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldToFrom {
    /// Where it stands.
    pub place: PlaceView,
    /// Whether it was taken together with a proof, because the ticket names no other.
    pub along: bool,
}

/// A sold-to that the agent can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateView {
    /// Its number.
    pub id: HitId,
    /// The address.
    pub address: String,
    /// Where it stands.
    pub place: PlaceView,
    /// Whether it is only a guess.
    pub maybe: bool,
    /// Whether it stands in the field.
    pub chosen: bool,
}

/// A file that is being read, or that could not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Its name.
    pub name: String,
    /// Why it could not be read, and what to do; none while it is read.
    pub problem: Option<(String, Advice)>,
    /// Whether the portal's Validate License page may know more.
    pub can_validate: bool,
}

/// A proof that a walk was begun with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofView {
    /// What it is, such as `License 700001`.
    pub title: String,
    /// What follows from its evidence; none until its walk has ended.
    pub verdict: Option<Verdict>,
    /// How its walk stands, such as `Entitled` or `stopped at Order`.
    pub said: String,
    /// Whether its trail is the one that is shown.
    pub chosen: bool,
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
        /// Who asked; `Empty` where the ticket names nobody.
        requester: RequesterView,
        /// What the ticket alone says of the requester, before any proof is asked for.
        requester_finding: Option<Box<Finding>>,
        /// The organization that the requester is in (handbook: Organization association, step 2).
        organization: MembershipView,
        /// The ticket's own organization, where it is another than the requester's.
        ticket_organization: Option<Link>,
        /// Why nothing can be added to the ticket any more; none while it can.
        closed: Option<String>,
        /// What step 1 of seed 001 asks for, and what the form says.
        metadata: Vec<MetadataView>,
        /// Whether what administrators have defined could not be read, so that some fields are not known.
        definitions_failed: bool,
    },
    /// It could not be read.
    Failed {
        /// Why.
        message: String,
        /// What to do.
        advice: Advice,
    },
}

/// Who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequesterView {
    /// Vouch is reading it.
    Reading,
    /// Vouch could not read it, for this reason.
    Unknown(String),
    /// The ticket names nobody.
    Nobody,
    /// This user.
    User(Requester),
}

/// The organization that the requester is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipView {
    /// Vouch is reading it.
    Reading,
    /// Vouch could not read it, for this reason.
    Unknown(String),
    /// The requester is in no organization.
    None,
    /// The requester is in this one.
    In(Box<OrganizationView>),
}

/// One thing that a ticket says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataView {
    /// The field's title.
    pub label: String,
    /// What it says; none where it says nothing.
    pub value: Option<String>,
    /// How it stands.
    pub state: MetadataState,
    /// Whether it is an address that can be taken as the sold-to that the customer gave.
    pub is_sold_to: bool,
}

/// How a field of a ticket stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetadataState {
    /// It is as it is to be.
    Set,
    /// It is to be set; to what.
    ToSet(String),
    /// Whether it is to be changed depends on what the ticket asks for, which nobody has said yet.
    ToJudge(String),
    /// It is being read.
    Reading,
    /// It is not known, for this reason.
    Unknown(String),
}

/// What was gathered for the proof in the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailView {
    /// The stages of the walk, in their order.
    pub steps: Vec<Step>,
    /// Where the walk has stopped before its end, and the one thing to do; none while it goes on and after its end.
    pub status: Option<Status>,
    /// The checks that have failed already, where the walk has stopped before its end.
    pub failed: Vec<Finding>,
    /// The outcome; none until the walk has ended.
    pub outcome: Option<OutcomeView>,
    /// The evidence note; none until the walk has ended, unless the agent asked for the note of what there is so far.
    pub note: Option<EvidenceNoteView>,
    /// The organization, where there is exactly one.
    pub organization: Option<Box<OrganizationView>>,
    /// What to do where there is none, a step each (seed 001, "No organization found").
    pub guidance: Vec<String>,
    /// Zendesk's own search, prefilled, once there is a Salesforce ID.
    pub search: Option<Link>,
}

/// What follows from the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeView {
    /// Whether the customer is entitled to support.
    pub verdict: Verdict,
    /// How many findings the agent accepted for it.
    pub accepted: usize,
    /// Every check with its reason.
    pub findings: Vec<Finding>,
}

impl OutcomeView {
    /// The verdict in words, with the exceptions that were accepted for it.
    #[must_use]
    pub fn said(&self) -> String {
        self.verdict.said(self.accepted)
    }
}

/// The evidence note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceNoteView {
    /// As plain text.
    pub text: String,
    /// As HTML, every value in it escaped.
    pub html: String,
    /// Whether the agent has changed it.
    pub edited: bool,
    /// What of the evidence it is.
    pub part: NotePart,
    /// What else it can be, each with its name.
    pub parts: Vec<(NotePart, String)>,
    /// The IDs that were found.
    pub ids: Vec<BareId>,
}
