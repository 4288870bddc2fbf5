//! The seed records: one for every case that can go right or wrong (portal.md c).

use super::records::{Record, Records, Value};
use crate::date::{Date, Moment};
use crate::license::{Payload, Signer};

/// From when on the records were made: each a good hour after the one before it.
const FIRST: Moment = Date::new(2025, 3, 4).at(9 * 3_600 + 30 * 60);
const START: Date = Date::new(2025, 1, 1);
const END: Date = Date::new(2099, 12, 31);

const PAID_PLAN: &str = "8a8aa16a8d4d0f3b018d6a5f9c7e1d22";
/// The code of cloud activation 9001; the Subscription name of 9010 too.
const CODE: &str = "Gv3JSmg8YQyvm4tSGXbhDYfZ";
const SCRIPT: &str = "<script>alert('xss')</script> & \"Quotes\" Co";

/// All records, with the licenses that end around this day ending around this day.
pub(super) fn records(today: Date) -> Records {
    let mut all = vec![("admin", Record::new(1, today.at(0), today.at(0)).with("email", "admin@example.com"))];
    all.extend(billing_accounts().map(|record| ("billing_account", record)));
    all.extend(contacts().map(|record| ("billing_account_contact", record)));
    all.extend(memberships().map(|record| ("billing_account_membership", record)));
    all.extend(customers().map(|record| ("customer", record)));
    all.extend(orders().map(|record| ("order", record)));
    all.extend(licenses(today).map(|record| ("license", record)));
    all.extend(cloud_activations().map(|record| ("cloud_activation", record)));
    all.extend(instance_activations().map(|record| ("self_managed_instance_activation", record)));
    all.extend(notes().map(|record| ("admin_note", record)));
    Records::new(all)
}

/// The `number`th record of its table.
fn record(id: i64, number: i64) -> Record {
    Record::new(id, FIRST.plus(number * 3_671), FIRST.plus(number * 7_213))
}

/// An id as Zuora gives them: 32 hexadecimal digits.
fn zuora_id(of: &str) -> String {
    format!("{:x}", md5::compute(format!("zuora{of}")))
}

fn zuora_account_id(billing_account: i64) -> String {
    zuora_id(&format!("acct{billing_account}"))
}

fn billing_accounts() -> impl Iterator<Item = Record> {
    let very_long = format!("A very long company name {}", "that goes on and on ".repeat(10));
    [
        (1001, "Acme Corp", Some("0016100000aBcDeAAK"), Some(11)),
        (1002, "Beta GmbH", Some("0013X00002fGhIj"), Some(12)),
        (1003, SCRIPT, Some("0014M00001kLmNoQAK"), Some(13)),
        (1004, "株式会社サンプル Ünïcødé", Some("0018X00003pQrSt"), Some(14)),
        (1005, "No Salesforce Ltd", None, Some(15)),
        (1006, "No Sold-to Inc", Some("0017W00004uVwXyQAK"), None),
        (1007, "Gamma LLC", Some("0012T00005zAbCdQAK"), Some(17)),
        (1008, "Whitespace AG", Some(" 0015Y00006eFgHiQAK "), Some(18)),
        (1009, "Reseller B.V.", Some("0011N00007jKlMn"), Some(19)),
        (1010, "No Orders SA", Some("0019A00008oPqRs"), Some(12)),
        (1011, "Odd Length SF id", Some("0016100000ABCDEFG"), Some(12)),
        (1012, "Acme Corp (second account)", Some("0016100000aBcDeAAK"), Some(11)),
        (1013, "شركة المثال (RTL) \u{200f}", Some("0010B00009tUvWx"), Some(20)),
        (1014, "Sold-to without e-mail", Some("0010C00010yZaBc"), Some(22)),
        (1015, "Sold-to with spaces", Some("0010D00011dEfGh"), Some(23)),
        (1016, very_long.as_str(), Some("0010E00012iJkLmQAK"), Some(11)),
        (1017, "Empty string SF", Some(""), Some(12)),
        (1099, "Filler Holding", Some("0010F00013nOpQr"), Some(21)),
    ]
    .map(|(id, name, salesforce, sold_to)| {
        // Accounts payable is billed where no person was sold to, and for the account with two contacts.
        let bill_to = if matches!(id, 1006 | 1007) { Some(16) } else { sold_to };
        record(id, id - 1000)
            .with("zuora_account_id", zuora_account_id(id))
            .with("zuora_account_name", name)
            .with("salesforce_account_id", salesforce)
            .with("sold_to_id", sold_to)
            .with("bill_to_id", bill_to)
    })
    .into_iter()
}

