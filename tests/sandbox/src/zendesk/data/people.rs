//! The users: the agents, one requester for each ticket, and the contacts that make an organization full.

use std::borrow::Cow;

use super::organizations::{ACME, BETA, FILLER, GAMMA, KABUSHIKI, NO_ORDERS, Organization, SPACEY};

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A customer.
    EndUser,
    /// Somebody who works tickets.
    Agent,
}

impl Role {
    /// The word the API says.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EndUser => "end-user",
            Self::Agent => "agent",
        }
    }
}

/// A user.
#[derive(Debug, Clone)]
pub struct User {
    /// Zendesk's ID.
    pub id: u64,
    /// The name, unescaped.
    pub name: Cow<'static, str>,
    /// The primary address.
    pub email: Cow<'static, str>,
    /// Customer or agent.
    pub role: Role,
    /// The one organization the user is associated to, if any (zendesk.md D3).
    pub organization: Option<u64>,
}

const fn customer(id: u64, name: &'static str, email: &'static str, organization: Option<u64>) -> User {
    User { id, name: Cow::Borrowed(name), email: Cow::Borrowed(email), role: Role::EndUser, organization }
}

const fn agent(id: u64, name: &'static str, email: &'static str, organization: Option<u64>) -> User {
    User { id, name: Cow::Borrowed(name), email: Cow::Borrowed(email), role: Role::Agent, organization }
}

/// The agent whom every session of the sandbox belongs to.
pub const AGENT: u64 = 26_000_000_000_001;
/// The agent who asked the customers for their proof.
pub const TRIAGE_AGENT: u64 = 26_000_000_000_002;

/// A customer who writes in another customer's ticket.
pub const OTHER_CUSTOMER: u64 = 26_000_000_001_020;
/// The author of a comment whom the API does not send: there is no such user.
pub const NOT_SENT: u64 = 26_000_000_009_999;

