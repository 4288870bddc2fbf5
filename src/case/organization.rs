//! An organization as the panel shows it: what is known of it, and the pre-checks (seed 001, "Pre-checks").

use crate::checks::Finding;
use crate::checks::prechecks::{self, Notes, OrganizationFacts};
use crate::directory::{Directory, Known, Need};
use crate::organization::plan::{Sla, other_plans};
use crate::organization::{passages, sharing};
use crate::protocol::OrganizationView;
use crate::zendesk::{DefinitionList, Organization, agent_organization, host};

/// What has to be asked for to show organizations.
pub(super) fn needs<'o>(organizations: impl IntoIterator<Item = &'o Organization>) -> Vec<Need> {
    let mut needs: Vec<_> = organizations.into_iter().map(|one| Need::Contacts(one.id)).collect();
    if !needs.is_empty() {
        needs.push(Need::Definitions(DefinitionList::OrganizationFields));
    }
    needs
}

/// What the pre-checks of an organization judge, to which so many contacts are to be added.
pub(super) fn facts(organization: &Organization, directory: &Directory, adding: u32) -> OrganizationFacts {
    let contacts = directory.contacts(organization.id);
    let written = [&organization.notes, &organization.details];
    OrganizationFacts {
        page: agent_organization(organization.id, &organization.name),
        contacts: contacts.known().and_then(|count| count.ok_or_else(|| "Zendesk did not say.".to_owned())),
        adding,
        notes: if !stop_notes(organization).is_empty() {
            Notes::SayStop
        } else if written.iter().any(|text| !text.trim().is_empty()) {
            Notes::Some
        } else {
            Notes::None
        },
        contact_management_project: directory.contact_management_project(&organization.fields).known(),
    }
}

/// What agents have written about it that may say not to proceed.
pub(super) fn stop_notes(organization: &Organization) -> Vec<String> {
    let all = [&organization.notes, &organization.details].into_iter().flat_map(|text| passages(text));
    let stop = all.filter(|passage| passage.says_stop && !passage.text.trim().is_empty());
    stop.map(|passage| passage.text.trim().to_owned()).collect()
}

/// An organization to which so many contacts are to be added.
pub(super) fn view(organization: &Organization, directory: &Directory, adding: u32) -> OrganizationView {
    let Organization { id, notes, details, tags, fields, .. } = organization;
    let reading =
        directory.contacts(*id) == Known::Reading || directory.contact_management_project(fields) == Known::Reading;
    let facts = facts(organization, directory, adding);
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
        salesforce_ids: ids.iter().filter_map(|key| fields.get(key)).map(str::to_owned).collect(),
        // All of them are about the one page that the card links to.
        findings: prechecks::findings(&facts).into_iter().map(|one| Finding { evidence: None, ..one }).collect(),
        reading,
        notes,
        details,
        link: facts.page,
    }
}
