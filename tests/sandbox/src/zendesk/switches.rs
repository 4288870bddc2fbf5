//! What Zendesk changes and rolls back (zendesk.md A5), and what is not known of it: a test chooses.

use std::fmt;

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

/// What the composer's channel switch and its menu say of themselves besides what is known of Zendesk's: nobody has
/// written down whether they have roles, labels, states, or where the menu is while it is closed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// The label that is known, and nothing else.
    #[default]
    Labelled,
    /// Nothing.
    Barest,
    /// Everything.
    Fullest,
    /// Some of it, another part for each number.
    Mixed(u32),
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Labelled => f.write_str("labelled"),
            Self::Barest => f.write_str("barest"),
            Self::Fullest => f.write_str("fullest"),
            Self::Mixed(seed) => write!(f, "mixed {seed}"),
        }
    }
}

/// A change of the channel throws the editor away and mounts a new one (zendesk.md A3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remount {
    /// How long after the change, in milliseconds.
    pub after: u32,
    /// Whether the new one has the draft.
    pub keeps_text: bool,
}

/// The version of the composer's CKEditor: Zendesk does not say which one it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum CkEditor {
    /// 44.3.0, of 2025.
    #[default]
    V44,
    /// 36.0.1, of 2023.
    V36,
}

impl fmt::Display for CkEditor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V44 => "CKEditor 44.3.0",
            Self::V36 => "CKEditor 36.0.1",
        })
    }
}

impl CkEditor {
    /// Every version.
    pub const ALL: [Self; 2] = [Self::V44, Self::V36];

    /// The folder of its npm package, within `node_modules`.
    pub(super) fn package(self) -> &'static str {
        match self {
            Self::V44 => "@ckeditor/ckeditor5-build-classic",
            Self::V36 => "ckeditor5-build-classic-36",
        }
    }

    /// The name it is served under.
    pub(super) fn asset(self) -> &'static str {
        match self {
            Self::V44 => "ckeditor-44.js",
            Self::V36 => "ckeditor-36.js",
        }
    }
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

/// The fields of tickets that Vouch reads, by title and by ID (process.md 5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TicketFields {
    /// Each is there under its title and its ID.
    #[default]
    Known,
    /// Each is there under its ID, with another title.
    Renamed,
    /// Each is there under its title, with another ID.
    Renumbered,
    /// The field with the ID has another title, and another field has its title.
    Contradicting,
}

/// Every switch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Switches {
    /// How hidden tabs are hidden.
    pub hidden_tabs: HiddenTabs,
    /// Whether a change of the channel mounts a new editor.
    pub remount_editor: Option<Remount>,
    /// What the composer says of itself.
    pub form: Form,
    /// The language.
    pub locale: Locale,
    /// The composer.
    pub composer: Composer,
    /// The version of its editor.
    pub ckeditor: CkEditor,
    /// The files.
    pub files: Files,
    /// The contact management project.
    pub project_field: ProjectField,
    /// The fields of tickets.
    pub ticket_fields: TicketFields,
}