fn contacts() -> impl Iterator<Item = Record> {
    [
        (11, "Alice", "Anders", Some("alice@acme.example")),
        (12, "Bob", "Bauer", Some("bob.bauer@beta.example")),
        (13, "Mallory", "<b>O'Neil</b>", Some("mallory.o'neil+gitlab@evil.example")),
        (14, "太郎", "山田", Some("yamada.taro@kk.example")),
        (15, "Dana", "Dorn", Some("dana@nosf.example")),
        (16, "Accounts", "Payable", Some("ap@gamma.example")),
        (17, "Carol", "Gamma", Some("CAROL.Gamma@Gamma.Example")),
        (18, "Erin", "Ebert", Some("erin@whitespace.example")),
        (19, "Rita", "Reseller", Some("rita@reseller.example")),
        (20, "زوي", "المثال\u{200f}", Some("zoe@rtl.example")),
        (21, "Filler", "Holding", Some("filler@example.org")),
        (22, "No", "E-mail", None),
        (23, "Spacey", "Gamma", Some(" spacey@gamma.example ")),
    ]
    .map(|(id, first, last, email)| {
        record(id, id)
            .with("first_name", first)
            .with("last_name", last)
            .with("work_email", email)
            .with("zuora_contact_id", zuora_id(&id.to_string()))
            .with("country", "US")
    })
    .into_iter()
}

fn customers() -> impl Iterator<Item = Record> {
    [
        (301, "Alice", "Anders", "alice@acme.example", Some("Acme Corp")),
        (302, "Bob", "Bauer", "bob.bauer@beta.example", Some("Beta GmbH")),
        (303, "Mallory", "<b>O'Neil</b>", "mallory.o'neil+gitlab@evil.example", Some(SCRIPT)),
        (304, "太郎", "山田", "yamada.taro@kk.example", Some("株式会社サンプル")),
        (305, "No", "Company", "nocompany@example.net", None),
    ]
    .map(|(id, first, last, email, company)| {
        record(id, id - 300)
            .with("first_name", first)
            .with("last_name", last)
            .with("email", email)
            .with("company", company)
            .with("country", "US")
            .with("provider", "gitlab")
            .with("uid", (id * 37).to_string())
            .with("billable", id < 303)
            .with("login_activated", true)
            .with("sign_in_count", id - 301)
            .with("confirmed_at", FIRST)
    })
    .into_iter()
}

fn memberships() -> impl Iterator<Item = Record> {
    [(1, 301, 1001), (2, 302, 1002), (3, 303, 1003), (4, 304, 1004), (5, 305, 1012)]
        .map(|(id, customer, account)| record(id, id).with("customer_id", customer).with("billing_account_id", account))
        .into_iter()
}

fn orders() -> impl Iterator<Item = Record> {
    let cases = [
        (5001, Some("A-S00012345"), Some(1001)),
        // 5001's name is the beginning of this one.
        (5002, Some("A-S000123456"), Some(1002)),
        (5003, Some("A-S00054321"), None),
        (5004, Some("A-S00077777"), Some(1003)),
        (5005, Some("A-S00088888"), Some(1004)),
        (5006, Some("a-s00088899"), Some(1004)),
        (5007, None, Some(1002)),
        (5008, Some("A-S00099999 "), Some(1001)),
        (5009, Some("A-S00020002"), Some(1001)),
        (5010, Some("A-S00020002"), Some(1001)),
        (5011, Some("A-S00030003"), Some(1001)),
        (5012, Some("A-S00030003"), Some(1009)),
        // Wildcards in names, and what they would also match.
        (5013, Some("A-S00_0001"), Some(1001)),
        (5014, Some("A-S00X0001"), Some(1002)),
        (5015, Some("100%-Sub"), Some(1001)),
        (5016, Some("1005-Sub"), Some(1002)),
        (5017, Some("A-S<b>1</b>&amp;"), Some(1003)),
        (5018, Some("A-S00033333"), Some(1005)),
        (5019, Some("A-S00044444"), Some(1006)),
        (5020, Some("A-S00010001"), Some(1007)),
        (5021, Some("A-S00055555"), Some(1008)),
        (5022, Some("A-S00066666"), Some(1011)),
        (5023, Some("A-S00012012"), Some(1012)),
        (5024, Some("A-S00013013"), Some(1013)),
        (5025, Some("A-S00014014"), Some(1014)),
        (5026, Some("A-S00015015"), Some(1015)),
        (5027, Some("A-S00016016"), Some(1016)),
        (5028, Some("A-S00017017"), Some(1017)),
        (5029, Some("A-S00040004"), Some(1001)),
        (5030, Some("A-S00041001"), Some(1002)),
        (5031, Some("Old Subscription 2017 (renewed)"), Some(1002)),
        (5032, Some("A-S00050005"), Some(1001)),
        (5033, Some("A-S00050005"), Some(1001)),
    ]
    .map(|(id, name, account)| (id, name.map(str::to_owned), account));
    let hits = (5101..=5145).map(|id| (id, Some(format!("A-S{:08}", 700_000 + id - 5101)), Some(1099)));
    let fillers = (6001..=6150).map(|id| (id, Some(format!("A-S{:08}", 600_000 + 7 * (id - 6001))), Some(1099)));
    cases.into_iter().chain(hits).chain(fillers).map(|(id, name, account)| order(id, name, account))
}

