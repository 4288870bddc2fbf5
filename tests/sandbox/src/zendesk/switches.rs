//! What Zendesk changes and rolls back (zendesk.md A5), and what is not known of it: a test chooses.

/// How the tickets in the other tabs are kept out of sight (zendesk.md A2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HiddenTabs {
    /// `visibility: hidden` and the class `is-cached`, each in a `main#main_panes` of its own: as in 2026.
    #[default]
    Cached,
    /// `display: none`, all of them in one `main#main_panes`: as until 2025.
    DisplayNone,
}

/// The language of the agent's interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Locale {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

/// What stands where the composer would.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Composer {
    /// The composer, unless the ticket is closed.
    #[default]
    Editor,
    /// The composer, but its editor never comes.
    NoEditor,
    /// Nothing: a light agent's page.
    None,
}

/// Where the files that come with comments are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Files {
    /// On a host of their own, where a redirect leads: as the real ones.
    #[default]
    Elsewhere,
    /// At the address that the API gives.
    Here,
}

/// The field of organizations that names the contact management project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProjectField {
    /// It is there, under the title that the handbook gives.
    #[default]
    Titled,
    /// It is there under another title.
    Renamed,
    /// It is not there, neither among the fields nor in an organization.
    Missing,
}

/// Every switch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Switches {
    /// How hidden tabs are hidden.
    pub hidden_tabs: HiddenTabs,
    /// Whether a change of the channel throws the editor away and mounts a new one (zendesk.md A3).
    pub remount_editor: bool,
    /// The language.
    pub locale: Locale,
    /// The composer.
    pub composer: Composer,
    /// The files.
    pub files: Files,
    /// The contact management project.
    pub project_field: ProjectField,
}
