//! How a text is laid out, as mail programs write it: what its author wrote, what it quotes, and its signature.

/// One part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The author's own words.
    Own,
    /// What stands below the closing words.
    Signature,
    /// Somebody else's words.
    Quoted,
}

/// The parts of a text, by the places at which they begin.
pub struct Layout(Vec<(usize, Part)>);

/// Words that end the line above a quotation: "On Monday Alice wrote:".
const WROTE: &[&str] = &[
    "wrote",
    "schrieb",
    "schrieb am",
    "a écrit",
    "escribió",
    "escreveu",
    "ha scritto",
    "schreef",
    "napisał(a)",
    "napisał",
    "napsal(a)",
    "napsal",
    "yazdı",
    "написал(а)",
    "написал",
    "пише",
    "写道",
    "寫道",
    "작성",
    "כתב",
    "كتب",
];

/// Words between the date and the name above a quotation: "Am 14.10.2026 schrieb Alice:".
const WROTE_INSIDE: &[(&str, &str)] = &[("am ", " schrieb "), ("op ", " schreef ")];

/// Lines that a mail program writes above the mail that it quotes or forwards.
const HEADERS: &[&str] = &[
    "original message",
    "forwarded message",
    "begin forwarded message:",
    "ursprüngliche nachricht",
    "weitergeleitete nachricht",
    "message d'origine",
    "message transféré",
    "mensaje original",
    "mensaje reenviado",
    "mensagem original",
    "mensagem encaminhada",
    "messaggio originale",
    "messaggio inoltrato",
    "oorspronkelijk bericht",
    "doorgestuurd bericht",
];

/// Closing words: a line that holds nothing else begins the signature.
const CLOSINGS: &[&str] = &[
    "--",
    "kind regards",
    "best regards",
    "warm regards",
    "with kind regards",
    "with best regards",
    "regards",
    "best",
    "best wishes",
    "sincerely",
    "yours sincerely",
    "cheers",
    "thanks",
    "many thanks",
    "thank you",
    "thanks and regards",
    "thanks & regards",
    "mit freundlichen grüßen",
    "mit freundlichen gruessen",
    "mit freundlichem gruß",
    "freundliche grüße",
    "beste grüße",
    "viele grüße",
    "liebe grüße",
    "mfg",
    "cordialement",
    "bien cordialement",
    "bien à vous",
    "saludos",
    "saludos cordiales",
    "un saludo",
    "atentamente",
    "atenciosamente",
    "cumprimentos",
    "com os melhores cumprimentos",
    "cordiali saluti",
    "distinti saluti",
    "saluti",
    "met vriendelijke groet",
    "vriendelijke groeten",
    "groeten",
    "pozdrawiam",
    "z poważaniem",
    "s pozdravem",
    "saygılarımla",
    "с уважением",
    "з повагою",
    "よろしくお願いいたします",
    "よろしくお願いします",
    "감사합니다",
    "此致",
    "谢谢",
    "謝謝",
    "مع التحية",
    "تحياتي",
    "בברכה",
];

/// So many lines has a signature at most; what is longer is a text of its own.
const SIGNATURE_LINES: usize = 12;

/// So long may a line above a quotation be, in bytes.
const HEADER_LENGTH: usize = 400;

impl Layout {
    /// Reads the layout of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut start = 0;
        let mut lines: Vec<(usize, &str)> = Vec::new();
        for line in text.split('\n') {
            lines.push((start, line.trim_matches(is_blank)));
            start += line.len() + 1;
        }
        let end_of_own = (0..lines.len()).find(|at| begins_quotation(&lines, *at)).unwrap_or(lines.len());
        let signature = signature(&lines[..end_of_own]);
        let part = |at: usize, line: &str| {
            if at >= end_of_own || line.starts_with('>') || is_header(&lines, at) {
                Part::Quoted
            } else if signature.is_some_and(|start| at >= start) {
                Part::Signature
            } else {
                Part::Own
            }
        };
        let mut parts: Vec<(usize, Part)> = Vec::new();
        for (at, (start, line)) in lines.iter().enumerate() {
            let part = part(at, line);
            if parts.last().is_none_or(|(_, last)| *last != part) {
                parts.push((*start, part));
            }
        }
        Self(parts)
    }

    /// The part to which a place belongs.
    #[must_use]
    pub fn part_at(&self, place: usize) -> Part {
        let next = self.0.partition_point(|(start, _)| *start <= place);
        next.checked_sub(1).and_then(|last| self.0.get(last)).map_or(Part::Own, |(_, part)| *part)
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{a0}'
}

/// Whether all that follows from this line on is somebody else's mail, without a sign before each of its lines.
fn begins_quotation(lines: &[(usize, &str)], at: usize) -> bool {
    let line = lines[at].1;
    if line.is_empty() || line.len() > HEADER_LENGTH || line.starts_with('>') {
        return false;
    }
    let small = line.to_lowercase().replace('’', "'");
    let bare = small.trim_matches(|c: char| is_blank(c) || "-_*".contains(c));
    if HEADERS.contains(&bare) || is_outlook_header(lines, at) {
        return true;
    }
    // Where each line of the quotation is marked, the author may go on below it.
    let next = || lines[at + 1..].iter().find(|(_, line)| !line.is_empty());
    is_header(lines, at) && next().is_some_and(|(_, line)| !line.starts_with('>'))
}

