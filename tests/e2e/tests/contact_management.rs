//! Contact management projects in real browsers (seed 004): eligibility, the set-up with the app and by hand, the project's
//! file, its pipeline and its removal.

use std::path::Path;

use vouch_e2e::agent::{Agent, Panel};
use vouch_e2e::testing::{Done, Failure, on_ticket};
use vouch_e2e::{Role, Tab, in_both_browsers};

in_both_browsers! {
    the_sold_to_is_eligible_and_the_app_has_its_list: V3,
    by_hand_everything_is_ready_and_ticked_off: V3,
    a_list_is_pasted_or_dropped_and_checked_line_by_line: V3,
    who_is_not_eligible_is_answered_with_the_macro: V3,
    a_pipeline_and_a_removal_say_what_to_do: V3,
}

/// The list that an export would have.
const CSV: &str = "name,email\nAlice Anders,alice@acme.example\n\"Dora, Jr.\",dora.diaz@acme.example\nBob,bob\n";

/// Presses a button that copies, and gives back what is on the clipboard then.
fn copied(agent: &Agent, panel: &Panel, button: &str) -> Result<String, Failure> {
    let element = panel.button(button)?;
    element.click()?;
    panel.frame().wait_until(button, || Ok((element.text()? == "Copied").then_some(())))?;
    Ok(agent.browser.read_clipboard()?.text)
}

fn wait_for(panel: &Panel, region: &str, text: &str) -> Done {
    let what = format!("“{text}” in {region}");
    Ok(panel.frame().wait_until(&what, || Ok(panel.region(region)?.contains(text).then_some(())))?)
}

/// Chooses what the ticket asks for, as the agent says.
fn choose_task(panel: &Panel, task: &str) -> Done {
    let choose = "(select, title) => {
        select.selectedIndex = [...select.options].findIndex(option => option.text.trim() === title);
        select.dispatchEvent(new Event('change', { bubbles: true }));
    }";
    panel.frame().wait_for(Role::Combobox, "Task")?.call(choose, &[task.into()])?;
    Ok(())
}

/// The panel on the ticket of a customer who may have a project, as far as that.
fn eligible(agent: &Agent) -> Result<(Tab, Panel), Failure> {
    let (tab, panel) = on_ticket(agent, 4140, "Alice Anders")?;
    // The problem type says what is asked for, and the task is chosen by it.
    panel.frame().wait_for_text("Chosen from the problem type.")?;
    wait_for(&panel, "Eligibility", "For you to decide")?;
    panel.enter("700001", "alice@acme.example")?;
    panel.collect()?;
    wait_for(&panel, "Eligibility", "The requester is the sold-to.")?;
    let eligible = panel.frame().wait_for(Role::Status, "Eligible")?;
    panel.frame().wait_until("Eligible", || Ok((eligible.text()? == "Eligible").then_some(())))?;
    Ok((tab, panel))
}

fn picture(tab: &Tab, name: &str) -> Done {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../e2e");
    std::fs::create_dir_all(&folder)?;
    tab.screenshot(&folder.join(format!("{name}.png")))?;
    Ok(())
}

fn the_sold_to_is_eligible_and_the_app_has_its_list(agent: &Agent) -> Done {
    let (tab, panel) = eligible(agent)?;
    panel
        .frame()
        .wait_for(Role::TextBox, "Maintainers")?
        .type_text("Alice <alice@acme.example>, dora.diaz@acme.example")?;
    wait_for(&panel, "Set up", "One of the organization's contacts.")?;
    wait_for(&panel, "Set up", "associate this user first")?;
    let list = "alice@acme.example, dora.diaz@acme.example";
    assert_eq!(copied(agent, &panel, &format!("Copy {list}"))?, list);
    let yaml = copied(agent, &panel, "Copy contacts.yaml")?;
    assert!(yaml.contains("- name: \"Alice Anders\"\n  email: \"alice@acme.example\"\n"), "{yaml}");
    picture(&tab, "contact-management")?;
    Ok(())
}