fn order(id: i64, subscription: Option<String>, account: Option<i64>) -> Record {
    let customer = match id {
        5001 => Some(301),
        5003 => None,
        5004 => Some(303),
        5005 | 5006 => Some(304),
        _ => Some(302),
    };
    let plan = match id {
        5007 => "ultimate-saas-trial-plan-id",
        5029 => "ultimate-self-managed-trial-plan-id",
        _ => PAID_PLAN,
    };
    let (start, end) = match id {
        5030 => (Date::new(2019, 1, 1), Date::new(2020, 1, 1)),
        5031 => (Date::new(2017, 1, 1), Date::new(2018, 1, 1)),
        5032 => (Date::new(2024, 1, 1), START),
        _ => (START, END),
    };
    record(id, id - 5000)
        .with("customer_id", customer)
        .with("billing_account_id", account)
        .with("product_rate_plan_id", plan)
        .with("subscription_id", subscription.as_deref().map(zuora_id))
        .with("subscription_name", subscription)
        .with("start_date", start)
        .with("end_date", end)
        .with("quantity", id % 90 + 10)
        .with("gl_namespace_id", (id * 13).to_string())
        .with("gl_namespace_name", (id == 5004).then_some("<img src=x onerror=alert(1)> & \"ns\""))
        .with("trial", plan != PAID_PLAN)
        .with("zuora_account_id", account.map(zuora_account_id))
        .with("source", ["web", "zuora", "aws"][(id % 3) as usize])
}

