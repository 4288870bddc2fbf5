//! The addresses that a ticket is about, and the organization's contacts that they are compared with (seed 001, step 2 and
//! "Association would cause organization to surpass the 30 contact limit").

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::watch::BELIEVED;
use crate::addresses::{Addresses, LeftOut};
use crate::cached::Cached;
use crate::contact_management::contact::{folded_address, same_address};
use crate::date::UnixSeconds;
use crate::fetch::{Reply, Target};
use crate::lookup::read_record;
use crate::problem::Problem;
use crate::proof::conversation::{AddressStands, NamedAddress};
use crate::protocol::{ContactListState, ContactView, ContactsView};
use crate::route::ListedContacts;
use crate::zendesk::{
    self, ApiUrl, Contact, ContactPage, Cursor, Organization, OrganizationId, agent_organization, agent_user,
};

/// The most pages of contacts that are read: some organizations have thousands, and no ticket is about all of them.
const MAX_PAGES: u32 = 5;

/// What is known of addresses and contacts in one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Contacts {
    /// What stands in the field for addresses; none while that is what the ticket says.
    typed: Option<String>,
    /// Whether the agent wants to see the organization's contacts.
    asked_for: bool,
    list: Option<ContactList>,
    /// The contacts as they were read before; shown until all of them were read again.
    #[serde(default)]
    before: Option<ContactList>,
    /// What the text in the field reads as.
    #[serde(skip)]
    parsed: Cached<Addresses>,
}

/// The contacts of one organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ContactList {
    of: OrganizationId,
    state: State,
    contacts: Vec<Contact>,
    pages_read: u32,
    /// When its last page was read.
    #[serde(default)]
    read_at: UnixSeconds,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    /// The page after this cursor is read next.
    Reading(Option<Cursor>),
    Read,
    /// There are more than are read.
    TooMany,
    Failed(Problem),
}

/// What the addresses of a case are compared with.
pub(super) struct Beside<'c> {
    /// The addresses that the customers wrote in the ticket.
    pub(super) in_ticket: &'c [NamedAddress],
    /// The addresses of the agents who have written in it.
    pub(super) agents: &'c [String],
    /// The sold-to addresses that the customers gave.
    pub(super) sold_tos: Vec<String>,
    /// The requester's address.
    pub(super) requester: Option<&'c str>,
    /// The organization that the ticket is about.
    pub(super) organization: Option<&'c Organization>,
    /// Whether contacts are to be taken out rather than added.
    pub(super) removing: bool,
}

impl ContactList {
    /// Whether as much of it was read as is ever read.
    fn is_whole(&self) -> bool {
        matches!(self.state, State::Read | State::TooMany)
    }
}

impl Beside<'_> {
    /// Why an address of the ticket is not one to do something with, as the rest of a sentence; none where it is one.
    fn why_not(&self, named: &NamedAddress) -> Option<&'static str> {
        let NamedAddress { address, stands } = named;
        if self.agents.iter().any(|agent| same_address(agent, address)) {
            Some("is an agent's")
        } else if zendesk::host::is_gitlabs(address) {
            Some("is GitLab's own")
        } else if !self.removing && self.sold_tos.iter().any(|sold_to| same_address(sold_to, address)) {
            Some("is the sold-to that the customer gave")
        } else {
            match stands {
                AddressStands::OwnWords => None,
                AddressStands::Signature => Some("only stands in a signature"),
                AddressStands::Quotation => Some("only stands in quoted text"),
                AddressStands::UnknownAuthor => Some("is in a comment whose author Zendesk did not send"),
            }
        }
    }
}

/// A contact's address, as it is compared; none without one.
fn address_of(contact: &Contact) -> Option<String> {
    contact.email.as_deref().map(folded_address).filter(|address| !address.is_empty())
}

impl Contacts {
    /// The addresses are now this text; none for what the ticket says.
    pub(super) fn edit(&mut self, text: Option<String>) {
        self.typed = text;
    }

    /// Shows the contacts, and reads them again if they were read.
    pub(super) fn ask(&mut self) {
        self.asked_for = true;
        self.list = None;
    }

