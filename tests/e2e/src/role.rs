//! The ARIA roles that tests look for.

use std::fmt;

macro_rules! roles {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// What an element is to a user, as the browser's own accessibility computes it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "each is the ARIA role of the same name")]
        pub enum Role { $($variant),* }

        impl Role {
            /// Every role.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The role's name in ARIA.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

roles! {
    Alert "alert", Article "article", Banner "banner", Button "button", Cell "cell", Checkbox "checkbox",
    ColumnHeader "columnheader", Combobox "combobox", Complementary "complementary", Dialog "dialog", Form "form",
    Group "group", Heading "heading", Image "image", Link "link", List "list", ListItem "listitem", Log "log",
    Main "main", Menu "menu", MenuItem "menuitem", Navigation "navigation", Option "option",
    ProgressBar "progressbar", Radio "radio", RadioGroup "radiogroup", Region "region", Row "row",
    RowHeader "rowheader", SearchBox "searchbox", Status "status", Switch "switch", Tab "tab", TabList "tablist",
    TabPanel "tabpanel", Table "table", TextBox "textbox", Toolbar "toolbar",
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
