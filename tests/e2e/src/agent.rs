//! An agent at work: a sandbox, a browser with the extension, and the panel, each control of it found by its role and
//! accessible name. The tests and the demo both work through this.

use std::path::{Path, PathBuf};

use vouch_sandbox::portal::Markup;
use vouch_sandbox::server::{Options, Sandbox};

use crate::{Browser, Element, Error, Frame, Kind, Launch, Result, Role, Tab};

/// The folder of the unpacked extension for a browser, as `cargo xtask build` leaves it: the one that also decodes the
/// sandbox's license files.
#[must_use]
pub fn extension_for(kind: Kind) -> PathBuf {
    let folder = match kind {
        Kind::Chromium => "chrome",
        Kind::Firefox => "firefox",
    };
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).join("dist/sandbox").join(folder)
}

/// A sandbox and a browser that sees nothing else.
pub struct Agent {
    // Dropped in this order: no request is cut off by a sandbox that is gone.
    /// The browser.
    pub browser: Browser,
    /// The two sites.
    pub sandbox: Sandbox,
}

impl Agent {
    /// Starts both. The agent is not signed in anywhere.
    ///
    /// # Errors
    /// When either does not start; the message says what is missing.
    pub fn start(kind: Kind, markup: Markup, adapt: impl FnOnce(Launch) -> Launch) -> Result<Self> {
        let sandbox = Sandbox::start(Options { markup, ..Options::default() })
            .map_err(|error| Error::Sandbox(error.to_string()))?;
        let launch = Launch::through(sandbox.proxy()).with_extension(extension_for(kind));
        let browser = Browser::launch(kind, &adapt(launch))?;
        Ok(Self { browser, sandbox })
    }

    /// Signs in to the portal and to Zendesk, through their own forms.
    ///
    /// # Errors
    /// When a form is not there.
    pub fn sign_in(&self) -> Result<()> {
        self.sign_in_to_portal()?;
        // In a tab of its own: Firefox loses a navigation away from a page that is still on its way.
        let tab = self.browser.new_tab("https://gitlab.zendesk.com/agent/dashboard")?;
        tab.wait_for(Role::Button, "Sign in")?.click()?;
        tab.wait_for(Role::Button, "Open Vouch")?;
        Ok(())
    }

    /// Signs in to the portal, through its own form, in a tab of its own.
    ///
    /// # Errors
    /// When the form is not there.
    pub fn sign_in_to_portal(&self) -> Result<Tab> {
        let tab = self.browser.new_tab("https://customers.gitlab.com/admin")?;
        tab.wait_for(Role::Button, "Log in")?.click()?;
        tab.wait_for_text("Signed in successfully.")?;
        Ok(tab)
    }

    /// Opens a ticket's page.
    ///
    /// # Errors
    /// When it does not load.
    pub fn open_ticket(&self, ticket: u32) -> Result<Tab> {
        self.browser.new_tab(&format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"))
    }
}

/// The panel in a tab.
#[derive(Clone)]
pub struct Panel {
    frame: Frame,
}

impl Panel {
    /// Opens the panel by the launcher at the page's edge.
    ///
    /// # Errors
    /// When there is no launcher, or no panel after a click on it.
    pub fn open(tab: &Tab) -> Result<Self> {
        tab.wait_for(Role::Button, "Open Vouch")?.click()?;
        Self::of(tab)
    }

    /// The panel that is open in a tab, or is about to be.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(tab: &Tab) -> Result<Self> {
        let panel = Self { frame: tab.extension_frame()? };
        panel.wait_until_it_acts()?;
        Ok(panel)
    }

    /// Waits until the panel can be used: it has something to show, and has been seen for a moment.
    ///
    /// # Errors
    /// When it cannot.
    pub fn wait_until_it_acts(&self) -> Result<()> {
        self.frame.wait_until("the panel to be of use", || {
            let acts = "document.querySelector('header') !== null && document.querySelector('[inert]') === null";
            Ok((self.frame.evaluate(acts)? == true).then_some(()))
        })
    }

    /// The panel's frame.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// A button, once it is there.
    ///
    /// # Errors
    /// When it does not come.
    pub fn button(&self, name: &str) -> Result<Element> {
        self.frame.wait_for(Role::Button, name)
    }

    /// The text of a region, once it is there.
    ///
    /// # Errors
    /// When it does not come.
    pub fn region(&self, name: &str) -> Result<String> {
        self.frame.wait_for(Role::Region, name)?.text()
    }

    /// The links in a region: text and address.
    ///
    /// # Errors
    /// When the region does not come.
    pub fn links(&self, region: &str) -> Result<Vec<(String, String)>> {
        let links = "element => [...element.querySelectorAll('a')].map(a => a.innerText.trim() + '\\n' + a.href)";
        let answer = self.frame.wait_for(Role::Region, region)?.call(links, &[])?;
        let pairs = answer.as_array().into_iter().flatten().filter_map(|link| link.as_str()?.split_once('\n'));
        Ok(pairs.map(|(text, url)| (text.to_owned(), url.to_owned())).collect())
    }