    /// Reads the contacts again, if they were read.
    pub(super) fn read_again(&mut self) {
        self.read_again_where(|_| true);
    }

    fn read_again_where(&mut self, may: impl FnOnce(&mut ContactList) -> bool) {
        let list = self.list.take_if(may);
        self.before = list.filter(ContactList::is_whole).or(self.before.take());
    }

    /// Reads the contacts again that are too old to compare with.
    pub(super) fn read_again_when_old(&mut self, now: UnixSeconds) {
        self.read_again_where(|list| list.is_whole() && now.is_past(list.read_at, BELIEVED));
    }

    /// What to read next, of this organization.
    pub(super) fn wants(&self, of: Option<OrganizationId>, needed: bool) -> Option<Target> {
        let of = of.filter(|_| needed || self.asked_for)?;
        match self.list.as_ref().filter(|list| list.of == of).map(|list| &list.state) {
            None => Some(Target::Zendesk(ApiUrl::contacts(of, None))),
            Some(State::Reading(after)) => Some(Target::Zendesk(ApiUrl::contacts(of, after.as_ref()))),
            Some(State::Read | State::TooMany | State::Failed(_)) => None,
        }
    }

    /// Takes a page of contacts of this organization.
    pub(super) fn take(&mut self, of: OrganizationId, reply: Reply, now: UnixSeconds) {
        let mut list = self.list.take().filter(|list| list.of == of).unwrap_or(ContactList {
            of,
            state: State::Reading(None),
            contacts: Vec::new(),
            pages_read: 0,
            read_at: now,
        });
        list.read_at = now;
        list.state = match read_record(reply, "the organization's contacts", ContactPage::read) {
            Ok(page) => {
                list.pages_read += 1;
                list.contacts.extend(page.contacts);
                match page.next {
                    Some(_) if list.pages_read >= MAX_PAGES => State::TooMany,
                    Some(next) => State::Reading(Some(next)),
                    None => State::Read,
                }
            }
            Err(problem) => State::Failed(problem),
        };
        if list.is_whole() {
            self.before = None;
        }
        self.list = Some(list);
    }

    /// The list that is shown of this organization.
    fn shown_of(&self, of: OrganizationId) -> Option<&ContactList> {
        let of_it = |list: &&ContactList| list.of == of;
        let newest = self.list.as_ref().filter(of_it);
        let before = || self.before.as_ref().filter(of_it);
        newest.filter(|list| list.is_whole()).or_else(before).or(newest)
    }

    /// The contacts of this organization, once all of them were read.
    pub(super) fn all_of(&self, of: OrganizationId) -> Option<&[Contact]> {
        let list = self.shown_of(of).filter(|list| list.state == State::Read)?;
        Some(&list.contacts)
    }

    /// What can be listed of this organization's contacts for a customer to review.
    pub(super) fn listed(&self, of: OrganizationId) -> ListedContacts {
        match self.list.as_ref().filter(|list| list.of == of) {
            Some(ContactList { state: State::Read, contacts, .. }) => ListedContacts::All(list(contacts)),
            Some(ContactList { state: State::TooMany, contacts, .. }) => {
                ListedContacts::First { count: contacts.len(), list: list(contacts) }
            }
            _ => ListedContacts::NotRead,
        }
    }

    fn known_of(&self, organization: Option<&Organization>) -> &[Contact] {
        organization.and_then(|one| self.shown_of(one.id)).map_or(&[], |list| &list.contacts)
    }

    /// Adds an address that was left out.
    pub(super) fn add(&mut self, address: &str, beside: &Beside<'_>) {
        let text = self.text(beside);
        let text = text.trim().trim_end_matches(',');
        self.typed = Some(if text.is_empty() { address.to_owned() } else { format!("{text}, {address}") });
    }

    /// The text in the field: what the ticket says, without what is left out of that.
    fn text(&self, beside: &Beside<'_>) -> String {
        let of_ticket = || {
            let taken = beside.in_ticket.iter().filter(|one| beside.why_not(one).is_none());
            taken.map(|one| one.address.as_str()).collect::<Vec<_>>().join(", ")
        };
        self.typed.clone().unwrap_or_else(of_ticket)
    }

