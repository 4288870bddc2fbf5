//! The case as the panel shows it.

use super::evidence::{evidence, failed_already};
use super::page::yes_no;
use super::requester::known;
use super::watch::{EVIDENCE_BELIEVED, age};
use super::{Case, OpenFile, finder, organization, ticket};
use crate::checks::{
    self, Compared, EntitlementFacts, EntitlementKind, Facts, Finding, GivenSoldTo, KnownOrganization,
    LicenseFileFacts, OldEvidence, OrderFacts, OrganizationFacts, Outcome, SoldToFacts, Verdict,
};
use crate::date::{Date, UnixSeconds};
use crate::directory::Directory;
use crate::known::Known;
use crate::link::Link;
use crate::note::{Evidence, Note, NotePart, Remark};
use crate::organization::sharing;
use crate::portal;
use crate::proof::{Origin, Proof};
use crate::protocol::{
    CaseView, EvidenceNoteView, FinderView, FoundState, FoundView, MembershipView, NextView, OutcomeView, ProofView,
    SuggestedTask, TaskView, TicketView, TrailView,
};
use crate::route::{Route, Situation};
use crate::shown::Shown;
use crate::task::{Asked, RequesterOrganization, Task};
use crate::trail::{StepName, StepState, Trail};
use crate::zendesk::{Organization, OrganizationId, agent_organization, agent_ticket, agent_user};

/// What is said of a text that no walk can begin with.
const NO_PROOF: &str = "Not a license ID such as 700001, an activation code, or a page of the portal.";

impl Case {
    /// What the panel shows of this case on the given day.
    #[must_use]
    pub fn view(&self, directory: &Directory, today: Date) -> CaseView {
        let shown = |one: &Organization| organization::view(one, &self.judged_with(one, directory, today));
        let trail = self.chosen_trail().map(|trail| self.trail_view(trail, directory, today));
        let mut view = CaseView {
            case: self.key,
            link: agent_ticket(self.key.ticket()),
            ticket: ticket::view(
                &self.ticket,
                &self.fetched,
                directory,
                self.filed(),
                &self.sold_to.text,
                // A requester who is as the handbook wants needs no line.
                self.requester_finding().filter(|finding| finding.outcome != Outcome::Pass),
                shown,
            ),
            freshness: self.watch.view(self.now),
            license_id: self.entry.clone(),
            license_id_error: self.asked_in_vain.then(|| NO_PROOF.to_owned()),
            sold_to: self.sold_to.text.clone(),
            sold_to_from: self.sold_to_from(),
            sold_to_candidates: self.candidate_views(directory),
            found: self.found_and_read(directory),
            file: self.file.as_deref().map(OpenFile::view),
            next: self.next(trail.as_ref(), directory, today),
            task: self.task_view(),
            contacts: self.contacts.view(&self.beside()),
            project: self.project_view(directory, today),
            collecting: self.collecting,
            proofs: self.trails.iter().enumerate().map(|(index, trail)| self.proof_view(index, trail, today)).collect(),
            trail,
        };
        let own = match &mut view.ticket {
            TicketView::Read { organization: MembershipView::In(own), .. } => Some(own.as_mut()),
            TicketView::Read { .. } | TicketView::Reading | TicketView::Failed { .. } => None,
        };
        let found = view.trail.as_mut().and_then(|trail| trail.organization.as_deref_mut());
        for organization in [own, found].into_iter().flatten() {
            organization.not_refreshed = self.watch.organization_problem(organization.id);
        }
        // A macro is called what this Zendesk calls it.
        for named in view.steps_mut().filter_map(|step| step.macro_.as_mut()) {
            *named = directory.macro_here(named.term);
        }
        view
    }

    /// What was found in the ticket. What could not be read is being read once it is tried again.
    fn found_and_read(&self, directory: &Directory) -> FoundView {
        let mut found = self.found_view(directory);
        if self.conversation() == Known::Reading {
            found.state = FoundState::Reading;
        }
        found
    }

    /// How far the reading of the conversation has come.
    fn conversation(&self) -> Known<()> {
        let is_tried_again = self.watch.hearing().is_some() && !self.conversation.was_read();
        if is_tried_again { Known::Reading } else { self.conversation.known() }
    }

