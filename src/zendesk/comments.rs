//! A ticket's conversation: its comments by the page, and the files attached to them.
//!
//! The list is read with a cursor, 25 comments a page: a ticket has at most 5000. Only the cursor is taken from an
//! answer, never its `links.next`: what is asked for is built by [`ApiUrl`] alone.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::api::{UnreadableAnswer, null_is_default};
use super::host;
use super::url::{ApiUrl, UserId};

/// The most pages that a ticket's conversation has: 5000 comments.
pub const MAX_PAGES: u32 = 200;

/// The longest name of a person or a file that is kept, in characters.
const MAX_NAME: usize = 255;

/// One page of a conversation, oldest comment first.
///
/// It cannot be serialized, on purpose: a comment may hold a license key, and that is not to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentPage {
    /// The comments.
    pub comments: Vec<Comment>,
    /// The e-mail addresses of the agents whom Zendesk sent with it.
    pub agents: Vec<String>,
    /// Where the next page begins; none on the last one.
    pub next: Option<Cursor>,
}

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The comment's number.
    pub id: u64,
    /// Who wrote it.
    pub author: Author,
    /// When it was written, in UTC: `2026-10-16T08:12:41Z`. Sorts as text.
    pub created_at: String,
    /// Whether the customer sees it; otherwise it is an internal note.
    pub public: bool,
    /// The text without markup; empty when Zendesk sent none.
    pub plain_body: String,
    /// The text as HTML, as Zendesk cleaned it; empty when it sent none.
    pub html_body: String,
    /// The text as it was sent: plain, or with Markdown.
    pub body: String,
    /// The files attached to it.
    pub attachments: Vec<Attachment>,
}

/// Who wrote a comment, as far as Zendesk said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The user's number; none where no person wrote it.
    pub id: Option<UserId>,
    /// The user's name; none when Zendesk did not send that user.
    pub name: Option<String>,
    /// What the user is.
    pub role: AuthorRole,
}

/// What the author of a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorRole {
    /// A customer.
    EndUser,
    /// An agent or an administrator.
    Agent,
    /// Zendesk did not send that user, or not what the user is.
    NotSent,
}

/// A file attached to a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The attachment's number.
    pub id: u64,
    /// The name it had on the sender's computer.
    #[serde(default, deserialize_with = "null_is_default")]
    pub file_name: String,
    /// What the sender's browser said it is.
    #[serde(default, deserialize_with = "null_is_default")]
    pub content_type: String,
    /// Bytes.
    #[serde(default)]
    pub size: u64,
    /// Where Zendesk says it is; see [`Attachment::address`].
    #[serde(default, deserialize_with = "null_is_default")]
    pub content_url: String,
    /// Whether it was taken down.
    #[serde(default)]
    pub deleted: bool,
    /// What the scan said: `malware_not_found`, `malware_found`, `failed_to_scan`, `not_scanned`.
    #[serde(default, deserialize_with = "null_is_default")]
    pub malware_scan_result: String,
}

/// What a file looks like by its name and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A license file, or a license key in a text file.
    License,
    /// A license usage export.
    UsageExport,
}

impl FileKind {
    /// The largest file of this kind that is read, in bytes. A license file has one to three kB (facts: domain 1.1), the
    /// table of a usage export at most 15 MB (facts: domain 2).
    #[must_use]
    pub fn max_size(self) -> u64 {
        match self {
            Self::License => 64 * 1024,
            Self::UsageExport => 15 * 1024 * 1024,
        }
    }
}

impl Attachment {
    /// What the file looks like, when it is worth offering: a license file is called `Company.gitlab-license`, an export
    /// `license_usage.csv` (facts: domain 1.1, 2); people rename both and keep "license". One that is empty, too
    /// large, taken down or found to be malware is not offered.
    #[must_use]
    pub fn looks_like(&self) -> Option<FileKind> {
        let name = self.file_name.to_lowercase();
        let kind = kind_of(&name)?;
        let sound = !self.deleted && self.malware_scan_result != "malware_found";
        (sound && (1..=kind.max_size()).contains(&self.size)).then_some(kind)
    }

    /// The same without what is never used, so that no text in it is longer than it need be.
    fn within_bounds(self) -> Self {
        let content_url = if self.address().is_some() { self.content_url } else { String::new() };
        let (file_name, content_type) = (cut(&self.file_name), cut(&self.content_type));
        let malware_scan_result = cut(&self.malware_scan_result);
        Self { file_name, content_type, content_url, malware_scan_result, ..self }
    }

    /// Where it can be asked for; nothing when Zendesk keeps it elsewhere.
    #[must_use]
    pub fn address(&self) -> Option<ApiUrl> {
        ApiUrl::attachment(&self.content_url)
    }
}