fn licenses(today: Date) -> impl Iterator<Item = Record> {
    let usual = "A-S00012345";
    let subscriptions = [
        (5, None),
        (6, Some("A-S00000000")),
        (7, Some("A-S00077777")),
        (8, Some("A-S00088888")),
        (9, Some("  A-S00012345 ")),
        (10, Some("A-S000123456")),
        (13, Some("A-S00054321")),
        (14, Some("A-S00033333")),
        (15, Some("A-S00044444")),
        (16, Some("A-S00010001")),
        (17, Some("A-S00030003")),
        (18, Some("A-S00700")),
        (22, Some("A-S00020002")),
        (23, Some("A-S00055555")),
        (24, Some("A-S00066666")),
        (25, Some("A-S00013013")),
        (26, Some("A-S00014014")),
        (27, Some("A-S00015015")),
        (28, Some("A-S00040004")),
        (29, Some("A-S00041001")),
        (30, Some("A-S00_0001")),
        (31, Some("A-S00099999")),
        (32, Some("a-s00012345")),
        (33, Some("")),
        (35, Some("A-S00050005")),
        (36, Some("A-S00017017")),
    ];
    let cases = (1..=36).map(move |number| {
        let subscription =
            subscriptions.iter().find(|(case, _)| *case == number).map_or(Some(usual), |(_, name)| *name);
        let (starts_at, expires_at) = match number {
            3 => (Date::new(2019, 1, 1), Some(Date::new(2020, 1, 1))),
            4 => (Date::new(2098, 1, 1), Some(END)),
            12 => (START, None),
            19 => (START, Some(today)),
            20 => (START, Some(today.plus(-1))),
            21 => (START, Some(today.plus(1))),
            _ => (START, Some(END)),
        };
        let (name, company, email) = match number {
            7 => ("Mallory <b>O'Neil</b>", SCRIPT, "mallory.o'neil+gitlab@evil.example"),
            8 => ("山田 太郎", "株式会社サンプル Ünïcødé \u{200f}مرحبا\u{200f} 🦊", "yamada.taro@kk.example"),
            _ => ("Alice Anders", "Acme Corp", "alice@acme.example"),
        };
        let notes = match number {
            1 => Some("https://gitlab.com/gitlab-com/team-member-epics/access-requests/-/issues/1\nsecond line"),
            7 => Some("<img src=x onerror=alert(1)>\n</dd></div><dt>Trial</dt><dd>No</dd>"),
            _ => None,
        };
        let offline = number == 34;
        let trial = if number == 11 { Value::Null } else { Value::Boolean(number == 2) };
        license(number, [name, company, email], subscription.map(str::to_owned), trial)
            .with("license_type", if offline { "Offline Cloud License" } else { "Legacy License" })
            // The plain case is for as many users as its customer says.
            .with(
                "users_count",
                if offline {
                    0
                } else if number == 1 {
                    120
                } else {
                    number + 25
                },
            )
            .with("plan_name", if number == 2 { "Ultimate" } else { "Premium" })
            .with("plan_code", if number == 2 { "ultimate" } else { "premium" })
            .with("trueup_from", (number == 1).then_some(START))
            .with("trueup_to", (number == 1).then_some(Date::new(2025, 6, 30)))
            .with("starts_at", starts_at)
            .with("expires_at", expires_at)
            .with("notes", notes)
            .with("creator_id", (number == 1).then_some(1))
    });
    let fillers = (101..=160).map(|number| {
        let filler = number - 101;
        let name = format!("Filler {filler}");
        let email = format!("filler{filler}@example.org");
        let subscription = format!("A-S{:08}", 700_000 + filler % 45);
        license(number, [&name, "Filler Holding", &email], Some(subscription), Value::Boolean(filler % 9 == 0))
    });
    cases.chain(fillers).map(with_license_file)
}

fn license(number: i64, [name, company, email]: [&str; 3], subscription: Option<String>, trial: Value) -> Record {
    let id = 700_000 + number;
    record(id, number)
        .with("license_type", "Legacy License")
        .with("name", name)
        .with("company", company)
        .with("email", email)
        .with("zuora_subscription_id", subscription.as_deref().map(zuora_id))
        .with("zuora_subscription_name", subscription)
        .with("users_count", (number + 25) % 100)
        .with("previous_users_count", number % 5 * 10)
        .with("trueup_quantity", (number + 1) % 3)
        .with("plan_name", "Premium")
        .with("plan_code", "premium")
        .with("trial", trial)
        .with("starts_at", START)
        .with("expires_at", END)
}

/// The license with a license file that says the same as its record.
fn with_license_file(license: Record) -> Record {
    let text = |column| Payload::from(license.text(column));
    let number = |column| Payload::from(license.integer(column));
    let date = |column| match license.get(column) {
        Value::Date(date) => Some(*date),
        _ => None,
    };
    let day = |date: Option<Date>| Payload::from(date.map(Date::iso).as_deref());
    let expires_at = date("expires_at");
    let after_end = |days| day(expires_at.map(|end| end.plus(days)));
    let offline = license.text("license_type") == Some("Offline Cloud License");
    let trial = match license.get("trial") {
        Value::Boolean(trial) => Some(*trial),
        _ => None,
    };
    let payload = Payload::object([
        ("version", 1.into()),
        ("licensee", Payload::object([("Name", text("name")), ("Company", text("company")), ("Email", text("email"))])),
        ("issued_at", day(date("starts_at"))),
        ("expires_at", day(expires_at)),
        ("notify_admins_at", after_end(-15)),
        ("notify_users_at", after_end(0)),
        ("block_changes_at", after_end(14)),
        ("cloud_licensing_enabled", offline.into()),
        ("offline_cloud_licensing_enabled", offline.into()),
        ("auto_renew_enabled", false.into()),
        ("seat_reconciliation_enabled", false.into()),
        ("operational_metrics_enabled", false.into()),
        ("generated_from_customers_dot", true.into()),
        (
            "restrictions",
            Payload::object([
                ("active_user_count", number("users_count")),
                ("previous_user_count", number("previous_users_count")),
                ("trueup_quantity", number("trueup_quantity")),
                ("trueup_from", day(date("trueup_from"))),
                ("trueup_to", day(date("trueup_to"))),
                ("plan", text("plan_code")),
                ("trial", trial.into()),
                ("subscription_id", text("zuora_subscription_id")),
                ("subscription_name", text("zuora_subscription_name")),
                ("reconciliation_completed", false.into()),
                ("id", license.id.into()),
            ])
            .without_nulls(),
        ),
    ])
    .without_nulls();
    let file = Signer::test().sign(&payload.json(), &license.id.to_string());
    let md5 = md5::compute(&file).0.map(|byte| format!("{byte:02x}")).join("-");
    license.with("license_file", file).with("license_file_md5", md5)
}