    fn task_view(&self) -> TaskView {
        let task = self.task();
        let asks_for_removal = self.ticket.got().is_some_and(|ticket| ticket.asks_for_removal);
        let suggestion = |task: Task, by: &str| SuggestedTask { task, by: by.to_owned() };
        let suggested = match self.task {
            // An agent who has chosen another task than the usual one knows better.
            Some(chosen) => self
                .named
                .filter(|named| chosen == Task::default() && *named != chosen)
                .map(|named| suggestion(named, "The problem type says")),
            None => Task::suggested(self.named, asks_for_removal)
                .map(|task| suggestion(task, "The customer's words may ask for")),
        };
        TaskView {
            task,
            is_from_problem_type: self.task.is_none() && self.named.is_some(),
            suggested,
            reason: (task == Task::MaliciousUser).then(|| self.reason.clone()),
        }
    }

    fn filed(&self) -> ticket::Filed {
        let may_be_associated = !matches!(self.membership(), Known::Empty);
        ticket::Filed { task: self.task(), is_certain: self.is_task_certain(), may_be_associated }
    }

    /// Which way the ticket takes, and what comes next, with the trail as it is shown. How it is filed comes first.
    fn next(&self, trail: Option<&TrailView>, directory: &Directory, today: Date) -> NextView {
        let outcome = trail.and_then(|trail| trail.outcome.as_ref());
        let next = match self.task() {
            Task::Associate => self.next_of_association(trail, directory, today),
            task => {
                let asked = self.asked(outcome.map(|outcome| outcome.verdict), directory);
                let steps = task.steps(&asked, directory.wording());
                NextView { title: task.title().to_owned(), steps }
            }
        };
        let first = ticket::steps(&self.ticket, directory, self.filed());
        NextView { steps: first.into_iter().chain(next.steps).collect(), ..next }
    }

    /// What is known of the ticket, as far as a task needs it.
    fn asked(&self, verdict: Option<Verdict>, directory: &Directory) -> Asked {
        let ticket = self.ticket.got();
        let requester = self.requester().value();
        let people = self.contacts.people(&self.beside());
        Asked {
            ticket: agent_ticket(self.key.ticket()),
            requester: requester.map(|one| agent_user(one.id, &one.name)),
            requester_email: requester.and_then(|one| one.email.clone()),
            organization: self.requester_organization(directory),
            proven: self.organization_link().filter(|_| verdict.is_some()),
            on_gitlab_com: ticket.and_then(|ticket| ticket::on_gitlab_com(ticket, directory).value()),
            verdict,
            people: people.into_iter().map(|contact| agent_user(contact.id, &contact.name)).collect(),
            reason: self.reason.clone(),
        }
    }

    /// What is known of the requester's organization, as far as a task needs it.
    fn requester_organization(&self, directory: &Directory) -> RequesterOrganization {
        match self.membership() {
            Known::Reading => RequesterOrganization::NotRead,
            Known::Unknown(why) => RequesterOrganization::Unknown(why),
            Known::Empty => RequesterOrganization::Nowhere,
            Known::Value(one) => RequesterOrganization::In {
                page: agent_organization(one.id, &one.name),
                project: directory.contact_management_project(&one.fields).known(),
                sharing: sharing::last_change(&one.details).map(str::to_owned),
            },
        }
    }

    /// What the ticket alone says of its requester, with what the agent has decided about it.
    pub(super) fn requester_finding(&self) -> Option<Finding> {
        let own = match self.membership() {
            Known::Empty => None,
            Known::Value(own) => Some(known_organization(own)),
            // Who is in an organization needs no company address.
            Known::Reading | Known::Unknown(_) => return None,
        };
        let email = self.requester().value()?.email.as_deref();
        let mut findings = checks::of_requester(email, own.as_ref());
        self.decisions.write_into(None, &mut findings);
        findings.into_iter().next()
    }

    /// When the record of an organization was read: again on its own, or by what found it.
    fn organization_read_at(&self, id: OrganizationId) -> Option<UnixSeconds> {
        let found = self.chosen_trail().filter(|trail| trail.organization().is_some_and(|one| one.id == id));
        let by_walk = found.and_then(|trail| trail.read_at(StepName::Organization));
        let by_search =
            self.finder.organizations().iter().any(|one| one.id == id).then(|| self.finder.read_at()).flatten();
        [self.watch.organization_read_at(id), by_walk, by_search].into_iter().flatten().max()
    }

