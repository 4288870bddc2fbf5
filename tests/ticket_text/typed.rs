//! One field, one thing.

use vouch::proof::text::typed;

use crate::short;

#[test]
fn one_thing_in_any_of_its_shapes() {
    for (text, thing) in [
        ("700001", "license 700001"),
        (" 700001\n", "license 700001"),
        ("\u{a0}700001\u{200b}", "license 700001"),
        ("#700001", "license 700001"),
        ("# 700001", "license 700001"),
        ("\"700001\"", "license 700001"),
        ("42", "license 42"),
        ("License ID: 700001", "license 700001"),
        ("license id 700001", "license 700001"),
        ("License ID:\t700001", "license 700001"),
        ("License #700001", "license 700001"),
        ("Lizenz-ID: 700001", "license 700001"),
        ("their license ID is 700001.", "license 700001"),
        ("https://customers.gitlab.com/admin/license/700001", "license 700001"),
        ("https://customers.gitlab.com/admin/license/700001/", "license 700001"),
        ("https://customers.gitlab.com/admin/license/700001/edit", "license 700001"),
        ("https://customers.gitlab.com/admin/license/700001?locale=en#top", "license 700001"),
        ("http://customers.gitlab.com/admin/license/700001", "license 700001"),
        ("HTTPS://Customers.GitLab.com/admin/license/700001", "license 700001"),
        ("customers.gitlab.com/admin/license/700001", "license 700001"),
        ("<https://customers.gitlab.com/admin/license/700001>", "license 700001"),
        ("see https://customers.gitlab.com/admin/license/700001.", "license 700001"),
        ("https://customers.gitlab.com/admin/cloud_activation/9001", "cloud_activation 9001"),
        ("https://customers.gitlab.com/admin/order/5001/history", "order 5001"),
        ("https://customers.gitlab.com/admin/billing_account/1001", "billing_account 1001"),
        (
            "https://customers.gitlab.com/admin/cloud_activation?query=Gv3JSmg8YQyvm4tSGXbhDYfZ",
            "code Gv3JSmg8YQyvm4tSGXbhDYfZ",
        ),
        ("https://customers.gitlab.com/admin/order?query=A-S00012345", "name A-S00012345"),
        (
            "https://customers.gitlab.com/admin/order?model_name=order&f%5Bsubscription_name%5D%5B1%5D%5Bo%5D=like&f%5Bsubscription_name%5D%5B1%5D%5Bv%5D=A-S00012345&per=100",
            "name A-S00012345",
        ),
        ("Gv3JSmg8YQyvm4tSGXbhDYfZ", "code Gv3JSmg8YQyvm4tSGXbhDYfZ"),
        (" `Gv3JSmg8YQyvm4tSGXbhDYfZ` ", "code Gv3JSmg8YQyvm4tSGXbhDYfZ"),
        ("gv3jsmg8yqyvm4tsgxbhdyfz", "code gv3jsmg8yqyvm4tsgxbhdyfz"),
        ("Cloud activation code: Gv3JSmg8YQyvm4tSGXbhDYfZ", "code Gv3JSmg8YQyvm4tSGXbhDYfZ"),
        ("activation code: short-code-12345", "code short-code-12345"),
        ("A-S00012345", "name A-S00012345"),
        ("a-s00012345", "name a-s00012345"),
        ("Subscription A-S00012345", "name A-S00012345"),
        ("Sold-to: alice@acme.example", "sold to alice@acme.example"),
    ] {
        assert_eq!(typed(text).as_ref().map(short).as_deref(), Some(thing), "{text}");
    }
}

#[test]
fn two_things_or_half_a_thing_are_nothing() {
    for text in [
        "",
        " ",
        "#",
        "0",
        "0700001",
        "-700001",
        "700001a",
        "700 001",
        "700,001",
        "700.001",
        "700001 700002",
        "700001, 700002",
        "700001 or so",
        "٧٠٠٠٠١",
        "License ID: 700001 and 700002",
        "License ID: 700001, order 5001234",
        "License ID: 700001, A-S00012345",
        "License ID: 700001\nSold-to: alice@acme.example",
        "License ID: 1,023,421",
        "License ID:",
        "Gv3JSmg8YQyvm4tSGXbhDYfZ TrLp7Wq2ZkNc9xVbT4sHdUeA",
        "Gv3JSmg8YQyvm4tSGXbhDYf",
        "abcdefghijklmnopqrstuvwx",
        "A-S123",
        "A-S00012345-1",
        "alice@acme.example",
        "Acme Corp",
        "https://customers.gitlab.com/admin",
        "https://customers.gitlab.com/admin/license",
        "https://customers.gitlab.com/admin/license/0700001",
        "https://customers.gitlab.com/admin/license/700001abc",
        "https://customers.gitlab.com/admin/license/700001/edit/more",
        "https://customers.gitlab.com/admin/license/../license/700001",
        "https://customers.gitlab.com/admin/customer/700001",
        "https://customers.gitlab.com/admin/order?query=A-S00012345&f[x][1][v]=A-S00012346",
        "https://customers.gitlab.com.evil.example/admin/license/700001",
        "https://evil.example/?u=https://customers.gitlab.com/admin/license/700001",
        "https://user@customers.gitlab.com/admin/license/700001",
        "https://customers.gitlab.com:8443/admin/license/700001",
        "https://customers.staging.gitlab.com/admin/license/700001",
        "https://customers.gitlab.com/admin/license/700001 https://customers.gitlab.com/admin/license/700002",
        "eyJkYXRhIjoiK1ZpOE1ONDBVSmhjcTZrY3c1TndmaFJPUXA2QVZ2YzlJNDlX",
    ] {
        assert_eq!(typed(text).as_ref().map(short), None, "{text}");
    }
}
