//! The tickets: one row, one case of the entitlement check.

use std::borrow::Cow;

use super::attachments::{Attachment, LICENSE_FILE, SCREENSHOT, USAGE_EXPORT};
use super::forms::{
    CONTACT_PROJECT, LICENSES, MANAGE_CONTACTS, ON_DEDICATED, ON_GITLAB_COM, ON_OWN_INSTANCE, OTHER, PORTAL_ISSUES,
    SELF_MANAGED, SHARED_ORGANIZATION, SUPPORT_OPS,
};
use super::organizations::{ACME, BETA, FILLER, GAMMA, KABUSHIKI, SPACEY};
use super::people::{NOT_SENT, OTHER_CUSTOMER, TRIAGE_AGENT};
use crate::license;

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nobody has answered yet.
    New,
    /// Waiting for an agent.
    Open,
    /// Waiting for the customer.
    Pending,
    /// Answered.
    Solved,
    /// Archived: it takes no comment any more.
    Closed,
}

impl Status {
    /// The word the API says.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::Pending => "pending",
            Self::Solved => "solved",
            Self::Closed => "closed",
        }
    }
}

/// What the customer sent to prove the entitlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// A license ID.
    License(u64),
    /// A cloud activation code.
    CloudActivation(&'static str),
    /// The file of a license, in the text or attached.
    LicenseFile(u64),
    /// A license usage export of an instance with this license.
    UsageExport(u64),
    /// A subscription's name.
    Subscription(&'static str),
    /// Nothing yet.
    Nothing,
}

/// One message of a ticket.
#[derive(Debug, Clone, Copy)]
pub struct Comment {
    /// The author's user ID.
    pub author: u64,
    /// Whether the customer sees it.
    pub public: bool,
    /// What it says: plain text, lines divided by `\n`.
    pub text: &'static str,
    /// The license whose key is pasted after that, as a mail program quotes it.
    pub pasted_license: Option<i64>,
    /// The text as HTML, where it is not just the same.
    pub html: Option<&'static str>,
    /// The files that come with it.
    pub attachments: &'static [Attachment],
}

impl Comment {
    /// All that it says.
    pub fn full_text(&self) -> Cow<'static, str> {
        match self.pasted_license.and_then(license::file) {
            Some(key) => {
                let lines: String = key.lines().map(|line| format!("\n>     {line}")).collect();
                format!("{}{lines}", self.text).into()
            }
            None => self.text.into(),
        }
    }
}

/// A ticket, and what it is there to try.
#[derive(Debug, Clone, Copy)]
pub struct Ticket {
    /// The number.
    pub id: u64,
    /// Why it is in the sandbox.
    pub purpose: &'static str,
    /// The subject, unescaped.
    pub subject: &'static str,
    /// Where it stands.
    pub status: Status,
    /// The requester's user ID.
    pub requester: u64,
    /// The organization, if the requester is associated to one.
    pub organization: Option<u64>,
    /// The form that it was filed with.
    pub form: u64,
    /// What is chosen as `Support Ops Problem Type`, as the choice's tag.
    pub problem_type: Option<&'static str>,
    /// What is chosen as `L&R Product Type`, as the choice's tag.
    pub product_type: Option<&'static str>,
    /// Tags besides those of the choices.
    pub tags: &'static [&'static str],
    /// What the customer's comments give as proof.
    pub proof: Proof,
    /// The sold-to address the customer gives, as written.
    pub sold_to: Option<&'static str>,
    /// Whether that stands in `Subscription Email` too.
    pub has_subscription_email: bool,
    /// What stands in `Subscription Number`.
    pub subscription_number: Option<&'static str>,
    /// The comments, oldest first; the first one is the description.
    pub comments: &'static [Comment],
    /// How many more there are between the first and the second, of the requester and an agent in turn.
    pub small_talk: usize,
}

/// A ticket without anything remarkable: the rows below say only how they differ.
const PLAIN: Ticket = Ticket {
    id: 0,
    purpose: "",
    subject: "",
    status: Status::Open,
    requester: 0,
    organization: None,
    form: SUPPORT_OPS,
    problem_type: Some(MANAGE_CONTACTS),
    product_type: Some(ON_OWN_INSTANCE),
    tags: &[],
    proof: Proof::Nothing,
    sold_to: None,
    has_subscription_email: true,
    subscription_number: None,
    comments: &[],
    small_talk: 0,
};

