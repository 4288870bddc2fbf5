//! What is the same for every case: what Zendesk's administrators have defined, read once a session, and how many contacts
//! an organization has, which is believed for five minutes. All agents share Zendesk's limits (facts: zendesk C3).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::date::UnixSeconds;
use crate::fetch::{Reply, Target};
use crate::handbook::{Macro, MacroState, Term, Wording};
pub use crate::known::Known;
use crate::lookup::{Lookup, read_answer};
use crate::problem::Problem;
use crate::zendesk::{
    ApiUrl, Cursor, Definition, DefinitionList, DefinitionPage, MacroSearch, OrganizationFields, OrganizationId, host,
    read_count,
};

/// The most pages of a list that are read: there are some hundred definitions, a hundred a page.
const MAX_PAGES: u32 = 20;

/// Something that a panel needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// What administrators have defined.
    Definitions(DefinitionList),
    /// How many contacts an organization has.
    Contacts(OrganizationId),
    /// How many users it has: its contacts, and agents beside them.
    Users(OrganizationId),
    /// What this Zendesk calls a macro.
    Macro(Term),
}

/// What was read so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    lists: BTreeMap<DefinitionList, Definitions>,
    contacts: BTreeMap<String, Count>,
    #[serde(default)]
    users: BTreeMap<String, Count>,
    /// What was found of macros, by the names that were searched for.
    macros: BTreeMap<String, Lookup<MacroSearch>>,
    /// Kept by itself, for longer than the session.
    #[serde(skip)]
    wording: Wording,
    /// What the clock shows.
    #[serde(skip)]
    now: UnixSeconds,
}

/// How many contacts an organization has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Count {
    count: Lookup<u64>,
    /// When that was read.
    at: UnixSeconds,
}

impl Count {
    /// Whether it is to be counted, or again: "Associate" never rests on an older count.
    fn is_wanted(&self, now: UnixSeconds) -> bool {
        self.count.is_waiting() || (self.count.got().is_some() && now.is_past(self.at, BELIEVED))
    }
}

/// How long an organization's record, its count of contacts and their list are believed, in seconds.
pub(crate) const BELIEVED: u64 = 5 * 60;

/// One list of definitions: those of them that Vouch uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Definitions {
    definitions: Vec<Definition>,
    /// Where the next page begins.
    after: Option<Cursor>,
    pages: u32,
    /// Whether all of it was read.
    read: Lookup<()>,
}

impl Directory {
    /// What the handbook's words are here.
    #[must_use]
    pub fn wording(&self) -> &Wording {
        &self.wording
    }

    /// These are the handbook's words from now on.
    pub fn set_wording(&mut self, wording: Wording) {
        self.wording = wording;
    }

    /// Says what the clock shows.
    pub fn set_now(&mut self, now: UnixSeconds) {
        self.now = now;
    }

    /// What to ask for, of these needs.
    #[must_use]
    pub fn wants(&self, needs: &BTreeSet<Need>) -> Vec<(Need, Target)> {
        let waiting = |need: &Need| match need {
            Need::Definitions(list) => self.lists.get(list).is_none_or(|list| list.read.is_waiting()),
            Need::Contacts(id) => self.contacts.get(&id.to_string()).is_none_or(|count| count.is_wanted(self.now)),
            Need::Users(id) => self.users.get(&id.to_string()).is_none_or(|count| count.is_wanted(self.now)),
            Need::Macro(term) => self.macros.get(self.wording.say(*term)).is_none_or(Lookup::is_waiting),
        };
        needs.iter().filter(|need| waiting(need)).map(|need| (*need, Target::Zendesk(self.address(*need)))).collect()
    }

    fn address(&self, need: Need) -> ApiUrl {
        match need {
            Need::Definitions(list) => {
                ApiUrl::definitions(list, self.lists.get(&list).and_then(|list| list.after.as_ref()))
            }
            Need::Contacts(id) => ApiUrl::contact_count(id),
            Need::Users(id) => ApiUrl::user_count(id),
            Need::Macro(term) => ApiUrl::macros_called(self.wording.say(term)),
        }
    }

