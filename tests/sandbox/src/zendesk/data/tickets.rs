//! The tickets: one row, one case of the entitlement check.

use super::organizations::ACME;
use super::people::TRIAGE_AGENT;

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
    /// What the customer's comments give as proof.
    pub proof: Proof,
    /// The sold-to address the customer gives, as written.
    pub sold_to: Option<&'static str>,
    /// The comments, oldest first; the first one is the description.
    pub comments: &'static [Comment],
}

const fn says(author: u64, text: &'static str) -> Comment {
    Comment { author, public: true, text }
}

const fn note(author: u64, text: &'static str) -> Comment {
    Comment { author, public: false, text }
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
    },
];