impl Ticket {
    /// The whole conversation, oldest comment first.
    pub fn conversation(&self) -> Vec<Comment> {
        const TALK: [&str; 2] = [
            "Hello,\n\nwe have looked into it again and are still waiting for our colleagues. We will write tomorrow.\n\nTomás",
            "Thanks for the update. We have 120 users waiting since 2026-10-01, please call +49 30 1234567.",
        ];
        let authors = [TRIAGE_AGENT, self.requester];
        let talk = (0..self.small_talk).map(|number| says(authors[number % 2], TALK[number % 2]));
        let (first, rest) = self.comments.split_at(self.comments.len().min(1));
        first.iter().copied().chain(talk).chain(rest.iter().copied()).collect()
    }
}

const fn says(author: u64, text: &'static str) -> Comment {
    Comment { author, public: true, text, pasted_license: None, html: None, attachments: &[] }
}

const fn note(author: u64, text: &'static str) -> Comment {
    Comment { public: false, ..says(author, text) }
}

const fn pastes(author: u64, text: &'static str, license: i64) -> Comment {
    Comment { pasted_license: Some(license), ..says(author, text) }
}

const fn attaches(author: u64, text: &'static str, attachments: &'static [Attachment]) -> Comment {
    Comment { attachments, ..says(author, text) }
}

/// What an agent writes back to a customer who gave no proof.
const ASK_FOR_PROOF: Comment = says(
    TRIAGE_AGENT,
    "Hello,\n\nTo go on we need proof of your support entitlement. Please send us your license ID or your cloud \
     activation code, and the e-mail address that the subscription was sold to.\n\nKind regards,\nTomás",
);