/// Whether a line says who wrote what is quoted below it, and when.
fn is_header(lines: &[(usize, &str)], at: usize) -> bool {
    let line = lines[at].1;
    if line.len() > HEADER_LENGTH || !line.ends_with([':', '：']) {
        return false;
    }
    let small = line.to_lowercase();
    let said = small.trim_end_matches([':', '：']).trim_end();
    let before = at.checked_sub(1).map_or("", |before| lines[before].1);
    let has_date = [said, before].iter().any(|part| part.contains(|c: char| c.is_ascii_digit()));
    let says = WROTE.iter().any(|word| said.ends_with(word))
        || WROTE_INSIDE.iter().any(|(first, word)| said.starts_with(first) && said.contains(word));
    says && has_date
}

/// Whether the four lines that Outlook writes above a mail begin here.
fn is_outlook_header(lines: &[(usize, &str)], at: usize) -> bool {
    const FROM: &[&str] =
        &["from:", "von:", "de :", "de:", "da:", "van:", "od:", "от:", "差出人:", "发件人:", "寄件者:"];
    const SENT: &[&str] = &[
        "sent:",
        "date:",
        "gesendet:",
        "datum:",
        "envoyé :",
        "envoyé:",
        "date :",
        "enviado:",
        "enviado el:",
        "fecha:",
    ];
    const MORE: &[&str] =
        &["inviato:", "data:", "verzonden:", "wysłano:", "odesláno:", "отправлено:", "送信日時:", "发送时间:"];
    let begins = |line: &str, words: &[&str]| {
        let small = line.trim_start_matches('*').to_lowercase().replace(":*", ":");
        words.iter().any(|word| small.starts_with(word))
    };
    let near = lines.iter().skip(at + 1).take(3);
    begins(lines[at].1, FROM) && near.into_iter().any(|(_, line)| begins(line, SENT) || begins(line, MORE))
}

/// The first line of the signature: the one after the last closing words, where a text stands before them.
fn signature(lines: &[(usize, &str)]) -> Option<usize> {
    let first = lines.iter().position(|(_, line)| !line.is_empty())?;
    let closes = |line: &str| {
        let small = line.to_lowercase();
        line == "--" || CLOSINGS.contains(&small.trim_end_matches([',', '.', '!', '、', '。', '，', '！']))
    };
    let at = lines.iter().rposition(|(_, line)| closes(line)).filter(|at| *at > first)?;
    let written = lines[at + 1..].iter().filter(|(_, line)| !line.is_empty()).count();
    (written <= SIGNATURE_LINES).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The part of the text in which `HERE` stands.
    fn part(text: &str) -> Part {
        Layout::of(text).part_at(text.find("HERE").unwrap())
    }

    #[test]
    fn parts_of_a_text() {
        use Part::{Own, Quoted, Signature};
        for (text, expected) in [
            ("HERE", Own),
            ("", Own),
            ("> HERE", Quoted),
            ("a\n  > HERE\nb", Quoted),
            ("a\n> b\nHERE", Own),
            ("a\n\nOn Wed, 14 Oct 2026, Alice Anders wrote:\n\nHERE", Quoted),
            ("a\n\nOn Wed, 14 Oct 2026, Alice Anders\n<alice@acme.example> wrote:\n\nHERE", Quoted),
            ("a\n\nAm 14.10.2026 schrieb Alice Anders:\nHERE", Quoted),
            ("a\n\nLe 14 oct. 2026, Alice Anders a écrit :\nHERE", Quoted),
            ("a\n-----Original Message-----\nHERE", Quoted),
            ("a\n---------- Forwarded message ---------\nHERE", Quoted),
            ("a\n\nFrom: Alice <alice@acme.example>\nSent: Monday\nTo: Bob\nSubject: x\n\nHERE", Quoted),
            // The author goes on below what is marked.
            ("On Monday, 12 October, Alice wrote:\n> b\n\nHERE", Own),
            ("a\n\nOn Monday, 12 October, HERE wrote:\n> b", Quoted),
            ("This is what my colleague wrote:\nHERE", Own),
            ("From: alice@acme.example\nTo: bob@acme.example\nHERE", Own),
            ("a\n\nKind regards,\nAlice\nHERE", Signature),
            ("a\n-- \nHERE", Signature),
            ("a\nMit freundlichen Grüßen\n\nHERE\n\n> b", Signature),
            ("a\n\nCordialement\nHERE", Signature),
            // What only begins with thanks.
            ("Thanks,\n\nHERE", Own),
            ("Thanks, here it is:\nHERE", Own),
            (&format!("a\nRegards\n{}HERE", "line\n".repeat(20)), Own),
        ] {
            if text.contains("HERE") {
                assert_eq!(part(text), expected, "{text}");
            } else {
                assert_eq!(Layout::of(text).part_at(0), expected);
            }
        }
    }
}