/// The beginning of a text that is too long, and any other as it is.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn kind_of(name: &str) -> Option<FileKind> {
    let says_license =
        ["license", "licence", "lizenz", "licencia", "licenca", "licença"].iter().any(|word| name.contains(word));
    let (_, extension) = name.rsplit_once('.')?;
    match extension {
        "gitlab-license" => Some(FileKind::License),
        "csv" | "tsv" if says_license || name.contains("usage") => Some(FileKind::UsageExport),
        "txt" | "key" | "lic" | "license" if says_license => Some(FileKind::License),
        _ => None,
    }
}

/// Where a page of comments begins: Zendesk's own text, opaque.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor(String);

impl Cursor {
    /// Takes a cursor: visible ASCII characters, at most 1024. It is percent-encoded wherever it is used.
    ///
    /// # Errors
    /// [`UnreadableAnswer`] for anything else.
    pub fn parse(text: &str) -> Result<Self, UnreadableAnswer> {
        let fits = (1..=1024).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits { Ok(Self(text.to_owned())) } else { Err(UnreadableAnswer) }
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Cursor {
    type Error = UnreadableAnswer;

    fn try_from(text: String) -> Result<Self, UnreadableAnswer> {
        Self::parse(&text)
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.0
    }
}

/// What a list says of its next page.
#[derive(Deserialize)]
pub(super) struct Meta {
    has_more: bool,
    after_cursor: Option<String>,
}

impl Meta {
    /// Where the next page begins; none on the last one.
    ///
    /// # Errors
    /// When there is more and no way to it: a list is read to its end or not at all.
    pub(super) fn next(self) -> Result<Option<Cursor>, UnreadableAnswer> {
        match (self.has_more, self.after_cursor) {
            (false, _) => Ok(None),
            (true, Some(cursor)) => Cursor::parse(&cursor).map(Some),
            (true, None) => Err(UnreadableAnswer),
        }
    }
}

impl CommentPage {
    /// Reads the answer to [`ApiUrl::comments`].
    ///
    /// # Errors
    /// When the body is not a page of comments, or says that there are more and not where: a conversation is read to its
    /// end or not at all.
    pub fn read(body: &str) -> Result<Self, UnreadableAnswer> {
        #[derive(Deserialize)]
        struct Answer {
            comments: Vec<RawComment>,
            #[serde(default)]
            users: Vec<RawUser>,
            meta: Meta,
        }
        #[derive(Deserialize)]
        struct RawUser {
            id: i64,
            name: Option<String>,
            email: Option<String>,
            role: Option<String>,
        }

        impl RawUser {
            fn role(&self) -> AuthorRole {
                match self.role.as_deref() {
                    Some(host::END_USER) => AuthorRole::EndUser,
                    Some(_) => AuthorRole::Agent,
                    None => AuthorRole::NotSent,
                }
            }
        }
        #[derive(Deserialize)]
        struct RawComment {
            id: u64,
            // Negative for what no person wrote.
            author_id: Option<i64>,
            #[serde(default, deserialize_with = "null_is_default")]
            created_at: String,
            public: Option<bool>,
            #[serde(default, deserialize_with = "null_is_default")]
            plain_body: String,
            #[serde(default, deserialize_with = "null_is_default")]
            html_body: String,
            #[serde(default, deserialize_with = "null_is_default")]
            body: String,
            #[serde(default)]
            attachments: Option<Vec<Attachment>>,
        }

        let answer: Answer = serde_json::from_str(body).map_err(|_| UnreadableAnswer)?;
        let next = answer.meta.next()?;
        let users: HashMap<_, _> = answer.users.into_iter().map(|user| (user.id, user)).collect();
        let author = |id: Option<i64>| {
            let user = id.and_then(|id| users.get(&id));
            Author {
                id: id.and_then(|id| UserId::parse(&id.to_string())),
                name: user.and_then(|user| user.name.as_deref()).map(cut),
                role: user.map_or(AuthorRole::NotSent, RawUser::role),
            }
        };
        let attachments = |all: Vec<Attachment>| all.into_iter().map(Attachment::within_bounds).collect();
        let comment = |raw: RawComment| Comment {
            id: raw.id,
            author: author(raw.author_id),
            created_at: raw.created_at,
            public: raw.public.unwrap_or_default(),
            plain_body: raw.plain_body,
            html_body: raw.html_body,
            body: raw.body,
            attachments: attachments(raw.attachments.unwrap_or_default()),
        };
        let agents = users.values().filter(|user| user.role() == AuthorRole::Agent);
        let mut agents: Vec<_> = agents.filter_map(|user| user.email.clone()).collect();
        agents.sort_unstable();
        Ok(Self { comments: answer.comments.into_iter().map(comment).collect(), agents, next })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_names_its_authors_and_its_next_page() {
        let page = CommentPage::read(
            &json!({
                "comments": [
                    { "id": 1, "author_id": 7, "created_at": "2026-10-16T08:12:41Z", "public": true, "plain_body": "Hi",
                      "html_body": "<p>Hi</p>", "body": "Hi", "attachments": [
                        { "id": 5, "file_name": "Acme.gitlab-license", "content_type": "application/octet-stream",
                          "size": 1993, "content_url": "https://gitlab.zendesk.com/attachments/token/aB3/?name=Acme.gitlab-license",
                          "inline": false, "deleted": false, "thumbnails": [] }] },
                    { "id": 2, "author_id": -1, "created_at": null, "public": false, "plain_body": null },
                    { "id": 3, "author_id": 8, "public": true },
                    { "id": 4, "author_id": 9, "public": true },
                    { "id": 5, "author_id": 10, "public": true },
                ],
                "users": [
                    { "id": 7, "name": "Alice", "email": "alice@acme.example", "role": "end-user" },
                    { "id": 8, "name": "Nadia", "email": "nadia@agents.example", "role": "admin" },
                    { "id": 10, "name": "Nobody", "email": "nobody@acme.example" },
                ],
                "meta": { "has_more": true, "after_cursor": "eyJv|==", "before_cursor": "x" },
                "links": { "next": "https://evil.example/" },
            })
            .to_string(),
        )
        .unwrap();
        assert_eq!(page.next.as_ref().map(Cursor::as_str), Some("eyJv|=="));
        let authors: Vec<_> = page.comments.iter().map(|comment| &comment.author).collect();
        assert_eq!(
            authors.iter().map(|author| author.name.as_deref()).collect::<Vec<_>>(),
            [Some("Alice"), None, Some("Nadia"), None, Some("Nobody")]
        );
        use AuthorRole::{Agent, EndUser, NotSent};
        assert_eq!(
            authors.iter().map(|author| author.role).collect::<Vec<_>>(),
            [EndUser, NotSent, Agent, NotSent, NotSent]
        );
        let ids: Vec<_> = authors.iter().map(|author| author.id.map(|id| id.to_string())).collect();
        assert_eq!(
            ids,
            [Some("7".to_owned()), None, Some("8".to_owned()), Some("9".to_owned()), Some("10".to_owned())]
        );
        assert_eq!(page.agents, ["nadia@agents.example"]);
        assert_eq!(page.comments[0].attachments[0].looks_like(), Some(FileKind::License));
        assert!(page.comments[0].attachments[0].address().is_some());
        assert_eq!(page.comments[1].plain_body, "");
    }

    #[test]
    fn a_page_that_hides_its_end_is_refused() {
        for (meta, read) in [
            (json!({ "has_more": false, "after_cursor": null }), true),
            (json!({ "has_more": false, "after_cursor": "two words" }), true),
            (json!({ "has_more": true, "after_cursor": null }), false),
            (json!({ "has_more": true, "after_cursor": "" }), false),
            (json!({ "has_more": true, "after_cursor": "two words" }), false),
            (json!({}), false),
            (json!(null), false),
        ] {
            let body = json!({ "comments": [], "meta": meta }).to_string();
            assert_eq!(CommentPage::read(&body).is_ok(), read, "{body}");
        }
        for body in ["", "<html>Sign in</html>", r#"{"error":"RecordNotFound"}"#, r#"{"comments":[],"count":0}"#] {
            assert_eq!(CommentPage::read(body), Err(UnreadableAnswer), "{body}");
        }
    }

    #[test]
    fn a_file_is_offered_by_its_name_and_size() {
        use FileKind::{License, UsageExport};
        for (file_name, size, kind) in [
            ("AcmeCorp.gitlab-license", 1993, Some(License)),
            ("ACME.GITLAB-LICENSE", 1993, Some(License)),
            ("license.txt", 1993, Some(License)),
            ("GitLab License (2).key", 1993, Some(License)),
            ("license_usage.csv", 9_000_000, Some(UsageExport)),
            ("license_usage (1).csv", 10, Some(UsageExport)),
            ("usage-export-2026.csv", 10, Some(UsageExport)),
            ("license.txt", 65 * 1024, None),
            ("license_usage.csv", 16 * 1024 * 1024, None),
            ("license.txt", 0, None),
            ("license.png", 10, None),
            ("license_usage.csv.zip", 10, None),
            ("production.log", 10, None),
            ("users.csv", 10, None),
            ("notes.txt", 10, None),
            ("gitlab-license", 10, None),
            ("", 10, None),
        ] {
            let mut attachment = Attachment {
                id: 1,
                file_name: file_name.to_owned(),
                content_type: String::new(),
                size,
                content_url: String::new(),
                deleted: false,
                malware_scan_result: "malware_not_found".to_owned(),
            };
            assert_eq!(attachment.looks_like(), kind, "{file_name} {size}");
            attachment.malware_scan_result = "malware_found".to_owned();
            assert_eq!(attachment.looks_like(), None, "{file_name}");
        }
    }
}