/// Every ticket.
pub const TICKETS: &[Ticket] = &[
    Ticket {
        id: 4101,
        purpose: "passes: the plain case",
        subject: "Please add me to our organization",
        status: Status::Open,
        requester: 26_000_000_004_101,
        organization: None,
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[
            says(
                26_000_000_004_101,
                "Hi,\n\nI have just joined Acme and would like to open support tickets for our GitLab instance.\n\nCharlie Castro",
            ),
            ASK_FOR_PROOF,
            says(
                26_000_000_004_101,
                "Thanks, here it is:\n\nLicense ID: 700001\nSold-to: alice@acme.example\n\nOur instance has 120 users, it was installed on 2024-11-05.\n\nCharlie",
            ),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4102,
        purpose: "passes: a 15-character Salesforce ID, an order name that others contain",
        subject: "Support contact for Beta GmbH",
        status: Status::Open,
        requester: 26_000_000_004_102,
        organization: None,
        proof: Proof::License(700_010),
        sold_to: Some("bob.bauer@beta.example"),
        comments: &[says(
            26_000_000_004_102,
            "Guten Tag,\n\nplease add me as a support contact of Beta GmbH. We run a self-managed instance.\n\nLicense ID 700010, sold-to bob.bauer@beta.example\n\nBeate Brandt",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4103,
        purpose: "fails: the license is a trial",
        subject: "Add new support contact",
        status: Status::New,
        requester: 26_000_000_004_103,
        organization: None,
        proof: Proof::License(700_002),
        sold_to: Some("alice@acme.example"),
        comments: &[says(
            26_000_000_004_103,
            "Hello team,\n\nour license id is #700002 and the subscription was sold to alice@acme.example.\n\nTina",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4104,
        purpose: "fails: the license has expired",
        subject: "Cannot open tickets any more",
        status: Status::Open,
        requester: 26_000_000_004_104,
        organization: None,
        proof: Proof::License(700_003),
        sold_to: Some("alice@acme.example"),
        comments: &[says(26_000_000_004_104, "Our license: 700003\nSold to: alice@acme.example\n\nEd Evans")],
        ..PLAIN
    },
    Ticket {
        id: 4105,
        purpose: "fails: the sold-to given is not the billing account's",
        subject: "Association request",
        status: Status::Open,
        requester: 26_000_000_004_105,
        organization: None,
        proof: Proof::License(700_001),
        sold_to: Some("purchasing@acme.example"),
        comments: &[says(
            26_000_000_004_105,
            "Hi, please associate me.\n\nLicense ID: 700001\nSold-to: purchasing@acme.example\n\nWalt",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4106,
        purpose: "passes: spaces round the Salesforce ID; with this contact the organization is full",
        subject: "Manage my organization's contacts",
        status: Status::Open,
        requester: 26_000_000_004_106,
        organization: None,
        proof: Proof::License(700_023),
        sold_to: Some("erin@whitespace.example"),
        comments: &[says(
            26_000_000_004_106,
            "Hej,\n\nLicense ID 700023. I bought it myself: erin@whitespace.example.\n\nErin",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4107,
        purpose: "stops: no organization has the Salesforce ID",
        subject: "طلب إضافة جهة اتصال (support contact)",
        status: Status::Open,
        requester: 26_000_000_004_107,
        organization: None,
        proof: Proof::License(700_025),
        sold_to: Some("zoe@rtl.example"),
        comments: &[says(26_000_000_004_107, "مرحبا,\n\nLicense ID: 700025\nSold-to: zoe@rtl.example\n\nZoe")],
        ..PLAIN
    },
    Ticket {
        id: 4108,
        purpose: "passes: markup wherever a customer can write",
        subject: "</title><script>alert('subject')</script> <img src=x onerror=\"alert(1)\"> & \"quotes\" {{7*7}}",
        status: Status::Open,
        requester: 26_000_000_004_108,
        organization: None,
        proof: Proof::License(700_007),
        sold_to: Some("mallory.o'neil+gitlab@evil.example"),
        comments: &[
            says(
                26_000_000_004_108,
                "<h1>Hello</h1><script>alert('comment')</script>\n\nLicense ID: 700007\nSold-to: mallory.o'neil+gitlab@evil.example\n\n<img src=x onerror=alert(2)> <dt>Trial</dt><dd>No</dd> [link](javascript:alert(3))",
            ),
            note(TRIAGE_AGENT, "Odd text, but the address is theirs."),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4109,
        purpose: "nothing to prove: the requester is associated already",
        subject: "Add two colleagues",
        status: Status::Open,
        requester: 26_000_000_004_109,
        organization: Some(ACME),
        proof: Proof::Nothing,
        sold_to: None,
        comments: &[says(
            26_000_000_004_109,
            "Please add charlie.castro@acme.example and dora.diaz@acme.example to our contacts.\n\nAna",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4110,
        purpose: "closed: the page has no composer",
        subject: "Please add me (old request)",
        status: Status::Closed,
        requester: 26_000_000_004_110,
        organization: None,
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[
            says(26_000_000_004_110, "License ID: 700001\nSold-to: alice@acme.example\n\nCleo"),
            says(TRIAGE_AGENT, "Hello Cleo,\n\nwe have not heard from you, so we close this request.\n\nTomás"),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4111,
        purpose: "stops: there is no such license",
        subject: "Support for our instance",
        status: Status::Open,
        requester: 26_000_000_004_111,
        organization: None,
        proof: Proof::License(799_999),
        sold_to: Some("alice@acme.example"),
        comments: &[says(26_000_000_004_111, "License ID: 799999\nSold-to: alice@acme.example\n\nNick")],
        ..PLAIN
    },
    Ticket {
        id: 4112,
        purpose: "passes: a cloud activation code, which another activation's subscription name repeats",
        subject: "New contact, cloud licensing",
        status: Status::Open,
        requester: 26_000_000_004_112,
        organization: None,
        proof: Proof::CloudActivation("Gv3JSmg8YQyvm4tSGXbhDYfZ"),
        sold_to: Some("alice@acme.example"),
        comments: &[
            says(26_000_000_004_112, "Hello,\n\nI would like to be able to see Acme's tickets.\n\nClara"),
            ASK_FOR_PROOF,
            says(
                26_000_000_004_112,
                "Sure.\n\nCloud activation code: Gv3JSmg8YQyvm4tSGXbhDYfZ\nSold-to: alice@acme.example\n\nClara",
            ),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4113,
        purpose: "stops: the organization has 30 contacts already",
        subject: "サポート連絡先の追加",
        status: Status::Open,
        requester: 26_000_000_004_113,
        organization: None,
        proof: Proof::License(700_008),
        sold_to: Some("yamada.taro@kk.example"),
        comments: &[says(
            26_000_000_004_113,
            "お世話になっております。\n\nLicense ID: 700008\nSold-to: yamada.taro@kk.example\n\n山田 花子",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4114,
        purpose: "attention: the organization's notes say not to proceed; sold-to differs in letter case",
        subject: "Contact for Gamma",
        status: Status::Open,
        requester: 26_000_000_004_114,
        organization: None,
        proof: Proof::License(700_016),
        sold_to: Some("carol.gamma@gamma.example"),
        comments: &[says(26_000_000_004_114, "License ID: 700016\nSold-to: carol.gamma@gamma.example\n\nGina")],
        ..PLAIN
    },
    Ticket {
        id: 4115,
        purpose: "stops: two organizations share the Salesforce ID",
        subject: "Please associate my account",
        status: Status::Open,
        requester: 26_000_000_004_115,
        organization: None,
        proof: Proof::License(700_027),
        sold_to: Some("spacey@gamma.example"),
        comments: &[says(26_000_000_004_115, "License ID: 700027\nSold-to: spacey@gamma.example\n\nStan")],
        ..PLAIN
    },
    Ticket {
        id: 4116,
        purpose: "stops: the subscription name has two orders with different billing accounts",
        subject: "Contact for our reseller account",
        status: Status::Open,
        requester: 26_000_000_004_116,
        organization: None,
        proof: Proof::License(700_017),
        sold_to: Some("rita@reseller.example"),
        comments: &[says(26_000_000_004_116, "License ID: 700017\nSold-to: rita@reseller.example\n\nRob")],
        ..PLAIN
    },
    Ticket {
        id: 4117,
        purpose: "stops: the organization has a contact management project",
        subject: "Contact for Filler Holding",
        status: Status::Open,
        requester: 26_000_000_004_117,
        organization: None,
        proof: Proof::License(700_141),
        sold_to: Some("filler@example.org"),
        comments: &[says(26_000_000_004_117, "License ID: 700141\nSold-to: filler@example.org\n\nFiona")],
        ..PLAIN
    },
    Ticket {
        id: 4118,
        purpose: "waits: the customer has not sent any proof",
        subject: "Question about access",
        status: Status::Pending,
        requester: 26_000_000_004_118,
        organization: None,
        proof: Proof::Nothing,
        sold_to: None,
        comments: &[
            says(
                26_000_000_004_118,
                "How do I get access to my company's tickets? My phone number is +1 555 700001.\n\nQuinn",
            ),
            ASK_FOR_PROOF,
        ],
        ..PLAIN
    },
    Ticket {
        id: 4119,
        purpose: "fails: the cloud activation is a trial",
        subject: "Add me, trial activation",
        status: Status::Open,
        requester: 26_000_000_004_119,
        organization: None,
        proof: Proof::CloudActivation("TrLp7Wq2ZkNc9xVbT4sHdUeA"),
        sold_to: Some("alice@acme.example"),
        comments: &[says(
            26_000_000_004_119,
            "Activation code TrLp7Wq2ZkNc9xVbT4sHdUeA, sold to alice@acme.example\n\nTess",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4120,
        purpose: "a license key pasted into the text, quoted and indented",
        subject: "Add me to Acme's organization",
        requester: 26_000_000_004_120,
        proof: Proof::LicenseFile(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[
            says(26_000_000_004_120, "Hello,\n\nplease add me to our organization.\n\nKey Kessler"),
            ASK_FOR_PROOF,
            pastes(
                26_000_000_004_120,
                "Our administrator sent me this. Sold-to: alice@acme.example\n\nOn Wed, 14 Oct 2026, Alice Anders wrote:\n> Hi Key, here is the license:\n>",
                700_001,
            ),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4121,
        purpose: "a license usage export attached",
        subject: "Support contact, usage export attached",
        requester: 26_000_000_004_121,
        proof: Proof::UsageExport(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[attaches(
            26_000_000_004_121,
            "Hi,\n\nthe export is attached. The subscription was sold to alice@acme.example.\n\nUma Usher",
            &[USAGE_EXPORT],
        )],
        ..PLAIN
    },
    Ticket {
        id: 4122,
        purpose: "a license file attached",
        subject: "Support contact, license attached",
        requester: 26_000_000_004_122,
        proof: Proof::LicenseFile(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[
            says(26_000_000_004_122, "Hi, I need access to our tickets.\n\nFinn Falk"),
            ASK_FOR_PROOF,
            attaches(26_000_000_004_122, "Attached.\n\nSubscription owner: alice@acme.example", &[LICENSE_FILE]),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4123,
        purpose: "a long conversation: one proof in the oldest comment, another in the newest",
        subject: "Still no access to our organization",
        requester: 26_000_000_004_123,
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[
            says(26_000_000_004_123, "Hi,\n\nI need access. Our license ID is 700003.\n\nLena Long"),
            says(
                26_000_000_004_123,
                "The one in my first message has expired. License ID: 700001\nSold-to: alice@acme.example\n\nLena",
            ),
        ],
        small_talk: 130,
        ..PLAIN
    },
    Ticket {
        id: 4124,
        purpose: "a subscription name, and links to the portal, one of them in the HTML alone",
        subject: "Please add me, subscription A-S00012345",
        requester: 26_000_000_004_124,
        proof: Proof::Subscription("A-S00012345"),
        sold_to: None,
        comments: &[
            says(
                26_000_000_004_124,
                "Hi,\n\nour subscription is A-S00012345, I do not know more. Please add me.\n\nSue Short",
            ),
            note(
                TRIAGE_AGENT,
                "Looks like https://customers.gitlab.com/admin/order/5001, billing account https://customers.gitlab.com/admin/billing_account/1001.",
            ),
            Comment {
                html: Some(
                    "<p dir=\"auto\">See <a href=\"https://customers.gitlab.com/admin/license/700001\" rel=\"noreferrer\">the license</a>, too.</p>",
                ),
                ..note(TRIAGE_AGENT, "See the license, too.")
            },
        ],
        ..PLAIN
    },
    Ticket {
        id: 4125,
        purpose: "nothing to find: code, logs, numbers and a picture, but no proof",
        subject: "Pushes fail since the upgrade to 18.5.1",
        form: SELF_MANAGED,
        problem_type: None,
        requester: 26_000_000_004_125,
        comments: &[
            attaches(
                26_000_000_004_125,
                "Hello,\n\nsince the upgrade pushes fail. Our license covers 12000 users until 2027-03-31, invoice INV00700001.\n\n```\n\
                 {\"correlation_id\":\"01JBV3Q2ZK8Y5T7W9X1M4N6P8R\",\"session\":\"Gv3JSmg8YQyvm4tSGXbhDYfZ\",\"user_id\":700001}\n\
                 2026-10-14T08:12:41.123Z ERROR Gv3JSmg8YQyvm4tSGXbhDYfZ failed in license.rb:700001\n\
                 commit 9fceb02d0ae598e95dc970b74767f19372d61af8\n```\n\nCall me: +1 555 700001.\n\nNora Null",
                &[SCREENSHOT],
            ),
            ASK_FOR_PROOF,
        ],
        ..PLAIN
    },
    Ticket {
        id: 4126,
        purpose: "merged into another ticket: closed, and the page has no composer",
        subject: "Please add me to our organization (again)",
        status: Status::Closed,
        requester: 26_000_000_004_126,
        tags: &["closed_by_merge"],
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[
            says(26_000_000_004_126, "License ID: 700001\nSold-to: alice@acme.example\n\nMia Merz"),
            note(
                TRIAGE_AGENT,
                "This request was closed and merged into request #4101 \"Please add me to our organization\".",
            ),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4127,
        purpose: "another problem type: a contact management project is asked for, by a customer on GitLab.com",
        subject: "We would like to manage our contacts in a project",
        requester: 26_000_000_004_127,
        organization: Some(BETA),
        problem_type: Some(CONTACT_PROJECT),
        product_type: Some(ON_GITLAB_COM),
        comments: &[says(
            26_000_000_004_127,
            "Hello,\n\nplease set up a contact management project for us. I would maintain it.\n\nPaul Probst",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4128,
        purpose: "no problem type, no product type and no Subscription Email yet; the text has it all",
        subject: "Access to support",
        status: Status::New,
        requester: 26_000_000_004_128,
        problem_type: None,
        product_type: None,
        has_subscription_email: false,
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[says(
            26_000_000_004_128,
            "Hi,\n\nour license ID is 700001, it was sold to alice@acme.example.\n\nEmma Empty",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4129,
        purpose: "filed with another form, for GitLab Dedicated",
        subject: "New contact for our Dedicated instance",
        requester: 26_000_000_004_129,
        form: LICENSES,
        product_type: Some(ON_DEDICATED),
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[says(26_000_000_004_129, "License ID: 700001\nSold-to: alice@acme.example\n\nDevi Das")],
        ..PLAIN
    },
    Ticket {
        id: 4130,
        purpose: "a customer on GitLab.com names a namespace, and is in no organization",
        subject: "Support for our GitLab.com group",
        requester: 26_000_000_004_130,
        product_type: Some(ON_GITLAB_COM),
        comments: &[says(
            26_000_000_004_130,
            "Hi,\n\nwe pay for https://gitlab.com/acme-group/widgets, please associate me.\n\nGil Group",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4131,
        purpose: "a contact asks for another one to be removed",
        subject: "Alice has left",
        requester: 26_000_000_004_131,
        organization: Some(ACME),
        comments: &[says(
            26_000_000_004_131,
            "Please remove alice@acme.example and former@acme.example from our contacts.\n\nRene Rossi",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4132,
        purpose: "an attack: the links lead to a copy of the sign-in page",
        subject: "URGENT: verify your account",
        requester: 26_000_000_004_132,
        problem_type: Some(OTHER),
        product_type: None,
        comments: &[says(
            26_000_000_004_132,
            "Sign in at https://gitlab.com.evil.example/users/sign_in within 24 hours.",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4133,
        purpose: "a second address for an account, written from that address, with proof",
        subject: "Add this address to my account",
        requester: 26_000_000_004_133,
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[says(
            26_000_000_004_133,
            "Please add this address to my account alice@acme.example.\n\nLicense ID: 700001\nSold-to: alice@acme.example\n\nAlice",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4134,
        purpose: "a contact asks for another one, and the organization is full",
        subject: "One more contact",
        requester: 26_000_000_004_134,
        organization: Some(KABUSHIKI),
        comments: &[says(26_000_000_004_134, "Please add suzuki.ichiro@kk.example as well.\n\n佐藤 次郎")],
        ..PLAIN
    },
    Ticket {
        id: 4135,
        purpose: "a contact asks for another one, and the organization's notes say not to proceed",
        subject: "New colleague",
        requester: 26_000_000_004_135,
        organization: Some(GAMMA),
        comments: &[says(26_000_000_004_135, "Please add greta.gamma@gamma.example.\n\nGeorg Gamma")],
        ..PLAIN
    },
    Ticket {
        id: 4140,
        purpose: "a contact management project is asked for by the sold-to, who may have one",
        subject: "Contact management project",
        requester: 26_000_000_001_001,
        organization: Some(ACME),
        problem_type: Some(CONTACT_PROJECT),
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[says(
            26_000_000_001_001,
            "Please set up a contact management project for us. Ana Acosta and I would maintain it.\n\nLicense ID: \
             700001\nSold-to: alice@acme.example\n\nAlice",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4141,
        purpose: "a contact management project is to be removed, with more contacts than there may be without one",
        subject: "Remove our contact management project",
        requester: 26_000_000_004_141,
        organization: Some(FILLER),
        problem_type: Some(CONTACT_PROJECT),
        proof: Proof::Nothing,
        sold_to: None,
        has_subscription_email: false,
        comments: &[says(
            26_000_000_004_141,
            "We no longer need the project for our contacts, please remove it.\n\nFay",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4150,
        purpose: "circular: an earlier agent's evidence note names the portal's sold-to, the customer gave another",
        subject: "Please look again at my request",
        requester: 26_000_000_004_150,
        proof: Proof::License(700_001),
        sold_to: Some("purchasing@acme.example"),
        comments: &[
            says(26_000_000_004_150, "License ID: 700001\nSold-to: purchasing@acme.example\n\nCirce"),
            note(
                TRIAGE_AGENT,
                "- License: https://customers.gitlab.com/admin/license/700001\n- Order: \
                 https://customers.gitlab.com/admin/order/5001\n- Billing account: \
                 https://customers.gitlab.com/admin/billing_account/1001\n- Sold-to: alice@acme.example\n- Salesforce ID: \
                 0016100000aBcDeAAK\n- Organization: https://gitlab.zendesk.com/agent/organizations/9306291001001\n- \
                 Reason: The sold-to is alice@acme.example, the customer gave purchasing@acme.example.",
            ),
            says(26_000_000_004_150, "Could you please look again? It must be right.\n\nCirce"),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4151,
        purpose: "a license without the sold-to, which an agent's public question names",
        subject: "Add me please",
        requester: 26_000_000_004_151,
        proof: Proof::License(700_001),
        comments: &[
            says(26_000_000_004_151, "Our license ID is 700001.\n\nQuentin"),
            says(
                TRIAGE_AGENT,
                "Hello Quentin,\n\nis it alice@acme.example? Is alice@acme.example the subscription owner?\n\nTomás",
            ),
            says(26_000_000_004_151, "I do not know, I will ask.\n\nQuentin"),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4152,
        purpose: "another customer on the ticket gives the license and the sold-to",
        subject: "Access for our new colleague",
        requester: 26_000_000_004_152,
        comments: &[
            says(26_000_000_004_152, "Please add me. Dana, in copy, has the details.\n\nOscar"),
            says(OTHER_CUSTOMER, "License ID: 700001\nSold-to: alice@acme.example\n\nDana"),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4153,
        purpose: "only an agent's internal note names a license; the customer gave the sold-to alone",
        subject: "Support access",
        requester: 26_000_000_004_153,
        sold_to: Some("alice@acme.example"),
        comments: &[
            says(26_000_000_004_153, "The subscription was sold to alice@acme.example.\n\nIngo"),
            note(TRIAGE_AGENT, "Might be license ID 700001?"),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4154,
        purpose: "a comment whose author Zendesk does not send names the license and the sold-to",
        subject: "Contact for Acme",
        requester: 26_000_000_004_154,
        comments: &[
            says(26_000_000_004_154, "Please add me.\n\nUna"),
            says(NOT_SENT, "License ID: 700001\nSold-to: alice@acme.example\nPlease add greg@acme.example, too."),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4155,
        purpose: "the license and the sold-to stand only in the mail that the customer forwards",
        subject: "Fwd: Your subscription",
        requester: 26_000_000_004_155,
        comments: &[says(
            26_000_000_004_155,
            "Please add me, see below.\n\nFritz\n\n---------- Forwarded message ---------\nFrom: Alice Anders \
             <alice@acme.example>\nDate: Wed, 14 Oct 2026\nSubject: Your subscription\n\nLicense ID: 700001\nSold-to: \
             alice@acme.example",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4156,
        purpose: "the customer names one sold-to, and then another",
        subject: "New support contact, corrected",
        requester: 26_000_000_004_156,
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        has_subscription_email: false,
        comments: &[
            says(26_000_000_004_156, "License ID: 700001\nSold-to: purchasing@acme.example\n\nSeveral"),
            says(26_000_000_004_156, "Sorry, I am told that it was sold to alice@acme.example.\n\nSeveral"),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4157,
        purpose: "the proof stands in the ticket's own field alone",
        subject: "Question on access",
        requester: 26_000_000_004_157,
        subscription_number: Some("A-S00012345"),
        comments: &[says(26_000_000_004_157, "Please add me, the form says it all.\n\nFelix")],
        ..PLAIN
    },
    Ticket {
        id: 4158,
        purpose: "addresses in a signature and in a quoted thread, of agents and of GitLab among them",
        subject: "Please add Dora",
        requester: 26_000_000_004_158,
        comments: &[
            says(
                26_000_000_004_158,
                "Please add dora.diaz@acme.example and tomas.trevino@agents.example knows about it.\n\nKind \
                 regards,\nSigrid Signer\nsigrid.signer@acme.example | office@acme.example\n\nOn Wed, 14 Oct 2026, Erik \
                 <erik@partner.example> wrote:\n> write to support@gitlab.com or frieda@partner.example",
            ),
            says(TRIAGE_AGENT, "Hello Sigrid,\n\nwe look into it.\n\nTomás"),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4159,
        purpose: "a near miss: the customer names an owner, which may be the subscription's",
        subject: "One contact more",
        requester: 26_000_000_004_159,
        proof: Proof::License(700_001),
        comments: &[says(26_000_000_004_159, "License ID: 700001. The owner is alice@acme.example.\n\nNear Miss")],
        ..PLAIN
    },
    Ticket {
        id: 4160,
        purpose: "a requester with a free e-mail address and another's good proof",
        subject: "Support contact",
        requester: 26_000_000_004_160,
        proof: Proof::License(700_001),
        sold_to: Some("alice@acme.example"),
        comments: &[says(
            26_000_000_004_160,
            "Please add me.\n\nLicense ID: 700001\nSold-to: alice@acme.example\n\nCharlie",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4165,
        purpose: "the requester was associated after the ticket was filed: the ticket has no organization, and Zendesk \
                  does not send the requester's along",
        subject: "Please add my colleague",
        requester: 26_000_000_004_165,
        comments: &[says(26_000_000_004_165, "Please add dan@noorders.example.\n\nNina")],
        ..PLAIN
    },
    Ticket {
        id: 4166,
        purpose: "the requester has moved to another organization than the ticket is in",
        subject: "One more contact for us",
        requester: 26_000_000_004_166,
        organization: Some(ACME),
        comments: &[says(26_000_000_004_166, "Please add berta@beta.example.\n\nMoritz")],
        ..PLAIN
    },
    Ticket {
        id: 4180,
        purpose: "another problem type: a contact wants to see the tickets of the whole organization",
        subject: "See all tickets of our organization",
        requester: 26_000_000_004_109,
        organization: Some(ACME),
        problem_type: Some(SHARED_ORGANIZATION),
        comments: &[says(
            26_000_000_004_109,
            "Hello,\n\nplease let all of us read one another's tickets. Read only is enough.\n\nAna",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4181,
        purpose: "stops: a contact is to be removed, and the organization has a contact management project",
        subject: "Remove a colleague",
        requester: 26_000_000_004_141,
        organization: Some(FILLER),
        comments: &[says(
            26_000_000_004_141,
            "Please remove a colleague who has left: contact1@filler.example.\n\nFay",
        )],
        ..PLAIN
    },
    Ticket {
        id: 4182,
        purpose: "stops: the requester writes from a private address and has sent no proof",
        subject: "Please associate me",
        requester: 26_000_000_004_182,
        has_subscription_email: false,
        comments: &[says(26_000_000_004_182, "Hi,\n\nI work for Acme, please add me as a contact.\n\nPriya")],
        ..PLAIN
    },
    Ticket {
        id: 4183,
        purpose: "waits: a license and no sold-to",
        subject: "Add me, license inside",
        requester: 26_000_000_004_183,
        has_subscription_email: false,
        proof: Proof::License(700_001),
        comments: &[says(26_000_000_004_183, "Hi,\n\nLicense ID: 700001\n\nLiz Lone")],
        ..PLAIN
    },
    Ticket {
        id: 4184,
        purpose: "waits: a sold-to and no license",
        subject: "Add me, the owner is Alice",
        requester: 26_000_000_004_184,
        sold_to: Some("alice@acme.example"),
        comments: &[says(26_000_000_004_184, "Hi,\n\nSold-to: alice@acme.example\n\nSol Solo")],
        ..PLAIN
    },
    Ticket {
        id: 4185,
        purpose: "another problem type: the support portal does not work",
        subject: "I cannot sign in to the support portal",
        requester: 26_000_000_004_185,
        problem_type: Some(PORTAL_ISSUES),
        product_type: None,
        has_subscription_email: false,
        comments: &[says(26_000_000_004_185, "The page stays blank after I have signed in.\n\nPola Portal")],
        ..PLAIN
    },
    Ticket {
        id: 4186,
        purpose: "moved to Support Ops by another team, with the macro for the incorrect form",
        subject: "Billing question about our renewal",
        requester: 26_000_000_004_186,
        problem_type: Some(OTHER),
        product_type: None,
        has_subscription_email: false,
        comments: &[
            says(26_000_000_004_186, "Hello,\n\nwhere do I find our last invoice?\n\nIvo Incorrect"),
            note(TRIAGE_AGENT, "Incorrect form used: this is a question for Billing."),
        ],
        ..PLAIN
    },
    Ticket {
        id: 4187,
        purpose: "attention: the requester may be in the organization by the domain of the address alone",
        subject: "Add a colleague",
        requester: 26_000_000_004_187,
        organization: Some(SPACEY),
        comments: &[says(26_000_000_004_187, "Please add dan@gamma.example.\n\nDoris")],
        ..PLAIN
    },
];