    /// Takes the reply to what was asked for.
    pub fn take(&mut self, need: Need, reply: Reply) {
        match need {
            Need::Definitions(list) => self.lists.entry(list).or_default().take(list, reply),
            Need::Contacts(id) => {
                let count = read_answer(reply, "a count of the organization's contacts", read_count);
                self.contacts.insert(id.to_string(), Count { count: count.into(), at: self.now });
            }
            Need::Users(id) => {
                let count = read_answer(reply, "a count of the organization's users", read_count);
                self.users.insert(id.to_string(), Count { count: count.into(), at: self.now });
            }
            // Had the macro been given another name meanwhile, another address would be waited for.
            Need::Macro(term) => {
                let name = self.wording.say(term).to_owned();
                let found = read_answer(reply, "a search for macros", |body| MacroSearch::read(&name, body));
                self.macros.insert(name, found.into());
            }
        }
    }

    /// Lets everything that failed be asked for again.
    pub fn retry(&mut self) {
        self.retry_where(|_| true);
    }

    /// Lets what failed for a reason that passes by itself be asked for again. A panel does that wherever it moves to, so
    /// what Zendesk refuses is left alone.
    pub fn retry_passing(&mut self) {
        let now = self.now;
        self.retry_where(|problem| problem.passes(now));
    }

    /// Whether a list of what administrators have defined could not be read.
    #[must_use]
    pub fn definitions_failed(&self) -> bool {
        self.lists.values().any(|list| list.read.problem().is_some())
    }

    fn retry_where(&mut self, may: impl Fn(&Problem) -> bool) {
        let lists = self.lists.values_mut().map(|list| &mut list.read);
        lists.filter(|list| list.problem().is_some_and(&may)).for_each(Lookup::retry);
        let contacts = self.contacts.values_mut().chain(self.users.values_mut()).map(|count| &mut count.count);
        contacts.filter(|count| count.problem().is_some_and(&may)).for_each(Lookup::retry);
        let macros = self.macros.values_mut();
        macros.filter(|found| found.problem().is_some_and(&may)).for_each(Lookup::retry);
    }

    /// Lets an organization's contacts be counted again.
    pub fn count_again(&mut self, id: OrganizationId) {
        self.contacts.remove(&id.to_string());
        self.users.remove(&id.to_string());
    }

    /// How many agents are in an organization beside its contacts.
    #[must_use]
    pub fn agents(&self, id: OrganizationId) -> Known<u64> {
        self.counted(&self.users, id).then(|users| self.contacts(id).map(|contacts| users.saturating_sub(contacts)))
    }

    /// How many contacts an organization has.
    #[must_use]
    pub fn contacts(&self, id: OrganizationId) -> Known<u64> {
        self.counted(&self.contacts, id)
    }

    fn counted(&self, counts: &BTreeMap<String, Count>, id: OrganizationId) -> Known<u64> {
        let Some(Count { count, .. }) = counts.get(&id.to_string()).filter(|one| !one.is_wanted(self.now)) else {
            return Known::Reading;
        };
        match count {
            Lookup::Waiting => Known::Reading,
            Lookup::Got(count) => Known::Value(*count),
            Lookup::Failed(problem) => Known::Unknown(problem.to_string()),
        }
    }

    /// When an organization's contacts were counted; none where that count is not believed any more.
    #[must_use]
    pub fn counted_at(&self, id: OrganizationId) -> Option<UnixSeconds> {
        let count = self.contacts.get(&id.to_string()).filter(|one| !one.is_wanted(self.now))?;
        count.count.got().map(|_| count.at)
    }

    /// The clock.
    #[must_use]
    pub fn now(&self) -> UnixSeconds {
        self.now
    }