    /// The addresses that something is to be done with.
    pub(super) fn addresses(&self, beside: &Beside<'_>) -> Addresses {
        let contacts = self.known_of(beside.organization);
        let known: HashSet<_> = contacts.iter().filter_map(address_of).collect();
        let is_contact = |address: &str| known.contains(&folded_address(address));
        let is_whole = beside.organization.is_some_and(|one| self.all_of(one.id).is_some());
        let typed = self.typed.is_some();
        let parsed = self.parsed.of(&self.text(beside), Addresses::parse);
        let mut addresses = Addresses::clone(&parsed).without(|address| {
            let of_requester = beside.requester.is_some_and(|requester| same_address(requester, address));
            let why = if beside.removing {
                // Who asks is rarely the one to go.
                if of_requester && !typed {
                    "is the requester's own"
                } else if is_whole && !is_contact(address) {
                    "is no contact of the organization"
                } else {
                    return None;
                }
            } else if is_contact(address) {
                "is a contact already"
            } else if of_requester {
                "is the requester's own"
            } else {
                return None;
            };
            Some(why.to_owned())
        });
        let left_out = addresses.left_out.iter().map(|one| &one.text);
        let listed: HashSet<_> = addresses.valid.iter().chain(left_out).map(|one| folded_address(one)).collect();
        let left_out = |one: &NamedAddress| {
            let why = beside.why_not(one).filter(|_| !listed.contains(&folded_address(&one.address)))?;
            // Who is there already needs no adding.
            let can_add = beside.removing || !is_contact(&one.address);
            Some(LeftOut { text: one.address.clone(), why: why.to_owned(), can_add })
        };
        let mut of_ticket: Vec<_> = beside.in_ticket.iter().filter_map(left_out).collect();
        addresses.left_out.append(&mut of_ticket);
        addresses
    }

    /// The contacts whose addresses are listed.
    pub(super) fn people(&self, beside: &Beside<'_>) -> Vec<&Contact> {
        let listed: HashSet<_> = self.addresses(beside).valid.iter().map(|one| folded_address(one)).collect();
        let is_listed = |contact: &&Contact| address_of(contact).is_some_and(|address| listed.contains(&address));
        self.known_of(beside.organization).iter().filter(is_listed).collect()
    }

    /// What the panel shows.
    pub(super) fn view(&self, beside: &Beside<'_>) -> ContactsView {
        let addresses = self.addresses(beside);
        let contacts = self.known_of(beside.organization);
        let list = self.list.as_ref().filter(|list| beside.organization.is_some_and(|one| one.id == list.of));
        let shown = |contact: &Contact| ContactView {
            link: agent_user(contact.id, &contact.name),
            email: contact.email.clone(),
            suspended: contact.suspended,
        };
        ContactsView {
            organization: beside.organization.map(|one| agent_organization(one.id, &one.name)),
            removing: beside.removing,
            text: self.text(beside),
            edited: self.typed.is_some(),
            count: addresses.valid.len(),
            joined: addresses.joined(),
            left_out: addresses.shown_left_out(),
            state: match list.map(|list| &list.state) {
                None if self.wants(beside.organization.map(|one| one.id), false).is_some() => ContactListState::Reading,
                None => ContactListState::NotRead,
                Some(State::Reading(_)) => ContactListState::Reading,
                Some(State::Read) => ContactListState::Read,
                Some(State::TooMany) => ContactListState::TooMany,
                Some(State::Failed(problem)) => {
                    ContactListState::Failed { message: problem.to_string(), advice: problem.advice() }
                }
            },
            contacts: contacts.iter().map(shown).collect(),
            list_text: self::list(contacts),
        }
    }
}

/// The contacts as a list for a customer to review, a line each.
pub(super) fn list(contacts: &[Contact]) -> String {
    contacts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A contact in a list for a customer to review.
fn line(contact: &Contact) -> String {
    let name = contact.name.split_whitespace().collect::<Vec<_>>().join(" ");
    match &contact.email {
        Some(email) => format!("- {name} <{email}>"),
        None => format!("- {name} (no e-mail address)"),
    }
}