    /// With what an organization of this case is judged.
    pub(super) fn judged_with<'c>(
        &'c self,
        organization: &'c Organization,
        directory: &'c Directory,
        today: Date,
    ) -> organization::Beside<'c> {
        let found = self.chosen_trail().filter(|_| !self.collecting).and_then(Trail::organization);
        let own = self.membership().value().map(|one| one.id);
        let listed = self.contacts.all_of(organization.id);
        organization::Beside {
            directory,
            today,
            adding: self.adding_to(Some(organization)),
            suspended: listed.map(|contacts| contacts.iter().filter(|contact| contact.suspended).count()),
            read_at: self.organization_read_at(organization.id),
            // On an associated requester's way no check of a walk counts.
            judged_by_walk: own.is_none() && found.is_some_and(|found| found.id == organization.id),
            decisions: self.prechecks.get(&organization.id.to_string()),
        }
    }

    /// The way of a ticket that asks for contacts to be associated (seed 001, its chart).
    fn next_of_association(&self, trail: Option<&TrailView>, directory: &Directory, today: Date) -> NextView {
        let ticket = known(&self.ticket);
        let outcome = trail.and_then(|trail| trail.outcome.as_ref());
        let found = self.chosen_trail().and_then(Trail::organization).filter(|_| outcome.is_some());
        let membership = self.membership();
        let organization = membership.as_ref().value().copied().or(found);
        let link = |one: &Organization| agent_organization(one.id, &one.name);
        let prechecks = |one| organization::prechecks(one, &self.judged_with(one, directory, today));
        let situation = Situation {
            closed: ticket.as_ref().map(|_| self.is_closed()),
            membership: membership.map(link),
            found: found.map(link),
            on_gitlab_com: ticket.as_ref().then(|ticket| ticket::on_gitlab_com(ticket, directory)),
            has_proof: self.has_proof(directory) || !self.entry.trim().is_empty(),
            was_begun: trail.is_some(),
            conversation: self.conversation(),
            has_sold_to: self.given_sold_to().is_some()
                || self.sold_to_candidates(directory).iter().any(|candidate| !candidate.maybe),
            requester_finding: self.requester_finding(),
            verdict: outcome.map(|outcome| outcome.verdict),
            organization: organization.map(link),
            prechecks: organization.map(prechecks).unwrap_or_default(),
            stop_notes: organization.map(organization::stop_notes).unwrap_or_default(),
            addresses: self.contacts.addresses(&self.beside()).joined(),
            contacts: organization.map(|one| self.contacts.listed(one.id)).unwrap_or_default(),
            replies: outcome.map(|outcome| checks::replies(&outcome.findings)).unwrap_or_default(),
            requester: self.requester().value().map(|one| agent_user(one.id, &one.name)),
            namespaces: self.conversation.namespaces().to_vec(),
        };
        let route = Route::of(&situation);
        NextView { title: route.title().to_owned(), steps: route.next(&situation, directory.wording()) }
    }

    /// What the panel shows of the search for an organization.
    #[must_use]
    pub fn finder_view(&self, focus: u32, directory: &Directory, today: Date) -> FinderView {
        let shown = |one: &Organization| organization::view(one, &self.judged_with(one, directory, today));
        finder::view(&self.finder, focus, directory.wording(), shown)
    }

    fn proof_view(&self, index: usize, trail: &Trail, today: Date) -> ProofView {
        let outcome = self.has_ended(trail).then(|| self.outcome(trail, today));
        let said = match (&outcome, trail.status()) {
            (Some(outcome), _) => outcome.said(),
            (None, Some(status)) if !self.is_walking(trail) => status.headline,
            (None, _) => "Collecting…".to_owned(),
        };
        ProofView {
            title: trail.proof().title(),
            verdict: outcome.map(|outcome| outcome.verdict),
            said,
            chosen: self.chosen == Some(index),
        }
    }

    fn outcome(&self, trail: &Trail, today: Date) -> OutcomeView {
        let findings = self.findings(trail, today);
        OutcomeView {
            verdict: Verdict::of(&findings),
            accepted: findings.iter().filter(|finding| finding.is_accepted()).count(),
            findings,
        }
    }

    /// The note of the trail that is shown; none before its walk has ended, unless the agent asked for it.
    fn note_view(&self, directory: &Directory, today: Date) -> Option<EvidenceNoteView> {
        let trail = self.chosen_trail().filter(|_| self.has_note())?;
        let evidence = self.evidence(trail, directory, today);
        let part = self.note_part(&evidence);
        let written = evidence.note(part, directory.wording());
        let edited = self.edited_note.as_ref().filter(|(before, _)| *before == written.text);
        let note = edited.map_or(written, |(_, text)| Note::of_text(text));
        Some(EvidenceNoteView {
            text: note.text,
            html: note.html,
            edited: edited.is_some(),
            part,
            parts: evidence.parts(),
            ids: evidence.ids(),
        })
    }

    /// The note as it follows from the evidence.
    pub(super) fn evidence_note(&self, trail: &Trail, directory: &Directory, today: Date) -> Note {
        let evidence = self.evidence(trail, directory, today);
        evidence.note(self.note_part(&evidence), directory.wording())
    }

    /// The evidence of a walk, with what the agent has decided about the pre-checks of the organization that it found.
    fn evidence(&self, trail: &Trail, directory: &Directory, today: Date) -> Evidence {
        let mut evidence = evidence(trail, &self.findings(trail, today));
        evidence.sold_to_given_by = self.sold_to_given_by();
        let own = self.membership().value();
        let found = trail.organization().filter(|found| own.is_none_or(|own| own.id != found.id));
        for one in found.into_iter().chain(own) {
            let prechecks = organization::prechecks(one, &self.judged_with(one, directory, today));
            let decided = prechecks.iter().filter(|(_, finding)| finding.decision.is_some());
            evidence.remarks.extend(decided.filter_map(|(_, finding)| Remark::of_finding(finding)));
        }
        evidence
    }

    pub(super) fn facts(&self, trail: &Trail, today: Date) -> Facts {
        let requester_email = self.requester().value().and_then(|requester| requester.email.clone());
        let facts = facts(trail, self.membership(), requester_email, self.given_sold_to(), today);
        let proof = trail.proof();
        let proof_given = Some((proof.noun(), self.proof_given(proof)));
        Facts { old_evidence: self.old_evidence(trail), proof_given, ..facts }
    }

    /// The oldest page of the evidence, where it is too old to rest on.
    fn old_evidence(&self, trail: &Trail) -> Option<OldEvidence> {
        let (step, at) = trail.oldest().filter(|(_, at)| self.now.is_past(*at, EVIDENCE_BELIEVED))?;
        let page = trail.steps(false).into_iter().find(|one| one.name == step).and_then(|step| step.link);
        Some(OldEvidence { read_on: at.day(), days: self.now.since(at) / EVIDENCE_BELIEVED, page })
    }

    /// Every check of a trail, with what the agent has decided about it.
    pub(super) fn findings(&self, trail: &Trail, today: Date) -> Vec<Finding> {
        let mut findings = checks::findings(&self.facts(trail, today));
        // What was decided about the requester counts for every proof.
        self.decisions.write_into(None, &mut findings);
        self.decisions.write_into(Some(trail.proof()), &mut findings);
        findings
    }

    /// What is written: what the agent chose, as long as there is such a thing.
    fn note_part(&self, evidence: &Evidence) -> NotePart {
        let is_there = evidence.parts().iter().any(|(part, _)| *part == self.note_part);
        if is_there { self.note_part } else { NotePart::default() }
    }

    /// The note as the panel shows it; none where it shows none.
    pub(super) fn note(&self, directory: &Directory, today: Date) -> Option<Note> {
        self.note_view(directory, today).map(|note| Note { text: note.text, html: note.html })
    }

    /// The organization's page, where exactly one was found.
    pub(super) fn organization_link(&self) -> Option<Link> {
        self.chosen_trail()?.organization_link()
    }

    /// Zendesk's own search, once there is a Salesforce ID.
    pub(super) fn search_link(&self) -> Option<Link> {
        self.chosen_trail()?.search_link()
    }

    fn trail_view(&self, trail: &Trail, directory: &Directory, today: Date) -> TrailView {
        let none_found = trail.organizations().is_some_and(|search| search.equal().is_empty());
        let mut steps = trail.steps(self.collecting);
        for step in steps.iter_mut().filter(|step| matches!(step.state, StepState::Read(_))) {
            step.age = trail.read_at(step.name).map(|at| age(at, self.now));
        }
        let status = trail.status().filter(|_| !self.collecting);
        let failed = status.as_ref().map(|_| failed_already(self.findings(trail, today))).unwrap_or_default();
        TrailView {
            steps,
            status,
            failed,
            outcome: self.has_ended(trail).then(|| self.outcome(trail, today)),
            note: self.note_view(directory, today),
            organization: trail
                .organization()
                .map(|one| Box::new(organization::view(one, &self.judged_with(one, directory, today)))),
            guidance: if none_found { finder::guidance(directory.wording()) } else { Vec::new() },
            search: trail.search_link(),
        }
    }
}

