//! Clickjacking: the page hides the panel, and has the agent click where a button of it is. Nothing comes of it: either the
//! panel is seen again, or it closes, or it does nothing and says so.

use vouch_e2e::agent::Agent;
use vouch_e2e::agent::Panel;
use vouch_e2e::testing::{Done, Failure, on_ticket, portal_requests, stored};
use vouch_e2e::{Tab, in_both_browsers};

in_both_browsers! {
    click_on_a_panel_that_is_seen_counts: V3,
    click_on_a_panel_that_is_not_seen_counts_for_nothing: V3,
    change_of_our_element_is_undone_and_in_the_end_closes_the_panel: V3,
    panel_that_is_moved_closes: V3,
    made_up_click_opens_no_panel: V3,
}

/// What the page does, and how it undoes it. In the top layer the panel is drawn apart from what is around it, but a
/// browser may do otherwise: so the styles around it count, too.
const HIDING: [(&str, &str, &str); 10] = [
    ("html opacity", "html.style.opacity = '0.01'", "html.style.opacity = ''"),
    ("html filter", "html.style.filter = 'opacity(0.01)'", "html.style.filter = ''"),
    ("html transform", "html.style.transform = 'translateX(-300px)'", "html.style.transform = ''"),
    ("html scale", "html.style.scale = '0.1'", "html.style.scale = ''"),
    ("html zoom", "html.style.zoom = '0.1'", "html.style.zoom = ''"),
    ("html clip-path", "html.style.clipPath = 'inset(0 0 0 90%)'", "html.style.clipPath = ''"),
    ("html mask", "html.style.maskImage = 'linear-gradient(#0001, #0001)'", "html.style.maskImage = ''"),
    ("click-through popover", "over('div', '')", "cover.remove()"),
    ("popover beside a button", "over('div', 'left: auto; width: 200px; height: 60px')", "cover.remove()"),
    ("dialog", "over('dialog', '')", "cover.remove()"),
];

/// What the page has for it.
const TOOLS: &str = "globalThis.html = document.documentElement;
    globalThis.over = (name, style) => {
        globalThis.cover = document.createElement(name);
        cover.style.cssText = 'position: fixed; inset: 0; margin: 0; padding: 0; border: 0; max-width: none;'
            + 'max-height: none; width: 100vw; height: 100vh; background: #fff; pointer-events: none;' + style;
        document.body.append(cover);
        if (name === 'dialog') return cover.showModal();
        cover.popover = 'manual';
        cover.showPopover();
    };";

/// A ticket with the panel, and the middle of a button that begins a walk, in the tab's viewport.
fn ready(agent: &Agent) -> Result<(Tab, Panel, (f64, f64)), Failure> {
    let (tab, panel) = on_ticket(agent, 4101, "Charlie Castro")?;
    let place = place(&tab, &panel)?;
    tab.evaluate(TOOLS)?;
    agent.sandbox.forget_traffic();
    Ok((tab, panel, place))
}

/// The middle of a button that begins a walk, in the tab's viewport.
fn place(tab: &Tab, panel: &Panel) -> Result<(f64, f64), Failure> {
    let found = panel.found()?;
    let name = found.iter().find(|name| name.starts_with("License 700001 ")).ok_or("no license was found")?;
    let button = panel.button(name)?;
    button.call("button => button.scrollIntoView({ block: 'center', behavior: 'instant' })", &[])?;
    let place = button.bounding_box()?;
    let number = |expression: &str| Ok::<_, Failure>(tab.evaluate(expression)?.as_f64().unwrap_or_default());
    let left = number("document.documentElement.clientWidth")?
        - panel.frame().evaluate("innerWidth")?.as_f64().unwrap_or_default();
    Ok((left + place.x + place.width / 2.0, place.y + place.height / 2.0))
}

fn click_on_a_panel_that_is_seen_counts(agent: &Agent) -> Done {
    let (tab, panel, (x, y)) = ready(agent)?;
    tab.click_at(x, y)?;
    panel.verdict()?;
    assert_ne!(portal_requests(agent), []);
    Ok(())
}

