//! Contact management projects (seed 004): from who may have one to the project's file, its pipeline and its removal.

use vouch::case::PanelId;
use vouch::checks::Outcome;
use vouch::contact_management::eligibility::Eligibility;
use vouch::contact_management::pipeline::PipelineError;
use vouch::contact_management::removal::Removal;
use vouch::handbook::Term;
use vouch::protocol::{ContactFileView, Intent, ProjectIntent, ProjectView, Ruling, SetUpSteps, SetUpView};
use vouch::task::Task;
use vouch_sandbox::portal::Markup;

use crate::world::World;

const OWNER: &str = "Sold-to or owner";

fn on(ticket: u32, task: Task) -> (World, PanelId) {
    let (mut world, panel) = World::on_ticket(Markup::V3, ticket);
    world.intend(panel, Intent::ChooseTask(task));
    world.answer_all();
    (world, panel)
}

fn set_up(world: &World, panel: PanelId) -> &SetUpView {
    match &world.case(panel).project {
        Some(ProjectView::SetUp(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn steps(world: &World, panel: PanelId) -> &SetUpSteps {
    set_up(world, panel).steps.as_ref().unwrap()
}

fn removal(world: &World, panel: PanelId) -> &Removal {
    match &world.case(panel).project {
        Some(ProjectView::Removal(removal)) => removal,
        other => panic!("{other:?}"),
    }
}

fn pipeline(world: &World, panel: PanelId) -> (&[PipelineError], Option<&str>, &ContactFileView) {
    match &world.case(panel).project {
        Some(ProjectView::Pipeline { errors, none_found, list, .. }) => (errors, none_found.as_deref(), list),
        other => panic!("{other:?}"),
    }
}

fn project(world: &mut World, panel: PanelId, intent: ProjectIntent) {
    world.intend(panel, Intent::Project(intent));
    world.answer_all();
}

/// On the ticket of a sold-to whose organization has everything that is asked for.
fn eligible() -> (World, PanelId) {
    let (mut world, panel) = on(4140, Task::ProjectSetUp);
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(set_up(&world, panel).eligibility, Eligibility::Eligible, "{:#?}", set_up(&world, panel).findings);
    (world, panel)
}

/// The item of the setting up by hand with this ID: what is copied for it, and whether it is done.
fn item(world: &World, panel: PanelId, id: &str) -> (Option<String>, bool) {
    let item = steps(world, panel).stages.iter().flat_map(|stage| &stage.items).find(|item| item.id == id).unwrap();
    (item.step.copied().map(str::to_owned), item.done)
}

#[test]
fn another_task_says_nothing_of_a_project() {
    let (mut world, panel) = on(4140, Task::ProjectSetUp);
    assert!(world.case(panel).project.is_some());
    world.intend(panel, Intent::ChooseTask(Task::Associate));
    assert_eq!(world.case(panel).project, None);
}

#[test]
fn before_the_walk_nobody_is_eligible() {
    let (world, panel) = on(4140, Task::ProjectSetUp);
    let view = set_up(&world, panel);
    assert_eq!((view.eligibility, &view.steps), (Eligibility::ForYouToDecide, &None));
    let undecided: Vec<_> = view.findings.iter().filter(|one| one.outcome != Outcome::Pass).collect();
    assert_eq!(undecided.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), [OWNER]);
    // What is to be decided is what comes next.
    let next: Vec<_> = view.next.iter().map(|step| step.text.as_str()).collect();
    assert!(next.len() == 1 && next[0].starts_with("Sold-to or owner: "), "{next:?}");
}

#[test]
fn problem_type_opens_the_set_up_by_itself() {
    let (world, panel) = World::on_ticket(Markup::V3, 4140);
    assert_eq!(set_up(&world, panel).eligibility, Eligibility::ForYouToDecide);
    // The contacts are read because the task needs them, without a press.
    let contacts = &world.case(panel).contacts.contacts;
    assert!(contacts.iter().any(|one| one.email.as_deref() == Some("alice@acme.example")), "{contacts:?}");
}

#[test]
fn who_is_not_eligible_is_told_so_with_the_macro() {
    // Forty seats.
    let (mut world, panel) = on(4127, Task::ProjectSetUp);
    let macro_of = |world: &World| set_up(world, panel).next.last().unwrap().copied().unwrap().to_owned();
    assert_eq!(set_up(&world, panel).eligibility, Eligibility::NotEligible);
    assert_eq!(macro_of(&world), Term::NotQualifiedMacro.standard());
    assert_eq!(set_up(&world, panel).steps, None);
    world.reword(Term::NotQualifiedMacro, "Support::CSS::Not qualified");
    assert_eq!(macro_of(&world), "Support::CSS::Not qualified");
    // In no organization.
    let (world, panel) = on(4118, Task::ProjectSetUp);
    assert_eq!(set_up(&world, panel).eligibility, Eligibility::NotEligible);
}

#[test]
fn who_is_not_the_sold_to_is_looked_up_and_decided() {
    let (mut world, panel) = on(4109, Task::ProjectSetUp);
    world.collect(panel, "700001", "alice@acme.example");
    let accept = |why: &str| Ruling::Accept(why.to_owned());
    let decide = |world: &mut World, title: &str, decision: Ruling| {
        let intent = ProjectIntent::Decide { title: title.to_owned(), decision };
        project(world, panel, intent);
        set_up(world, panel).eligibility
    };
    assert_eq!(set_up(&world, panel).eligibility, Eligibility::ForYouToDecide);
    assert_eq!(decide(&mut world, OWNER, accept("  ")), Eligibility::ForYouToDecide);
    assert_eq!(decide(&mut world, "Active subscription", accept("x")), Eligibility::ForYouToDecide);
    let refused = Ruling::Refuse("Not an owner.".to_owned());
    assert_eq!(decide(&mut world, OWNER, refused), Eligibility::NotEligible);
    let note = set_up(&world, panel).next[0].copy.clone().unwrap();
    assert!(note.contains("Refused: Not an owner."), "{note}");
    assert_eq!(decide(&mut world, OWNER, accept("Owner of acme-corp.")), Eligibility::Eligible);
    let note = set_up(&world, panel).next[0].copy.clone().unwrap();
    assert!(note.contains("Accepted: Owner of acme-corp."), "{note}");
    world.stop_worker();
    world.answer_all();
    assert_eq!(set_up(&world, panel).eligibility, Eligibility::Eligible, "it outlives the worker");
    assert_eq!(decide(&mut world, OWNER, Ruling::TakeBack), Eligibility::ForYouToDecide);
}

#[test]
fn a_decision_is_void_where_the_criterion_says_something_else() {
    let (mut world, panel) = on(4109, Task::ProjectSetUp);
    let decided =
        ProjectIntent::Decide { title: OWNER.to_owned(), decision: Ruling::Accept("Owner of acme-corp.".to_owned()) };
    project(&mut world, panel, decided);
    assert_eq!(set_up(&world, panel).eligibility, Eligibility::Eligible);
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(set_up(&world, panel).eligibility, Eligibility::ForYouToDecide);
}

#[test]
fn a_walk_to_another_organization_says_nothing_of_this_one() {
    let (mut world, panel) = on(4140, Task::ProjectSetUp);
    // The license of another customer, whose sold-to gives the same address.
    world.collect(panel, "700008", "alice@acme.example");
    let view = set_up(&world, panel);
    assert_eq!(view.eligibility, Eligibility::ForYouToDecide);
    assert!(view.findings.last().unwrap().reason.contains("was not read"), "{:#?}", view.findings);
}

#[test]
fn the_project_is_set_up_with_the_app_and_ready_by_hand() {
    let (mut world, panel) = eligible();
    project(
        &mut world,
        panel,
        ProjectIntent::EditMaintainers("Alice <alice@acme.example>, dora.diaz@acme.example, nobody".to_owned()),
    );
    let steps = steps(&world, panel);
    assert_eq!(steps.with_app[0].copy.as_deref(), Some("alice@acme.example, dora.diaz@acme.example"));
    let associated: Vec<_> = steps.associations.iter().map(|one| one.outcome).collect();
    assert_eq!(associated, [Outcome::Pass, Outcome::Fail], "{:#?}", steps.associations);
    assert_eq!(steps.left_out.len(), 1);
    assert_eq!(item(&world, panel, "name").0.as_deref(), Some("Organization 9306291001001"));
    assert_eq!(item(&world, panel, "slug").0.as_deref(), Some("organization-9306291001001"));
    // This Zendesk has it in the old spelling.
    let intro = "Support::Support Ops::Contact management intro";
    assert_eq!(item(&world, panel, "intro-macro").0.as_deref(), Some(intro));
    assert_eq!(item(&world, panel, "url").0, None);
    project(&mut world, panel, ProjectIntent::EditProjectId(" 123456789 ".to_owned()));
    let url = item(&world, panel, "url").0.unwrap();
    assert!(url.ends_with("?token=TOKEN&variables[PROJECT_ID]=123456789"), "{url}");
}

#[test]
fn an_existing_collaboration_project_is_told_before_another_is_created() {
    let (world, panel) = eligible();
    let creation = steps(&world, panel).stages.iter().find(|stage| stage.title == "The project").unwrap();
    assert!(creation.warning.as_ref().unwrap().contains("AM Project ID 5512001"), "{creation:?}");
}

#[test]
fn walked_license_with_fewer_seats_than_the_organization_decides() {
    let (mut world, panel) = on(4140, Task::ProjectSetUp);
    let seats = |world: &World| {
        let findings = &set_up(world, panel).findings;
        findings.iter().find(|one| one.title == "At least 50 seats").unwrap().clone()
    };
    assert_eq!(seats(&world).outcome, Outcome::Pass);
    // Another license of the same organization, for fewer users.
    world.collect(panel, "700004", "alice@acme.example");
    assert_eq!((seats(&world).outcome, set_up(&world, panel).eligibility), (Outcome::Fail, Eligibility::NotEligible));
    assert!(seats(&world).reason.contains("the smaller number counts"), "{}", seats(&world).reason);
    world.collect(panel, "700001", "alice@acme.example");
    assert_eq!(seats(&world).outcome, Outcome::Pass);
}

#[test]
fn a_token_is_refused_and_not_kept() {
    let (mut world, panel) = eligible();
    project(&mut world, panel, ProjectIntent::EditProjectId("123456789".to_owned()));
    let token = "glptt-0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    project(&mut world, panel, ProjectIntent::EditProjectId(token.to_owned()));
    let steps = steps(&world, panel);
    assert_eq!(steps.project_id, "");
    assert!(steps.project_id_error.as_ref().unwrap().contains("digits"));
    assert!(!world.stored().contains(token) && !format!("{:?}", world.view(panel)).contains(token));
}

#[test]
fn what_is_ticked_stays_ticked_in_its_ticket() {
    let (mut world, panel) = eligible();
    let tick = |done| ProjectIntent::Tick { item: "visibility".to_owned(), done };
    project(&mut world, panel, tick(true));
    assert!(item(&world, panel, "visibility").1 && !item(&world, panel, "wiki").1);
    world.stop_worker();
    world.answer_all();
    assert!(item(&world, panel, "visibility").1, "it outlives the worker");
    let beside = PanelId(2);
    world.open(beside, "https://gitlab.zendesk.com/agent/tickets/4109");
    world.answer_all();
    world.intend(beside, Intent::ChooseTask(Task::ProjectSetUp));
    world.answer_all();
    let decided = ProjectIntent::Decide { title: OWNER.to_owned(), decision: Ruling::Accept("Owner.".to_owned()) };
    project(&mut world, beside, decided);
    assert!(!item(&world, beside, "visibility").1, "it is of another ticket");
    project(&mut world, panel, tick(false));
    assert!(!item(&world, panel, "visibility").1);
}

#[test]
fn the_file_is_made_of_what_zendesk_has_or_of_what_is_pasted() {
    let (mut world, panel) = eligible();
    let list = &steps(&world, panel).list;
    assert!(list.summary.starts_with("Zendesk: "), "{list:?}");
    assert!(list.yaml.as_ref().unwrap().contains("- name: \"Alice Anders\"\n  email: \"alice@acme.example\"\n"));
    assert_eq!((list.remarks.len(), list.advice.len()), (0, 0), "{list:?}");

    let csv = "name,email\nAlice,alice@acme.example\n\"Dora, Jr.\",dora.diaz@acme.example\nBob,bob\n";
    project(&mut world, panel, ProjectIntent::EditContacts(csv.to_owned()));
    let list = &steps(&world, panel).list;
    assert_eq!(list.summary, "CSV: 2 contacts");
    assert_eq!(list.remarks.iter().map(|remark| remark.line).collect::<Vec<_>>(), [4]);
    assert!(list.yaml.as_ref().unwrap().contains("- name: \"Dora, Jr.\"\n"));
    let said = list.advice.join(" ");
    assert!(said.contains("In Zendesk, and not in this list: ana.acosta@acme.example"), "{said}");
    assert!(said.contains("In this list, and not in Zendesk: dora.diaz@acme.example."), "{said}");
    project(&mut world, panel, ProjectIntent::EditContacts(String::new()));
    assert!(steps(&world, panel).list.summary.starts_with("Zendesk: "));
}

#[test]
fn a_project_is_removed_only_where_few_contacts_are_left() {
    let (world, panel) = on(4141, Task::ProjectRemoval);
    let view = removal(&world, panel);
    assert_eq!(view.findings[0].outcome, Outcome::Fail);
    assert!(view.findings[0].reason.starts_with("35 contacts"), "{view:?}");
    assert!(view.steps.iter().all(|step| !step.text.contains("Delete")), "{view:?}");

    let reply = view.steps[0].copied().unwrap();
    assert!(reply.contains("bring them down to 30 first"), "{reply}");

    // Few contacts, and no project at all.
    let (world, panel) = on(4109, Task::ProjectRemoval);
    let view = removal(&world, panel);
    assert_eq!(view.findings[0].outcome, Outcome::Pass);
    assert!(view.steps[0].text.starts_with("There is no project to remove"), "{view:?}");
    assert!(view.steps.iter().all(|step| !step.text.contains("Delete")), "{view:?}");
}

#[test]
fn a_count_that_is_not_known_allows_no_removal() {
    let mut world = World::new(Markup::V3);
    let panel = PanelId(1);
    world.open(panel, "https://gitlab.zendesk.com/agent/tickets/4109");
    world.answer_until("/users/count");
    world.fail(0, 500);
    world.answer_all();
    world.intend(panel, Intent::ChooseTask(Task::ProjectRemoval));
    let view = removal(&world, panel);
    assert_eq!(view.findings[0].outcome, Outcome::Unknown, "{view:?}");
    assert!(view.steps.iter().all(|step| !step.text.contains("Delete")), "{view:?}");
}

#[test]
fn a_pipelines_log_leads_to_cause_and_fix() {
    let (mut world, panel) = on(4141, Task::ProjectPipeline);
    assert_eq!(pipeline(&world, panel).1, None);
    let log = "sync.rb:4: undefined method (NoMethodError)\nno org found";
    project(&mut world, panel, ProjectIntent::EditLog(log.to_owned()));
    assert_eq!(pipeline(&world, panel).0, [PipelineError::NoOrganization, PipelineError::NoMethod]);
    project(&mut world, panel, ProjectIntent::EditLog("Job failed".to_owned()));
    let (errors, said, _) = pipeline(&world, panel);
    assert!(errors.is_empty() && said.is_some_and(|said| said.contains("Too many orgs")));
    // The file that it is about is checked beside it.
    project(&mut world, panel, ProjectIntent::EditContacts("- name: Alice\n  email:\n".to_owned()));
    let remark = &pipeline(&world, panel).2.remarks[0];
    assert_eq!((remark.line, remark.pipeline), (2, Some(PipelineError::NoMethod)));
}