fn facts(
    trail: &Trail,
    membership: Known<&Organization>,
    requester_email: Option<String>,
    sold_to_given: Option<GivenSoldTo>,
    today: Date,
) -> Facts {
    Facts {
        requester_organization: membership.map(known_organization),
        requester_email,
        today,
        old_evidence: None,
        entitlement: entitlement(trail),
        license_id: match trail.proof().origin() {
            Origin::License(id) => Some(id.to_string()),
            _ => None,
        },
        order: trail.order().zip(trail.order_url()).map(|(order, url)| OrderFacts {
            page: Link::portal("Order", &url),
            trial: order.trial.clone(),
            start_date: order.start_date.clone(),
            end_date: order.end_date.clone(),
        }),
        license_file: license_file(trail),
        sold_to: trail
            .sold_to_url()
            .filter(|_| trail.sold_to_was_read())
            .zip(trail.sold_to_shown())
            .map(|(url, email)| SoldToFacts { page: Link::portal("Sold-to", &url), email: email.into_owned() }),
        sold_to_given,
        proof_given: None,
        organizations: trail.organizations().zip(trail.search_link()).map(|(search, link)| OrganizationFacts {
            search: link,
            equal: search.equal().iter().map(known_organization).collect(),
            only: trail.organization().map(organization::found),
            incomplete: search.is_incomplete(),
        }),
    }
}