fn by_hand_everything_is_ready_and_ticked_off(agent: &Agent) -> Done {
    let (tab, panel) = eligible(agent)?;
    let open = |panel: &Panel| -> Done {
        let summaries = panel.frame().find_css("details.by-hand > summary")?;
        summaries.first().ok_or("no setting up by hand")?.click()?;
        panel.frame().wait_for(Role::Region, "Set up by hand")?;
        Ok(())
    };
    open(&panel)?;
    assert!(panel.region("Set up by hand")?.contains("Fullstack Engineer"));
    for copy in ["Organization 9306291001001", "organization-9306291001001"] {
        assert_eq!(copied(agent, &panel, &format!("Copy {copy}"))?, copy);
    }
    // A token is neither taken nor shown.
    let id = panel.frame().wait_for(Role::TextBox, "Project ID")?;
    id.type_text("glptt-0f1e2d3c4b5a")?;
    id.press("Tab")?;
    wait_for(&panel, "Set up by hand", "digits alone")?;
    assert_eq!(id.value()?, "");
    id.type_text("123456789")?;
    id.press("Tab")?;
    let webhook = "https://gitlab.com/api/v4/projects/39250741/ref/master/trigger/pipeline?token=TOKEN&\
                   variables[PROJECT_ID]=123456789";
    assert_eq!(copied(agent, &panel, &format!("Copy {webhook}"))?, webhook);
    assert_eq!(id.value()?, "123456789");
    // Ticked with the keyboard, and still ticked in another tab of the same ticket.
    let private = panel.frame().wait_for(Role::Checkbox, "Project visibility: Private")?;
    private.call("checkbox => checkbox.focus()", &[])?;
    private.press("Space")?;
    wait_for(&panel, "Settings, General: Visibility, project features, permissions", "17 to do")?;
    picture(&tab, "contact-management-by-hand")?;
    let (_, panel) = on_ticket(agent, 4140, "Alice Anders")?;
    open(&panel)?;
    assert!(panel.frame().wait_for(Role::Checkbox, "Project visibility: Private")?.is_checked()?);
    assert!(!panel.frame().wait_for(Role::Checkbox, "Wiki: disabled")?.is_checked()?);
    Ok(())
}

fn a_list_is_pasted_or_dropped_and_checked_line_by_line(agent: &Agent) -> Done {
    let (tab, panel) = eligible(agent)?;
    let field = panel.frame().wait_for(Role::TextBox, "CSV or contacts.yaml")?;
    // The field stays the same while more and more is said of what is typed into it.
    field.type_text("alice@acme.example\nbob")?;
    wait_for(&panel, "Contacts", "Line 2")?;
    assert!(field.is_focused()?);
    field.clear()?;
    // What is pasted stays in the field, however long it is, and is no proof.
    panel.frame().copy(CSV)?;
    field.paste()?;
    wait_for(&panel, "Contacts", "CSV: 2 contacts")?;
    wait_for(&panel, "Contacts", "Line 4")?;
    assert_eq!(field.value()?, CSV);
    assert!(!panel.frame().has(Role::Region, "File")?);
    let yaml = copied(agent, &panel, "Copy contacts.yaml")?;
    assert!(yaml.ends_with("- name: \"Dora, Jr.\"\n  email: \"dora.diaz@acme.example\"\n"), "{yaml}");
    picture(&tab, "contact-management-list")?;

    field.drop_file("contacts.yaml", "- name: Alice\n  email:\n- name: Alice: Bob\n")?;
    wait_for(&panel, "Contacts", "Error reading YAML file")?;
    panel.frame().wait_until("the file in the field", || {
        let field = panel.frame().wait_for(Role::TextBox, "CSV or contacts.yaml")?;
        Ok(field.value()?.starts_with("- name: Alice\n").then_some(()))
    })?;
    assert!(!panel.frame().has(Role::Region, "File")?);
    panel.button("Clear the list")?.click()?;
    wait_for(&panel, "Contacts", "Zendesk: ")?;
    Ok(())
}

fn who_is_not_eligible_is_answered_with_the_macro(agent: &Agent) -> Done {
    let (_, panel) = on_ticket(agent, 4127, "Paul Probst")?;
    wait_for(&panel, "Eligibility", "It has 40 seats, and has to have 50.")?;
    let not_qualified = "Support::Support-Ops::Not qualified for CMP";
    assert_eq!(copied(agent, &panel, &format!("Copy {not_qualified}"))?, not_qualified);
    assert!(!panel.frame().has(Role::Region, "Set up")?);
    Ok(())
}

fn a_pipeline_and_a_removal_say_what_to_do(agent: &Agent) -> Done {
    let (tab, panel) = on_ticket(agent, 4141, "Fay Fuller")?;
    choose_task(&panel, "Contact management project: pipeline failed")?;
    panel.frame().wait_for(Role::TextBox, "Pipeline log")?.type_text("ERROR: too many orgs for 417")?;
    let article = panel.frame().wait_for(Role::Article, "Too many orgs")?;
    assert!(article.text()?.contains("Push events"), "{}", article.text()?);
    assert_eq!(panel.field("Pipeline log")?, "ERROR: too many orgs for 417");
    picture(&tab, "contact-management-pipeline")?;
    choose_task(&panel, "Contact management project: remove")?;
    wait_for(&panel, "Removal", "35 contacts; at most 30 without a project.")?;
    wait_for(&panel, "Removal", "Remove nothing yet")?;
    picture(&tab, "contact-management-removal")?;
    Ok(())
}