    /// Chooses an option of a select, by the name of each.
    ///
    /// # Errors
    /// When there is no such select.
    pub fn choose(&self, select: &str, option: &str) -> Result<()> {
        let choose = "(select, name) => {
            select.value = name;
            select.dispatchEvent(new Event('change', { bubbles: true }));
        }";
        self.frame.wait_for(Role::Combobox, select)?.call(choose, &[option.into()])?;
        Ok(())
    }

    /// Presses a button that copies, and waits until it says so; what is on the clipboard then.
    ///
    /// # Errors
    /// When there is no such button, or it does not copy.
    pub fn copied(&self, browser: &Browser, button: &str) -> Result<String> {
        let element = self.button(button)?;
        element.click()?;
        self.frame.wait_until(button, || Ok((element.text()? == "Copied").then_some(())))?;
        Ok(browser.read_clipboard()?.text)
    }

    /// Types what the customer gave.
    ///
    /// # Errors
    /// When a field is not there.
    pub fn enter(&self, license_id: &str, sold_to: &str) -> Result<()> {
        for (name, text) in [("License ID", license_id), ("Sold-to given by the customer", sold_to)] {
            let field = self.frame.wait_for(Role::TextBox, name)?;
            field.clear()?;
            field.type_text(text)?;
        }
        Ok(())
    }

    /// What stands in a text field.
    ///
    /// # Errors
    /// When the field is not there.
    pub fn field(&self, name: &str) -> Result<String> {
        self.frame.wait_for(Role::TextBox, name)?.value()
    }

    /// Waits until the panel names a ticket and has read who asked.
    ///
    /// # Errors
    /// When it does not.
    pub fn wait_for_ticket(&self, ticket: u32, requester: &str) -> Result<()> {
        self.frame.wait_for(Role::Link, &format!("Ticket #{ticket}"))?;
        self.frame.wait_until(&format!("the requester {requester} in the panel"), || {
            Ok(self.region("Ticket")?.contains(requester).then_some(()))
        })
    }

    /// Collects, and waits for the verdict that comes of it, whatever verdict stood there before.
    ///
    /// # Errors
    /// When there is no verdict in time.
    pub fn collect(&self) -> Result<String> {
        self.verdict_after(|| self.button("Collect")?.click())
    }

    /// Does something that begins a walk, and waits for the verdict that comes of it, whatever verdict stood there
    /// before.
    ///
    /// # Errors
    /// When it cannot be done, or there is no verdict in time.
    pub fn verdict_after(&self, begin: impl FnOnce() -> Result<()>) -> Result<String> {
        let verdict = self.frame.find(Role::Status, "Verdict")?;
        verdict.call(
            "status => {
                globalThis.verdictIsNew = status.innerText === '';
                new MutationObserver((_, observer) => {
                    if (status.innerText !== '') return;
                    globalThis.verdictIsNew = true;
                    observer.disconnect();
                }).observe(status, { childList: true, characterData: true, subtree: true });
            }",
            &[],
        )?;
        begin()?;
        self.frame.wait_until("the verdict before to go", || {
            Ok((self.frame.evaluate("verdictIsNew")? == true).then_some(()))
        })?;
        self.verdict()
    }

    /// What was found in the ticket, as the names of the buttons that take it up, once all of the ticket was read.
    ///
    /// # Errors
    /// When there is no such region, or it goes on being read.
    pub fn found(&self) -> Result<Vec<String>> {
        let read = "element => element.querySelector('[aria-busy=true]') ? null :
            [...element.querySelectorAll('button')].map(button => button.innerText.replace(/\\s+/g, ' ').trim())";
        self.frame.wait_until("the ticket to be searched", || {
            let names = self.frame.wait_for(Role::Region, "Found in the ticket")?.call(read, &[])?;
            let names = names
                .as_array()
                .map(|names| names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect::<Vec<_>>());
            Ok(names)
        })
    }

    /// Presses what was found in the ticket under a title such as `License 700001`, whoever wrote it and when.
    ///
    /// # Errors
    /// When there is none.
    pub fn take_up(&self, title: &str) -> Result<()> {
        let begins = format!("{title} ");
        let found = self.found()?;
        let name = found.iter().find(|name| name.starts_with(&begins)).ok_or_else(|| Error::NotFound {
            what: format!("“{title}”"),
            place: "what was found in the ticket".to_owned(),
            seen: found.join("\n"),
        })?;
        self.button(name)?.click()
    }

    /// Waits until this is the verdict.
    ///
    /// # Errors
    /// When it does not come.
    pub fn wait_for_verdict(&self, verdict: &str) -> Result<()> {
        self.frame.wait_until(&format!("the verdict {verdict}"), || Ok((self.verdict()? == verdict).then_some(())))
    }

    /// The verdict, once there is one.
    ///
    /// # Errors
    /// When there is none in time.
    pub fn verdict(&self) -> Result<String> {
        self.frame.wait_until("a verdict", || {
            let verdict = self.frame.find(Role::Status, "Verdict")?.text()?;
            Ok(Some(verdict.trim().to_owned()).filter(|verdict| !verdict.is_empty()))
        })
    }

    /// The evidence note as the panel shows it.
    ///
    /// # Errors
    /// When there is none.
    pub fn note(&self) -> Result<String> {
        let region = self.frame.wait_for(Role::Region, "Evidence note")?;
        let text = region.call("element => element.querySelector('pre').textContent", &[])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Presses `Copy note` and waits until the panel says that it is done.
    ///
    /// # Errors
    /// When it does not.
    pub fn copy_note(&self) -> Result<()> {
        self.button("Copy note")?.click()?;
        self.frame.wait_for_text("Copied.")
    }
}