    /// A macro, as far as this Zendesk was asked for it.
    #[must_use]
    pub fn macro_here(&self, term: Term) -> Macro {
        let named = Macro::named(term, &self.wording);
        let (title, state) = match self.macros.get(&named.title) {
            None | Some(Lookup::Waiting | Lookup::Got(MacroSearch::Incomplete)) => return named,
            Some(Lookup::Failed(Problem::NotAsked { .. })) => return named,
            Some(Lookup::Got(MacroSearch::Active(title))) => (Some(title), MacroState::Found),
            Some(Lookup::Got(MacroSearch::Deactivated(title))) => (Some(title), MacroState::Deactivated),
            Some(Lookup::Got(MacroSearch::Nothing)) => (None, MacroState::NotFound),
            Some(Lookup::Failed(problem)) => (None, MacroState::Failed(problem.to_string())),
        };
        Macro { state, title: title.cloned().unwrap_or(named.title), ..named }
    }

    /// The fields that Zendesk no longer has under the names that Vouch knows, each with its name.
    #[must_use]
    pub fn unknown_parts(&self) -> Vec<String> {
        let was_read = |list| self.lists.get(&list).is_some_and(|list: &Definitions| list.read.got().is_some());
        let keys =
            host::ORGANIZATION_KEYS.iter().filter(|key| matches!(self.organization_field(key), Known::Unknown(_)));
        let keys = keys.filter(|_| was_read(DefinitionList::OrganizationFields));
        let titles = host::TICKET_FIELDS.map(|(title, _)| title);
        let is_unknown = |title: &&str| matches!(self.ticket_field(title), Known::Unknown(_));
        let titles = titles.into_iter().filter(|_| was_read(DefinitionList::TicketFields)).filter(is_unknown);
        let keys = keys.map(|key| format!("the organization field {key:?}"));
        keys.chain(titles.map(|title| format!("the ticket field {title:?}"))).collect()
    }

    /// The definition that is called so.
    #[must_use]
    pub fn definition(&self, list: DefinitionList, title: &str) -> Known<&Definition> {
        self.find(list, &format!("{title:?}"), |definition| definition.is_called(title))
    }

    /// The ticket's own field with this title, found by the title or else by its ID, which stays the same when the field is
    /// renamed. Where the two lead to different fields, neither is meant.
    #[must_use]
    pub fn ticket_field(&self, title: &str) -> Known<&Definition> {
        let list = DefinitionList::TicketFields;
        let by_title = self.definition(list, title);
        let Some((_, id)) = host::TICKET_FIELDS.into_iter().find(|(known, _)| *known == title) else { return by_title };
        // Another page of the list may name the other one.
        if self.lists.get(&list).is_none_or(|list| list.read.is_waiting()) {
            return Known::Reading;
        }
        let several = |definition: &Definition| {
            self.lists
                .get(&list)
                .is_some_and(|list| list.definitions.iter().any(|one| one.is_called(title) && one.id != definition.id))
        };
        match (by_title, self.numbered(list, id)) {
            (Known::Value(titled), Known::Value(numbered)) if titled.id != numbered.id || several(titled) => {
                Known::Unknown(format!(
                    "Zendesk has another field called {title:?} than the one with its ID, {id} ({:?}): neither is used.",
                    numbered.title
                ))
            }
            (Known::Value(titled), _) if several(titled) => {
                Known::Unknown(format!("Zendesk has several fields called {title:?}: none is used."))
            }
            (Known::Value(titled), _) => Known::Value(titled),
            (by_title, Known::Value(numbered)) if !matches!(by_title, Known::Reading) => Known::Value(numbered),
            (by_title, _) => by_title,
        }
    }

    /// The definition with this number.
    #[must_use]
    pub fn numbered(&self, list: DefinitionList, id: u64) -> Known<&Definition> {
        self.find(list, &id.to_string(), |definition| definition.id == id)
    }