fn click_on_a_panel_that_is_not_seen_counts_for_nothing(agent: &Agent) -> Done {
    let (tab, panel, _) = ready(agent)?;
    for (name, attack, undo) in HIDING {
        let (x, y) = place(&tab, &panel)?;
        tab.evaluate(attack)?;
        panel.frame().wait_until(&format!("the panel to say that it is not seen: {name}"), || {
            Ok(panel.frame().text()?.contains("Vouch does nothing while something covers the panel").then_some(()))
        })?;
        tab.click_at(x, y)?;
        assert_eq!(portal_requests(agent), [], "{name}");
        tab.evaluate(undo)?;
        panel.wait_until_it_acts()?;
        assert_eq!(portal_requests(agent), [], "{name}, once it is seen again");
    }
    assert_eq!(portal_requests(agent), []);
    assert!(stored(agent)?.contains("\\\"trails\\\":[]"), "no walk was begun");
    // A click on it begins the walk once the page leaves the panel alone.
    tab.activate()?;
    panel.wait_until_it_acts()?;
    let (x, y) = place(&tab, &panel)?;
    tab.click_at(x, y)?;
    panel.verdict()?;
    Ok(())
}

fn change_of_our_element_is_undone_and_in_the_end_closes_the_panel(agent: &Agent) -> Done {
    let (tab, panel, _) = ready(agent)?;
    for change in [
        "host.style.setProperty('opacity', '0.01', 'important')",
        "host.setAttribute('style', 'opacity: 0; transform: scale(0.01)')",
        "host.hidePopover()",
        "host.popover = null",
        "host.className = 'hidden'; host.hidden = true",
    ] {
        let undone = tab.evaluate(&format!(
            "globalThis.host = document.querySelector('[data-vouch]');
             {change};
             new Promise(done => setTimeout(done)).then(() => {{
                const style = getComputedStyle(host);
                return [style.opacity, style.transform, host.matches(':popover-open'), host.hidden, host.className].join();
             }})"
        ))?;
        assert_eq!(undone, "1,none,true,false,", "{change}");
    }
    panel.wait_until_it_acts()?;
    // A rule of the page's own changes nothing.
    tab.evaluate(
        "document.head.append(Object.assign(document.createElement('style'), { textContent:
            '@layer page { [data-vouch] { opacity: 0 !important; transition: opacity 1s; animation: gone 9s } }' +
            '@keyframes gone { from, to { opacity: 0 } }' }))",
    )?;
    assert_eq!(tab.evaluate("getComputedStyle(host).opacity")?, "1");
    tab.evaluate(
        "(async () => {
            for (let i = 0; i < 20; i++) {
                host.style.opacity = '0';
                await new Promise(done => setTimeout(done));
            }
        })()",
    )?;
    tab.wait_until("no panel", || Ok((!tab.has_extension_frame()?).then_some(())))?;
    assert_eq!(portal_requests(agent), []);
    Ok(())
}

fn panel_that_is_moved_closes(agent: &Agent) -> Done {
    for change in [
        "host.remove()",
        "host.remove(); html.append(host)",
        "const box = document.body.appendChild(document.createElement('div')); box.style.opacity = '0.01'; box.append(host)",
    ] {
        let (tab, _panel, _) = ready(agent)?;
        tab.evaluate(&format!("(() => {{ const host = document.querySelector('[data-vouch]'); {change} }})()"))?;
        tab.wait_until("no panel", || Ok((!tab.has_extension_frame()?).then_some(())))?;
        tab.close()?;
    }
    assert_eq!(portal_requests(agent), []);
    Ok(())
}

fn made_up_click_opens_no_panel(agent: &Agent) -> Done {
    use vouch_e2e::Role;
    let tab = agent.open_ticket(4101)?;
    tab.wait_for(Role::Button, "Open Vouch")?;
    // The page reaches our element, and no further.
    tab.evaluate(
        "const host = document.querySelector('[data-vouch]');
         for (const type of ['pointerdown', 'mousedown', 'click', 'keydown']) {
            host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
         }
         host.click();",
    )?;
    // Even on the button itself.
    tab.find(Role::Button, "Open Vouch")?.call("button => button.click()", &[])?;
    assert!(!tab.has_extension_frame()?);
    assert_eq!(stored(agent)?, "{}");
    Ok(())
}