fn known_organization(one: &Organization) -> KnownOrganization {
    KnownOrganization { page: agent_organization(one.id, &one.name), domains: one.domain_names.clone() }
}

fn entitlement(trail: &Trail) -> Option<EntitlementFacts> {
    let license = trail.license().zip(trail.license_url()).map(|(license, url)| EntitlementFacts {
        kind: EntitlementKind::License,
        license_id: url.record_id().map(|id| id.as_str().to_owned()),
        page: Link::portal("License", &url),
        company: license.company.read().cloned(),
        email: license.email.read().cloned(),
        trial: license.trial.clone(),
        starts_at: license.starts_at.clone(),
        expires_at: license.expires_at.clone(),
        temporary_extensions: license.subscription_name.read().map(portal::temporary_extensions),
    });
    license.or_else(|| {
        let (activation, url) = trail.activation().zip(trail.activation_url())?;
        Some(EntitlementFacts {
            kind: EntitlementKind::CloudActivation,
            page: Link::portal("Cloud activation", &url),
            license_id: None,
            company: None,
            email: None,
            trial: activation.trial.clone(),
            starts_at: Shown::Absent,
            expires_at: Shown::Absent,
            temporary_extensions: None,
        })
    })
}

/// What the decoded file says beside the record, as far as both say it.
fn license_file(trail: &Trail) -> Option<LicenseFileFacts> {
    let (file, url) = trail.proof().license_file().zip(trail.license_url())?;
    let compared = trail.license().map(|record| {
        let pairs = [
            ("Name", file.name.clone(), record.name.read().cloned()),
            ("Company", file.company.clone(), record.company.read().cloned()),
            ("Email", file.email.clone(), record.email.read().cloned()),
            ("Starts at", file.starts_at.map(|day| day.to_string()), record.starts_at.read().map(ToString::to_string)),
            (
                "Expires at",
                file.expires_at.map(|day| day.to_string()),
                record.expires_at.read().map(ToString::to_string),
            ),
            ("Plan", file.plan.clone(), record.plan.read().cloned()),
            ("Trial", file.trial.map(yes_no), record.trial.read().copied().map(yes_no)),
            (
                "Subscription name",
                file.subscription_name.as_ref().map(ToString::to_string),
                record.subscription_name.read().map(ToString::to_string),
            ),
        ];
        let both = |(label, file, record): (_, Option<String>, Option<String>)| {
            Some(Compared { label, file: file?, record: record? })
        };
        pairs.into_iter().filter_map(both).collect()
    });
    let head = match trail.proof() {
        Proof::UsageExport(export) if export.has_head() => Some(export.differences()),
        _ => None,
    };
    Some(LicenseFileFacts { page: Link::portal("License", &url), compared, head })
}
