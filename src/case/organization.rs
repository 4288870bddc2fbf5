//! An organization as the panel shows it: what is known of it, and the pre-checks (seed 001, "Pre-checks").

use super::decisions::Decisions;
use super::watch::age;
use crate::checks::prechecks::{self, Notes, OrganizationFacts, Subject};
use crate::checks::{Finding, FoundOrganization};
use crate::date::{Date, UnixSeconds};
use crate::directory::{Directory, Need};
use crate::known::Known;
use crate::organization::plan::{Sla, missing_plans, other_plans};
use crate::organization::{passages, sharing};
use crate::protocol::OrganizationView;
use crate::zendesk::{DefinitionList, Organization, agent_organization, host};

/// What has to be asked for to show organizations.
pub(super) fn needs<'o>(organizations: impl IntoIterator<Item = &'o Organization>) -> Vec<Need> {
    let of_each = |one: &Organization| [Need::Contacts(one.id), Need::Users(one.id)];
    let mut needs: Vec<_> = organizations.into_iter().flat_map(of_each).collect();
    if !needs.is_empty() {
        needs.push(Need::Definitions(DefinitionList::OrganizationFields));
    }
    needs
}

/// What an organization is judged with.
pub(super) struct Beside<'c> {
    pub(super) directory: &'c Directory,
    pub(super) today: Date,
    /// How many contacts the task adds to it; none where the task adds nobody.
    pub(super) adding: Option<u32>,
    /// How many of its contacts are suspended; none where they were not all listed.
    pub(super) suspended: Option<usize>,
    /// Whether the checks of a walk judge its fields already.
    pub(super) judged_by_walk: bool,
    /// When its record was read; none where that is not known.
    pub(super) read_at: Option<UnixSeconds>,
    /// What the agent has decided about its pre-checks; none where there is no ticket.
    pub(super) decisions: Option<&'c Decisions>,
}

/// What the pre-checks of an organization judge.
pub(super) fn facts(organization: &Organization, beside: &Beside<'_>) -> OrganizationFacts {
    let contacts = beside.directory.contacts(organization.id);
    let written = [&organization.notes, &organization.details];
    OrganizationFacts {
        page: agent_organization(organization.id, &organization.name),
        contacts,
        suspended: beside.suspended,
        agents: beside.directory.agents(organization.id),
        adding: beside.adding,
        notes: if !stop_notes(organization).is_empty() {
            Notes::SayStop
        } else if written.iter().any(|text| !text.trim().is_empty()) {
            Notes::Some
        } else {
            Notes::None
        },
        written: written.map(String::clone),
        contact_management_project: beside.directory.contact_management_project(&organization.fields),
        state: (!beside.judged_by_walk).then(|| (found(organization), beside.today)),
    }
}

/// The pre-checks of an organization, with what the agent has decided about them.
pub(super) fn prechecks(organization: &Organization, beside: &Beside<'_>) -> Vec<(Subject, Finding)> {
    let mut judged = prechecks::findings(&facts(organization, beside));
    if let Some(decisions) = beside.decisions {
        decisions.write_into(None, judged.iter_mut().map(|(_, finding)| finding));
    }
    judged
}

/// An organization as its fields show it.
pub(super) fn found(one: &Organization) -> FoundOrganization {
    let field = |key: &str| one.fields.get(key).map(str::to_owned);
    let is_ticked = |(key, _): &&(&str, &str)| one.fields.get(key) == Some("true");
    FoundOrganization {
        page: agent_organization(one.id, &one.name),
        plan: field(host::SUPPORT_LEVEL),
        marks: host::MARKS.iter().filter(is_ticked).map(|(_, says)| *says).collect(),
        salesforce_id: field(host::SALESFORCE_ID),
        sfdc_short_id: field(host::SFDC_SHORT_ID),
        expiration_date: field(host::EXPIRATION_DATE),
        domains: one.domain_names.clone(),
    }
}

/// What agents have written about it that may say not to proceed.
pub(super) fn stop_notes(organization: &Organization) -> Vec<String> {
    let all = [&organization.notes, &organization.details].into_iter().flat_map(|text| passages(text));
    let stop = all.filter(|passage| passage.says_stop && !passage.text.trim().is_empty());
    stop.map(|passage| passage.text.trim().to_owned()).collect()
}

/// What the fields say of its account beside the plan (handbook: Zendesk organizations, "Organization Fields").
fn account(organization: &Organization, directory: &Directory) -> Vec<(String, String)> {
    let fields = &organization.fields;
    let shown = |title: &str, value: Option<String>| Some((title.to_owned(), value?));
    let missing = missing_plans(fields.get(host::SUPPORT_LEVEL), &organization.tags, &subscribed(organization));
    [
        shown("Account type", directory.shown(fields, host::ACCOUNT_TYPE)),
        shown("AM project ID", fields.get(host::AM_PROJECT_ID).map(str::to_owned)),
        (fields.get(host::MANUAL_SUPPORT_UPGRADE) == Some("true"))
            .then(|| ("Manual support upgrade".to_owned(), "ticked".to_owned())),
        (!missing.is_empty()).then(|| ("Missing plan tags".to_owned(), missing.join(", "))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The plans of the subscriptions that are ticked.
fn subscribed(organization: &Organization) -> Vec<&'static str> {
    let is_ticked = |(key, _): &&(&str, &str)| organization.fields.get(key) == Some("true");
    let names = host::QUALIFYING_SUBSCRIPTIONS.iter().filter(is_ticked).map(|(_, name)| *name);
    names.filter_map(|name| name.split_once(", self-managed")).map(|(plan, _)| plan).collect()
}

/// What the panel shows of an organization.
pub(super) fn view(organization: &Organization, beside: &Beside<'_>) -> OrganizationView {
    let directory = beside.directory;
    let Organization { id, notes, details, tags, fields, .. } = organization;
    let reading =
        directory.contacts(*id) == Known::Reading || directory.contact_management_project(fields) == Known::Reading;
    let findings = prechecks(organization, beside).into_iter().map(|(_, finding)| finding);
    let sharing = sharing::last_change(details).map(str::to_owned);
    let (notes, details) = (passages(notes), passages(details));
    let plan = fields.get(host::SUPPORT_LEVEL);
    let with_sla = |plan: &str| match Sla::of_plan(plan) {
        Some(sla) => format!("{plan} ({})", sla.label()),
        None => plan.to_owned(),
    };
    let ids = [host::SALESFORCE_ID, host::SFDC_SHORT_ID];
    OrganizationView {
        id: *id,
        plan: directory.shown(fields, host::SUPPORT_LEVEL),
        sla: plan.and_then(Sla::of_plan).map(|sla| sla.label().to_owned()),
        other_plans: other_plans(plan, tags).into_iter().map(with_sla).collect(),
        sharing,
        owner: directory.shown(fields, host::ACCOUNT_OWNER),
        account: account(organization, directory),
        salesforce_ids: ids.iter().filter_map(|key| fields.get(key)).map(str::to_owned).collect(),
        // All of them are about the one page that the card links to.
        findings: findings.map(|one| Finding { evidence: None, ..one }).collect(),
        adding: beside.adding,
        reading,
        read: beside.read_at.map(|at| age(at, directory.now())),
        counted: directory.counted_at(*id).map(|at| age(at, directory.now())),
        not_refreshed: None,
        notes,
        details,
        link: agent_organization(*id, &organization.name),
    }
}
