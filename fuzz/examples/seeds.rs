//! Writes the texts that fuzzing begins with into `fuzz/corpus`, a folder a target.

use std::path::Path;
use std::{fs, io};

use vouch_sandbox::date::Date;
use vouch_sandbox::license::{self, Signer};
use vouch_sandbox::portal::{Markup, Portal};
use vouch_sandbox::site::Site;
use vouch_sandbox::zendesk::data::TICKETS;

/// Licenses of the sandbox that differ in what matters.
const LICENSES: [i64; 6] = [700_001, 700_002, 700_007, 700_008, 700_012, 700_034];

fn main() -> io::Result<()> {
    for (target, seeds) in [
        ("license_file", license_files()),
        ("usage_export", usage_exports()),
        ("page", pages()),
        ("ticket_text", comments()),
        ("contacts", contacts()),
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
        fs::create_dir_all(&folder)?;
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed)?;
        }
    }
    Ok(())
}

fn license_files() -> Vec<String> {
    let files: Vec<String> = LICENSES.iter().filter_map(|id| license::file(*id)).collect();
    let minimal = r#"{"version":1,"licensee":{},"restrictions":{"id":1}}"#;
    let mut seeds = vec![Signer::test().sign(minimal, "seed"), Signer::stranger().sign(minimal, "seed")];
    seeds.extend(files.iter().map(|file| license::with_boundary(file)));
    seeds.extend(files.iter().map(|file| file.replace('\n', "\r\n> ")));
    seeds.push(files.concat());
    seeds.extend(files);
    seeds
}

fn usage_exports() -> Vec<String> {
    let exports: Vec<String> = LICENSES.iter().filter_map(|id| license::usage_export(*id)).collect();
    let mut seeds: Vec<String> =
        [";", "\t"].iter().flat_map(|by| exports.iter().map(|text| text.replace(',', by))).collect();
    seeds.extend(exports.iter().map(|text| format!("\u{feff}{}", text.replace('\n', "\r\n"))));
    seeds.extend(exports);
    seeds
}

/// Pages of the sandbox's portal in both markups, each behind the character that names its address in the target.
fn pages() -> Vec<String> {
    let page = |markup: Markup, path: &str| {
        let portal = Portal::on(markup, Date::today());
        let request = http::Request::get(path)
            .header("host", "customers.gitlab.com")
            .header("accept", "text/html")
            .header("cookie", portal.sign_in())
            .body(bytes::Bytes::new())
            .ok()?;
        String::from_utf8(portal.respond(&request).body().to_vec()).ok()
    };
    let paths = [
        ('@', "/admin/license/700001"),
        ('@', "/admin/license/700007"),
        ('A', "/admin/license?per=3"),
        ('B', "/admin/license/validate_license"),
        ('C', "/admin/cloud_activation/9001"),
        ('D', "/admin/order/5001"),
        (
            'E',
            "/admin/order?f%5Bsubscription_name%5D%5B1%5D%5Bo%5D=like&f%5Bsubscription_name%5D%5B1%5D%5Bv%5D=A-S0001&per=3",
        ),
        ('F', "/admin/billing_account/1001"),
        ('G', "/admin/billing_account_contact/11"),
        ('H', "/admin/license/799999?per=3"),
    ];
    let both = [Markup::V3, Markup::V2];
    let all = both.iter().flat_map(|markup| paths.iter().map(move |(first, path)| (*markup, first, path)));
    all.filter_map(|(markup, first, path)| Some(format!("{first}{}", page(markup, path)?))).collect()
}

/// What the sandbox's customers write.
fn comments() -> Vec<String> {
    TICKETS.iter().flat_map(|ticket| ticket.comments).map(|comment| comment.full_text().into_owned()).collect()
}

/// Lists of contacts in both forms.
fn contacts() -> Vec<String> {
    [
        "- name: Alice\n  email: alice@acme.example\n",
        "---\n# Contacts\n- {name: \"A\\u00e9\", email: 'a@b.co'}\n...\n",
        "organization_id: 1\ncontacts:\n  - name: |-\n      Alice\n    email: &a a@b.co\n  - *a\n",
        "name,email\nAlice,alice@acme.example\n\"Bob, Jr.\",bob@acme.example\n",
        "Query;x\r\nE-mail;Name\r\na@b.co;A\r\n",
    ]
    .map(str::to_owned)
    .into()
}