fn cloud_activations() -> impl Iterator<Item = Record> {
    let (acme, beta) = (Some("A-S00012345"), Some("A-S000123456"));
    let cases = [
        (9001, CODE, acme, Some(301), Some(1001)),
        (9002, "TrLp7Wq2ZkNc9xVbT4sHdUeA", acme, Some(301), Some(1001)),
        (9003, "NoOrder1122334455667788x", Some("A-S00000000"), None, None),
        (9004, "NoBa998877665544332211yZ", Some("A-S00054321"), Some(301), None),
        // A code that is the beginning of another.
        (9005, "PrefixSharedCode12345678", acme, Some(301), Some(1001)),
        (9006, "PrefixSharedCode123456789", beta, Some(302), Some(1002)),
        (9007, "NilSubName77777777777777w", None, Some(301), Some(1001)),
        (9008, "HtmlSub<b>Code</b>&quot;1", Some("A-S00077777"), Some(303), Some(1003)),
        (9009, "NilTrial5555555555555555q", Some("A-S00088888"), Some(304), Some(1004)),
        (9010, "SubNameEqualsOtherCode111", Some(CODE), Some(302), Some(1002)),
        (9011, "Under_score1234567890123w", acme, Some(301), Some(1001)),
        (9012, "UnderXscore1234567890123w", beta, Some(302), Some(1002)),
    ]
    .map(|(id, code, subscription, customer, account)| {
        activation(id, code, subscription, customer, account)
            .with("super_sonics_aware", (id != 9009).then_some(true))
            .with("trial", (id != 9009).then_some(id == 9002))
            .with("seat_utilization_reminder_sent_at", (id == 9001).then_some(FIRST))
    });
    let fillers = (9101..=9140).map(|id| {
        let subscription = format!("A-S{:08}", 600_000 + 7 * (id - 9101));
        activation(id, &filler_code(id), Some(&subscription), Some(301), Some(1099))
            .with("super_sonics_aware", true)
            .with("trial", false)
    });
    cases.into_iter().chain(fillers)
}

fn activation(id: i64, code: &str, subscription: Option<&str>, customer: Option<i64>, account: Option<i64>) -> Record {
    record(id, id - 9000)
        .with("customer_id", customer)
        .with("billing_account_id", account)
        .with("activation_code", code)
        .with("subscription_name", subscription)
}

/// A code of 24 characters without look-alikes, as the portal makes them.
fn filler_code(id: i64) -> String {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let bytes = [format!("code{id}"), format!("more{id}")].map(|text| md5::compute(text).0).concat();
    bytes.iter().take(24).map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect()
}

fn instance_activations() -> impl Iterator<Item = Record> {
    [(1, "instance-one.acme.example"), (2, "instance-two.acme.example")]
        .map(|(id, instance)| record(id, id).with("cloud_activation_id", 9001).with("instance_identifier", instance))
        .into_iter()
}

fn notes() -> impl Iterator<Item = Record> {
    let full = record(1, 1)
        .with("notable_type", "BillingAccount")
        .with("notable_id", 1001)
        .with("kind", "Billing question")
        .with("payload", Value::Json(r#"{"a":1,"nested":{"html":"<b>&"}}"#))
        .with("body", "line 1\nline 2");
    let blank = record(2, 2).with("notable_type", "Customer").with("notable_id", 301);
    [full, blank].into_iter()
}