    /// The organization field with this key.
    #[must_use]
    pub fn organization_field(&self, key: &str) -> Known<&Definition> {
        let with_key = |definition: &Definition| definition.key.as_deref() == Some(key);
        self.find(DefinitionList::OrganizationFields, &format!("{key:?}"), with_key)
    }

    fn find(&self, list: DefinitionList, called: &str, is_it: impl Fn(&Definition) -> bool) -> Known<&Definition> {
        let noun = if list == DefinitionList::TicketForms { "form" } else { "field" };
        let Some(list) = self.lists.get(&list) else { return Known::Reading };
        match (&list.read, list.definitions.iter().find(|definition| is_it(definition))) {
            (_, Some(definition)) => Known::Value(definition),
            (Lookup::Waiting, None) => Known::Reading,
            (Lookup::Got(()), None) => Known::Unknown(format!("Zendesk has no {noun} {called}.")),
            (Lookup::Failed(problem), None) => Known::Unknown(problem.to_string()),
        }
    }

    /// The contact management project of an organization: the field by its title, then by its key; unknown where there
    /// is no such field (facts: zendesk D2).
    #[must_use]
    pub fn contact_management_project(&self, fields: &OrganizationFields) -> Known<String> {
        let by_title = host::CONTACT_MANAGEMENT_PROJECT_TITLES.iter().find_map(|title| {
            match self.definition(DefinitionList::OrganizationFields, title) {
                Known::Value(definition) => definition.key.clone(),
                _ => None,
            }
        });
        let of = |key: &str| fields.get(key).map(str::to_owned);
        // A value under either key says enough, whatever the definitions say.
        match by_title.as_deref().and_then(of).or_else(|| of(host::CONTACT_MANAGEMENT_PROJECT)) {
            Some(project) => Known::Value(project),
            None if by_title.is_some() => Known::Empty,
            None => self.organization_field(host::CONTACT_MANAGEMENT_PROJECT).then(|_| Known::Empty),
        }
    }

    /// What an agent sees of an organization's field.
    #[must_use]
    pub fn shown(&self, fields: &OrganizationFields, key: &str) -> Option<String> {
        let value = fields.get(key)?;
        let shown = match self.organization_field(key) {
            Known::Value(definition) => definition.shown(value),
            _ => value,
        };
        Some(shown.to_owned())
    }
}

impl Definitions {
    fn take(&mut self, list: DefinitionList, reply: Reply) {
        match read_answer(reply, called(list), |body| DefinitionPage::read(list, body)) {
            Ok(page) => {
                self.definitions.extend(page.definitions.into_iter().filter_map(|definition| used(list, definition)));
                self.pages += 1;
                self.after = page.next.filter(|_| self.pages < MAX_PAGES);
                if self.after.is_none() {
                    self.read = Lookup::Got(());
                }
            }
            Err(problem) => self.read = Lookup::Failed(problem),
        }
    }
}

/// What is kept of a definition: there are hundreds, with thousands of options.
fn used(list: DefinitionList, definition: Definition) -> Option<Definition> {
    match list {
        DefinitionList::TicketForms => Some(definition),
        DefinitionList::TicketFields => {
            let is_used = |(title, id): &(&str, u64)| definition.is_called(title) || definition.id == *id;
            host::TICKET_FIELDS.iter().any(is_used).then_some(definition)
        }
        DefinitionList::OrganizationFields => {
            let with_options = [host::SUPPORT_LEVEL, host::ACCOUNT_TYPE];
            let keeps_options = definition.key.as_deref().is_some_and(|key| with_options.contains(&key));
            let options = if keeps_options { definition.options } else { Vec::new() };
            Some(Definition { options, ..definition })
        }
    }
}

/// What a list is called in the middle of a sentence.
fn called(list: DefinitionList) -> &'static str {
    match list {
        DefinitionList::OrganizationFields => "the list of organization fields",
        DefinitionList::TicketFields => "the list of ticket fields",
        DefinitionList::TicketForms => "the list of ticket forms",
    }
}