/// The users written out. A requester's ID ends in the number of the ticket.
pub const USERS: &[User] = &[
    agent(AGENT, "Nadia Novak", "nadia.novak@agents.example", None),
    agent(TRIAGE_AGENT, "Tomás Treviño", "tomas.trevino@agents.example", None),
    // An agent among the contacts: counted by `related`, left out by `role=end-user`.
    agent(26_000_000_000_003, "Iris Ishida (success manager)", "iris.ishida@agents.example", Some(KABUSHIKI)),
    customer(26_000_000_001_001, "Alice Anders", "alice@acme.example", Some(ACME)),
    customer(26_000_000_001_002, "Bob Bauer", "bob.bauer@beta.example", Some(BETA)),
    customer(26_000_000_001_007, "Carol Gamma", "carol.gamma@gamma.example", Some(GAMMA)),
    customer(26_000_000_004_101, "Charlie Castro", "charlie.castro@acme.example", None),
    customer(26_000_000_004_102, "Beate Brandt", "beate.brandt@beta.example", None),
    customer(26_000_000_004_103, "Tina Tran", "tina.tran@acme.example", None),
    customer(26_000_000_004_104, "Ed Evans", "ed.evans@acme.example", None),
    customer(26_000_000_004_105, "Walt Wrong", "walt.wrong@acme.example", None),
    customer(26_000_000_004_106, "Erin Ek", "erin@whitespace.example", None),
    customer(26_000_000_004_107, "زينب \u{200f}Zoe", "zoe@rtl.example", None),
    customer(
        26_000_000_004_108,
        "<img src=x onerror=\"alert('name')\"> \"O'Neil\" &amp; <b>Co</b>",
        "mallory.o'neil+support@evil.example",
        None,
    ),
    customer(26_000_000_004_109, "Ana Acosta", "ana.acosta@acme.example", Some(ACME)),
    customer(26_000_000_004_110, "Cleo Closed", "cleo.closed@acme.example", None),
    customer(26_000_000_004_111, "Nick Nowhere", "nick.nowhere@acme.example", None),
    customer(26_000_000_004_112, "Clara Cloud", "clara.cloud@acme.example", None),
    customer(26_000_000_004_113, "山田 花子", "yamada.hanako@kk.example", None),
    customer(26_000_000_004_114, "Gina Gamma", "gina@gamma.example", None),
    customer(26_000_000_004_115, "Stan Spacey", "stan@gamma.example", None),
    customer(26_000_000_004_116, "Rob Reseller", "rob@reseller.example", None),
    customer(26_000_000_004_117, "Fiona Filler", "fiona@filler.example", None),
    customer(26_000_000_004_118, "Quinn Quiet", "quinn@acme.example", None),
    customer(26_000_000_004_119, "Tess Trial", "tess.trial@acme.example", None),
    customer(26_000_000_004_120, "Key Kessler", "key.kessler@acme.example", None),
    customer(26_000_000_004_121, "Uma Usher", "uma.usher@acme.example", None),
    customer(26_000_000_004_122, "Finn Falk", "finn.falk@acme.example", None),
    customer(26_000_000_004_123, "Lena Long", "lena.long@acme.example", None),
    customer(26_000_000_004_124, "Sue Short", "sue.short@acme.example", None),
    customer(26_000_000_004_125, "Nora Null", "nora.null@acme.example", None),
    customer(26_000_000_004_126, "Mia Merz", "mia.merz@acme.example", None),
    customer(26_000_000_004_127, "Paul Probst", "paul.probst@beta.example", Some(BETA)),
    customer(26_000_000_004_128, "Emma Empty", "emma.empty@acme.example", None),
    customer(26_000_000_004_129, "Devi Das", "devi.das@acme.example", None),
    customer(26_000_000_004_130, "Gil Group", "gil.group@acme.example", None),
    customer(26_000_000_004_131, "Rene Rossi", "rene.rossi@acme.example", Some(ACME)),
    customer(26_000_000_004_132, "Account Service", "service@evil.example", None),
    customer(26_000_000_004_133, "Alice Anders", "alice.anders@acme-labs.example", None),
    customer(26_000_000_004_134, "佐藤 次郎", "sato.jiro@kk.example", Some(KABUSHIKI)),
    customer(26_000_000_004_135, "Georg Gamma", "georg.gamma@gamma.example", Some(GAMMA)),
    customer(26_000_000_004_165, "Nina Neu", "nina.neu@noorders.example", Some(NO_ORDERS)),
    customer(26_000_000_004_166, "Moritz Moved", "moritz.moved@beta.example", Some(BETA)),
    customer(26_000_000_004_141, "Fay Fuller", "fay@filler.example", Some(FILLER)),
    customer(26_000_000_004_150, "Circe Cirillo", "circe@acme.example", None),
    customer(26_000_000_004_151, "Quentin Quest", "quentin@acme.example", None),
    customer(26_000_000_004_152, "Oscar Olsen", "oscar@acme.example", None),
    customer(26_000_000_004_153, "Ingo Intern", "ingo@acme.example", None),
    customer(26_000_000_004_154, "Una Unger", "una@acme.example", None),
    customer(26_000_000_004_155, "Fritz Forward", "fritz@acme.example", None),
    customer(26_000_000_004_156, "Several Severin", "severin@acme.example", None),
    customer(26_000_000_004_157, "Felix Field", "felix@acme.example", None),
    customer(26_000_000_004_158, "Sigrid Signer", "sigrid.signer@acme.example", None),
    customer(26_000_000_004_159, "Near Nilsson", "near@acme.example", None),
    customer(OTHER_CUSTOMER, "Dana Diaz", "dana.diaz@acme.example", None),
    customer(26_000_000_004_160, "Charlie Castro", "charlie_castro@gmail.com", None),
    customer(26_000_000_004_182, "Priya Private", "priya@users.noreply.github.com", None),
    customer(26_000_000_004_183, "Liz Lone", "liz.lone@acme.example", None),
    customer(26_000_000_004_184, "Sol Solo", "sol.solo@acme.example", None),
    customer(26_000_000_004_185, "Pola Portal", "pola.portal@acme.example", None),
    customer(26_000_000_004_186, "Ivo Incorrect", "ivo.incorrect@acme.example", None),
    customer(26_000_000_004_187, "Doris Domain", "doris@gamma.example", Some(SPACEY)),
];

/// The contacts of an organization that are only there to be counted and listed.
pub(in crate::zendesk) fn filler_contacts(organization: &Organization) -> impl Iterator<Item = User> {
    let (id, domain) = (organization.id, organization.domain);
    (1..=organization.more_contacts as u64).map(move |number| User {
        id: 27_000_000_000_000 + id % 10_000 * 1_000 + number,
        name: Cow::Owned(format!("Contact {number:02}")),
        email: Cow::Owned(format!("contact{number:02}@{domain}")),
        role: Role::EndUser,
        organization: Some(id),
    })
}
