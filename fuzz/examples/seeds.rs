//! Writes the texts that fuzzing begins with into `fuzz/corpus`, a folder a target.

#[allow(dead_code, reason = "the tests of the walk use more of it")]
#[path = "../../tests/walk/world.rs"]
mod world;

use std::path::Path;
use std::{fs, io};

use vouch_sandbox::date::Date;
use vouch_sandbox::license::{self, Signer};
use vouch_sandbox::portal::{Markup, Portal};
use vouch_sandbox::site::Site;
use vouch_sandbox::zendesk::Zendesk;
use vouch_sandbox::zendesk::data::TICKETS;
use world::World;

/// Licenses of the sandbox that differ in what matters.
const LICENSES: [i64; 6] = [700_001, 700_002, 700_007, 700_008, 700_012, 700_034];

fn main() -> io::Result<()> {
    for (target, seeds) in [
        ("license_file", license_files()),
        ("usage_export", usage_exports()),
        ("page", pages()),
        ("ticket_text", comments()),
        ("contacts", contacts()),
        ("addresses", addresses()),
        ("zendesk", answers()),
        ("stored", stored()),
        ("session", sessions()),
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

/// Lists of addresses, as agents and customers write them.
fn addresses() -> Vec<String> {
    [
        "alice@acme.example, bob@acme.example;carol@acme.example\ndan@acme.example",
        "Alice <alice@acme.example>, \"Bob, Jr.\" <bob@acme.example>, ALICE@acme.example",
        "mailto:alice@acme.example?subject=x (bob@acme.example) alice@ @acme.example a@b",
    ]
    .map(str::to_owned)
    .into()
}

/// Answers of the sandbox's Zendesk, each behind the character that names its question in the target.
fn answers() -> Vec<String> {
    let zendesk = Zendesk::new("no-editor");
    let cookie = zendesk.sign_in();
    let answer = |path: &str| {
        let request = http::Request::get(format!("/api/v2/{path}"))
            .header("host", "gitlab.zendesk.com")
            .header("accept", "application/json")
            .header("cookie", &cookie)
            .body(bytes::Bytes::new())
            .ok()?;
        String::from_utf8(zendesk.respond(&request).body().to_vec()).ok()
    };
    let world = walked("4101", "700001");
    let mut seeds = Vec::new();
    for url in &world.asked {
        let Some(path) = url.strip_prefix("https://gitlab.zendesk.com/api/v2/") else { continue };
        // The question is in the path; what is not known goes to every reader of a list.
        let first = match path {
            _ if path.contains("/comments") => 'F',
            _ if path.starts_with("tickets/") => '@',
            _ if path.starts_with("search") => 'C',
            _ if path.contains("/users/count") || path.starts_with("users/me") => 'L',
            _ if path.contains("/users") => 'G',
            _ if path.starts_with("users/") => 'A',
            _ if path.starts_with("organizations/") => 'B',
            _ if path.starts_with("ticket_fields") => 'H',
            _ if path.starts_with("ticket_forms") => 'I',
            _ if path.starts_with("organization_fields") => 'J',
            _ if path.starts_with("macros") => 'K',
            _ => continue,
        };
        seeds.extend(answer(path).map(|body| format!("{first}{body}")));
    }
    seeds
}

/// A world in which a ticket was walked with this license.
fn walked(ticket: &str, license: &str) -> World {
    let mut world = World::new(Markup::V3);
    let panel = vouch::case::PanelId(1);
    world.open(panel, &format!("https://gitlab.zendesk.com/agent/tickets/{ticket}"));
    world.answer_all();
    world.collect(panel, license, "alice@acme.example");
    world
}

/// Cases as they are kept, with what belongs to none.
fn stored() -> Vec<String> {
    [("4101", "700001"), ("4102", "700002"), ("4103", "700010"), ("4105", "799999")]
        .iter()
        .map(|(ticket, license)| {
            let world = walked(ticket, license);
            format!("{}\n{}", world.stored(), world.stored_shared().unwrap_or_default())
        })
        .collect()
}

/// Sessions, each a list of steps as the target reads them.
fn sessions() -> Vec<String> {
    let open = |place: u8| vec![0, place];
    let intent = |number: u8, more: &[u8]| [&[1, number], more].concat();
    let walk = [open(0), vec![7], intent(0, &[0]), intent(2, &[0]), intent(4, &[]), vec![7]].concat();
    let with = |more: &[Vec<u8>]| [walk.clone(), more.concat()].concat();
    [
        walk.clone(),
        with(&[intent(15, &[]), vec![11, 1, 2, b'{', b'}', 0], vec![12]]),
        with(&[vec![8], vec![9, 3], vec![10], vec![7]]),
        with(&[open(7), vec![7], intent(19, &[]), vec![7], open(1), vec![7]]),
        with(&[intent(9, &[]), vec![4, 0, 100, 16, 0, 3, b'a', b'b', b'c'], vec![6, 0, 6, 5, 0], vec![10], vec![7]]),
        [
            open(0),
            vec![2, 0],
            vec![4, 0, 40, 8, 1],
            vec![7],
            intent(7, &[0]),
            vec![7],
            vec![14, 4],
            b"0016".to_vec(),
            vec![7],
        ]
        .concat(),
    ]
    .into_iter()
    .map(|steps| String::from_utf8_lossy(&steps).into_owned())
    .collect()
}
