//! What stands in a field of a show page and in a cell of a list (portal.md a, the table of values).

use super::records::{self, Record, Records, Value};
use super::schema::{Field, Kind, Model};
use super::variant::{Blanks, Booleans, Dates, SalesforceAccount, SoldTo, Variant};
use super::{HOST, Markup};

/// Text as HTML, as Rails escapes it.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The address of a page, as tabs, the side bar and breadcrumbs have it; links inside values have only the path.
pub(super) fn absolute(path: &str) -> String {
    format!("https://{HOST}{path}")
}

/// How values are written.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub markup: Markup,
    pub variant: &'a Variant,
    pub records: &'a Records,
}

impl Writer<'_> {
    /// A field's label on a show page.
    pub fn label(&self, field: &Field) -> String {
        let renamed = self.variant.subscription_label.clone();
        let renamed = renamed.filter(|_| matches!(field.name, "subscription_name" | "zuora_subscription_name"));
        renamed.or(field.label.map(str::to_owned)).unwrap_or_else(|| field.stock_label())
    }

    /// A field of a show page as HTML; none if it is blank and so left out.
    pub fn shown(&self, field: &Field, record: &Record) -> Option<String> {
        if field.name == "sold_to" && self.variant.sold_to == SoldTo::Absent {
            return None;
        }
        let named = self.records.target(field, record).and_then(|(model, target)| records::name(model, target));
        let blank = match field.kind {
            Kind::BelongsTo(_) | Kind::Polymorphic => named.is_none(),
            Kind::HasMany(_) => false,
            _ => match record.get(field.column) {
                Value::Null => true,
                Value::Text(text) => text.trim().is_empty(),
                _ => false,
            },
        };
        (!blank || self.variant.blanks == Blanks::Dash).then(|| self.cell(field, record))
    }

    /// A cell of a list as HTML; blank ones too say something.
    pub fn cell(&self, field: &Field, record: &Record) -> String {
        match field.kind {
            Kind::BelongsTo(_) | Kind::Polymorphic => match self.records.target(field, record) {
                Some((model, target)) => self.association(field, model, target),
                None => self.no_record(),
            },
            Kind::HasMany(many) => {
                let links = self.records.targets(many, record);
                let links: Vec<_> = links.into_iter().map(|(model, target)| self.link(model, target)).collect();
                sentence(links).unwrap_or_else(|| self.no_record())
            }
            Kind::Boolean => self.boolean(match record.get(field.column) {
                Value::Boolean(boolean) => Some(*boolean),
                _ => None,
            }),
            Kind::Json => self.json(record.get(field.column)),
            _ => {
                let text = self.text(record.get(field.column)).filter(|text| !text.is_empty());
                match text {
                    Some(id) if field.name == "salesforce_account_id" => self.salesforce_account(&escape(&id)),
                    Some(text) if self.variant.dates == Dates::Time => self.time(record.get(field.column), &text),
                    Some(text) => escape(&text),
                    None => " - ".to_owned(),
                }
            }
        }
    }

    /// The tool tip of a cell, for an attribute. Text is taken for HTML there, so `<b>` in the data is gone, and `&`
    /// is escaped twice.
    pub fn title(&self, field: &Field, record: &Record) -> String {
        match record.get(field.column) {
            Value::Text(text) if matches!(field.kind, Kind::String | Kind::Text) && !text.is_empty() => {
                escape(&strip_tags(text).replace('&', "&amp;"))
            }
            _ => strip_tags(&self.cell(field, record)),
        }
    }

    fn text(&self, value: &Value) -> Option<String> {
        match (value, self.variant.dates) {
            (Value::Null, _) => None,
            (Value::Text(text), _) => Some(text.clone()),
            (Value::Integer(number), _) => Some(number.to_string()),
            (Value::Boolean(boolean), _) => Some(boolean.to_string()),
            (Value::Date(date), Dates::Long) => Some(date.long()),
            (Value::Date(date), Dates::Iso) => Some(date.iso()),
            (Value::Date(date), Dates::DayFirst) => Some(date.day_first()),
            (Value::Date(date), Dates::Short | Dates::Time) => Some(date.short()),
            (Value::Date(date), Dates::Approximate) => Some(format!("{} (approx.)", date.two_digits())),
            (Value::Moment(moment), Dates::Long) => Some(moment.long()),
            (Value::Moment(moment), Dates::Iso) => Some(moment.iso()),
            (Value::Moment(moment), _) => Some(moment.long()),
            (Value::Json(json), _) => Some((*json).to_owned()),
        }
    }

    fn time(&self, value: &Value, text: &str) -> String {
        match value {
            Value::Date(date) => format!(r#"<time datetime="{}">{}</time>"#, date.iso(), escape(text)),
            _ => escape(text),
        }
    }

    fn salesforce_account(&self, id: &str) -> String {
        match self.variant.salesforce_account {
            SalesforceAccount::Text => id.to_owned(),
            SalesforceAccount::Link => format!(r#"<a href="https://gitlab.my.salesforce.com/{id}">{id}</a>"#),
            SalesforceAccount::NamedLink => format!(
                r#"<a href="https://gitlab.lightning.force.com/lightning/r/Account/{id}/view" target="_blank">The account</a>"#
            ),
            SalesforceAccount::Beside => format!("The account ({id})"),
        }
    }

    fn boolean(&self, value: Option<bool>) -> String {
        let glyph = match value {
            Some(true) => "&#x2713;",
            Some(false) => "&#x2718;",
            None => "&#x2012;",
        };
        let (colour, icon) = match value {
            Some(true) => ("success", "fas fa-check"),
            Some(false) => ("danger", "fas fa-times"),
            None => ("default", "fas fa-minus"),
        };
        let icon = if self.variant.booleans == Booleans::UnknownIcon { "ico ico-7" } else { icon };
        let word = |yes: &'static str, no: &'static str| match value {
            Some(true) => yes,
            Some(false) => no,
            None => " - ",
        };
        match (self.variant.booleans, self.markup) {
            (Booleans::YesNo, _) => word("Yes", "No").to_owned(),
            (Booleans::TrueFalse, _) => word("true", "false").to_owned(),
            (Booleans::Labelled, _) => {
                format!(r#"<span class="flag" role="img" aria-label="{}"></span>"#, word("Yes", "No"))
            }
            (Booleans::UnknownIcon, _) => format!(r#"<span class="flag"><span class="{icon}"></span></span>"#),
            (Booleans::Stock | Booleans::Icon, Markup::V3) => {
                format!(r#"<span class="badge bg-{colour}"><span class="{icon}"></span></span>"#)
            }
            (Booleans::Glyph, Markup::V3) => format!(r#"<span class="badge bg-{colour}">{glyph}</span>"#),
            (Booleans::Stock | Booleans::Glyph, Markup::V2) => {
                format!("<span class='label label-{colour}'>{glyph}</span>")
            }
            (Booleans::Icon, Markup::V2) => {
                format!("<span class='label label-{colour}'><span class='{icon}'></span></span>")
            }
        }
    }

    fn json(&self, value: &Value) -> String {
        let Value::Json(json) = value else { return " - ".to_owned() };
        let parsed: Option<serde_json::Value> = serde_json::from_str(json).ok();
        let pretty = parsed.and_then(|value| serde_json::to_string_pretty(&value).ok());
        format!("<pre>{}</pre>", escape(&pretty.unwrap_or_else(|| (*json).to_owned())))
    }

    fn no_record(&self) -> String {
        match self.markup {
            Markup::V3 => "-".to_owned(),
            Markup::V2 => String::new(),
        }
    }

    fn association(&self, field: &Field, model: &Model, target: &Record) -> String {
        if field.name != "sold_to" {
            return self.link(model, target);
        }
        let email = target.text("work_email").unwrap_or_default();
        let name = ["first_name", "last_name"].map(|column| target.text(column).unwrap_or_default()).join(" ");
        match self.variant.sold_to {
            SoldTo::Link | SoldTo::Absent => self.link(model, target),
            SoldTo::Email => escape(email),
            SoldTo::NameAndEmail => self.link_named(model, target, &format!("{name} <{email}>")),
            SoldTo::Name => self.link_named(model, target, &name),
            SoldTo::Parentheses => escape(&format!("{name} ({email})")),
            SoldTo::Dash => escape(&format!("{name} - {email}")),
            SoldTo::MailLink => format!(r#"<a href="mailto:{}">{}</a>"#, escape(email), escape(&name)),
            SoldTo::TwoLinks => format!(
                r#"{} <a href="mailto:{}"><i class="fas fa-envelope"></i></a>"#,
                self.link_named(model, target, &name),
                escape(email)
            ),
            SoldTo::OtherAddress => format!(
                r#"{} <a href="mailto:accounts@company.example">e-mail</a>"#,
                self.link_named(model, target, &name)
            ),
            SoldTo::TwoAddresses => escape(&format!("{email}, accounts@company.example")),
        }
    }

    /// A link to a record. Without a name it shows its own address, as Rails does with a null text.
    fn link(&self, model: &Model, target: &Record) -> String {
        let name = records::name(model, target);
        self.link_named(model, target, &name.unwrap_or_else(|| format!("/admin/{}/{}", model.name, target.id)))
    }

    fn link_named(&self, model: &Model, target: &Record, name: &str) -> String {
        let class = if self.markup == Markup::V2 { r#"class="pjax" "# } else { "" };
        format!(r#"<a {class}href="/admin/{}/{}">{}</a>"#, model.name, target.id, escape(name))
    }
}

/// `a`, `a and b`, `a, b, and c`.
fn sentence(mut parts: Vec<String>) -> Option<String> {
    let last = parts.pop()?;
    Some(match parts.as_slice() {
        [] => last,
        [first] => format!("{first} and {last}"),
        more => format!("{}, and {last}", more.join(", ")),
    })
}

/// HTML without its tags, and without the text of scripts.
fn strip_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tag.split_once('>') else { return text };
        rest = if tag == "script" { after.split_once("</script>").map_or("", |(_, after)| after) } else { after };
    }
    text + rest
}
