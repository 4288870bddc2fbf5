//! What people write, and what must be found in it.

use vouch_sandbox::zendesk::data::{Proof, TICKETS};

use crate::found;

#[test]
fn license_ids() {
    for (text, ids) in [
        ("License ID: 700001", "700001"),
        ("our license id is #700002 and the subscription was sold to somebody", "700002"),
        ("Our license: 700003\nmore", "700003"),
        ("License ID 700010, sold-to unknown", "700010"),
        ("**License ID:** 700001", "700001"),
        ("- License ID: `700001`", "700001"),
        ("| License ID | 700001 |", "700001"),
        ("License ID\t700001\nPlan\tPremium", "700001"),
        ("License ID\n700001\nPlan\nPremium", "700001"),
        ("Our license ID is\n700001 and it is valid", "700001"),
        ("License ID = 700001;", "700001"),
        ("license_id: 700001", "700001"),
        ("licence no. 700001", "700001"),
        ("License Number: 71075", "71075"),
        ("license number is 1023421.", "1023421"),
        ("(license #1099015)", "1099015"),
        ("license key ID: 700001", "700001"),
        ("license (ID 700001)", "700001"),
        ("the license with ID 700001", "700001"),
        ("license with the ID 700001", "700001"),
        ("The ID of our license is 700001", "700001"),
        ("ID for the license: 700001", "700001"),
        ("our license 700001 expires soon", "700001"),
        ("License key: 700001", "700001"),
        ("License IDs: 700001, 700002 and 700003, for 120 users", "700001 700002 700003"),
        ("License ID: 700001 Users: 120", "700001"),
        ("License ID: 700001 (Premium), 10115 Berlin", "700001"),
        ("> License ID: 700001", "700001"),
        (">> License ID:\n>> 700001", "700001"),
        ("License\u{a0}ID:\u{a0}700001", "700001"),
        ("License\u{200b} ID: \u{200e}700001", "700001"),
        ("LICENSE ID:700001", "700001"),
        ("Lizenz-ID: 700001", "700001"),
        ("Unsere Lizenznummer lautet 700001.", "700001"),
        ("die Lizenz Nr. 700001", "700001"),
        ("ID de licence : 700001", "700001"),
        ("Notre numéro de licence est 700001", "700001"),
        ("l'identifiant de la licence est 700001", "700001"),
        ("El ID de la licencia es 700001", "700001"),
        ("Número de licencia: 700001", "700001"),
        ("ID da licença: 700001", "700001"),
        ("Numero di licenza: 700001", "700001"),
        ("ライセンスID：700001です", "700001"),
        ("ライセンス番号は700001です", "700001"),
        ("许可证 ID：700001", "700001"),
        ("라이선스 ID: 700001", "700001"),
    ] {
        let ids: Vec<_> = ids.split_whitespace().map(|id| format!("license {id}")).collect();
        assert_eq!(found(text), ids, "{text}");
    }
}

#[test]
fn activation_codes() {
    const CODE: &str = "Gv3JSmg8YQyvm4tSGXbhDYfZ";
    for text in [
        "Cloud activation code: CODE",
        "Activation code CODE, sold to nobody",
        "activation code:\n\nCODE\n",
        "Our activation code is CODE.",
        "activation_code=CODE",
        "{\"activation_code\":\"CODE\"}",
        "| Activation code | CODE |",
        "**Activation code:** `CODE`",
        "> Activation code: CODE",
        "Der Aktivierungscode lautet CODE",
        "code d’activation : CODE",
        "Código de activación: CODE",
        "código de ativação: CODE",
        "アクティベーションコードはCODEです",
        "激活码：CODE",
        "Hi,\n\nCODE\n\nThanks",
        "we activated it with CODE last year",
        "this one: CODE",
        "(CODE)",
        "“CODE”",
        "コードはCODEです。",
        "Our license key is CODE, I think",
        "codes: CODE, CODE",
    ] {
        assert_eq!(found(&text.replace("CODE", CODE)), [format!("code {CODE}")], "{text}");
    }
    for (text, code) in [
        ("activation code: abcdefghijkl12345678mnop", "abcdefghijkl12345678mnop"),
        ("activation code: ABCDEF1234567890ABCDEF12", "ABCDEF1234567890ABCDEF12"),
        ("activation code: abcDEFghiJKLmnoPQRstuVWX", "abcDEFghiJKLmnoPQRstuVWX"),
        ("activation code: some_other-shape-2026", "some_other-shape-2026"),
    ] {
        assert_eq!(found(text), [format!("code {code}")], "{text}");
    }
}

#[test]
fn subscription_names_and_links() {
    for (text, things) in [
        ("subscription A-S00012345, please", &["name A-S00012345"] as &[_]),
        ("A-S0000001 A-S00012345 A-S000860000", &["name A-S0000001", "name A-S00012345", "name A-S000860000"]),
        ("(a-s00012345)", &["name a-s00012345"]),
        ("契約はA-S00012345です", &["name A-S00012345"]),
        ("https://zuora.example/subscription/A-S00012345/view", &["name A-S00012345"]),
        ("[license](https://customers.gitlab.com/admin/license/700001)", &["license 700001"]),
        ("see customers.gitlab.com/admin/order/5001, and more", &["order 5001"]),
        (
            "https://customers.gitlab.com/admin/license/700001\nhttps://customers.gitlab.com/admin/billing_account/1001/edit",
            &["license 700001", "billing_account 1001"],
        ),
        ("<a href=\"https://customers.gitlab.com/admin/cloud_activation/9001\">x</a>", &["cloud_activation 9001"]),
        ("リンクhttps://customers.gitlab.com/admin/order/5001です", &["order 5001"]),
        ("order https://customers.gitlab.com/admin/order?query=A-S00012345", &["name A-S00012345"]),
    ] {
        assert_eq!(found(text), things, "{text}");
    }
}

#[test]
fn sold_to_addresses() {
    const TO: &str = "alice.o'neil+gitlab@acme.example";
    for text in [
        "Sold-to: TO",
        "Sold to TO",
        "sold_to=TO",
        "the subscription was sold to TO.",
        "Sold to: Alice O'Neil <TO>",
        "Sold To: Dr. A. O'Neil, Acme Inc. (TO)",
        "**Sold-to**: [TO](mailto:TO)",
        "Sold-to:\n\nTO",
        "> Sold-to:\n> TO",
        "Sold to:\nAlice O'Neil\nTO",
        "| Sold to | TO |",
        "our subscription was sold to our colleague\nTO, who has left",
        "Subscription owner: TO",
        "the owner of the subscription is TO",
        "Purchased by \"TO\"",
        "I bought it myself: TO.",
        "TO is the subscription owner",
        "TO (sold-to)",
        "Please add bob@acme.example. Sold-to: TO",
        "Sold-to: TO, and please CC bob@acme.example",
        "Verkauft an: TO",
        "Inhaber des Abonnements: TO",
        "Propriétaire de l’abonnement : TO",
        "Propietario de la suscripción: TO",
        "販売先：TOです",
    ] {
        assert_eq!(
            found(&text.replace("TO", TO).replace(&format!("Sold {TO}"), "Sold To")),
            [format!("sold to {TO}")],
            "{text}"
        );
    }
    for text in [
        "To go on, tell us the address that the subscription was sold to.\n\nKind regards,\nTomás <tomas@agents.example>",
        "Who was it sold to? Write to help@agents.example",
        "It was sold to Acme Corporation. Write to bob@acme.example",
        "Please add charlie@acme.example and dora@acme.example to our contacts.",
        "From: bob@acme.example\nTo: support@agents.example",
        "the books are sold together by bob@acme.example",
        "sold to alice (at) acme.example",
        "sold to git@gitlab.example:acme/project.git",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

/// Sentences as customers write them, one for each language at least.
#[test]
fn sold_to_addresses_in_many_languages() {
    const TO: &str = "alice@acme.example";
    for text in [
        "The buyer is TO",
        "Our purchasing contact: TO",
        "TO is the purchaser",
        "Purchaser's e-mail: TO",
        "subscription holder - TO",
        "Der Käufer ist TO.",
        "Die Einkäuferin (TO) ist informiert",
        "Inhaberin des Abonnements: Alice Anders <TO>",
        "L’acheteur est TO",
        "Titulaire de l’abonnement : TO",
        "El comprador es TO",
        "El titular de la suscripción es TO",
        "Vendido a: TO",
        "O comprador é TO",
        "Titular da assinatura: TO",
        "Venduto a: TO",
        "L'intestatario dell'abbonamento è TO",
        "Verkocht aan: TO",
        "De eigenaar van het abonnement is TO",
        "Właściciel subskrypcji: TO",
        "Nabywca: TO",
        "Vlastník předplatného je TO",
        "Kupující: TO",
        "Abonelik sahibi: TO",
        "SATIN ALAN: TO",
        "Владелец подписки: TO",
        "Покупатель — TO",
        "Власник підписки: TO",
        "購入者：TO",
        "購入者のメールアドレスはTOです。",
        "サブスクリプションの所有者: TO",
        "구매자: TO",
        "구독 소유자는 TO 입니다",
        "购买者：TO",
        "订阅所有者是TO",
        "購買者：TO",
        "訂閱所有者：TO",
        "المشتري: TO",
        "صاحب الاشتراك هو TO",
        "הרוכש: TO",
        "בעל המנוי הוא TO",
        "Såld till: TO",
        "Køber: TO",
        "Kjøper: TO",
        "Ostaja: TO",
        "Vásárló: TO",
        "Cumpărător: TO",
        "Pembeli: TO",
        "Người mua: TO",
    ] {
        assert_eq!(found(&text.replace("TO", TO)), [format!("sold to {TO}")], "{text}");
    }
    for (text, guess) in [
        ("The owner is TO", true),
        ("Der Vertragsinhaber ist TO", true),
        ("Le titulaire est TO", true),
        ("契約者：TO", true),
        ("所有者: TO", true),
        ("The contact for our subscription is TO", true),
        // Other people, other sentences, other things.
        ("Bitte fügen Sie TO als Kontakt hinzu.", false),
        ("Merci d'ajouter TO à nos contacts.", false),
        ("Por favor, agreguen a TO como contacto.", false),
        ("Der Käufer ist im Urlaub. Schreiben Sie an TO", false),
        ("¿Quién es el comprador? Escriban a TO", false),
        ("購入者は不明です。TOに連絡してください。", false),
        ("Наш покупатель ушёл. Пишите на TO", false),
        ("请联系TO", false),
        ("Mit freundlichen Grüßen\nEinkauf\nTO", false),
        ("buyers@TO", false),
    ] {
        let expected = Vec::from_iter(guess.then(|| format!("maybe sold to {TO}")));
        assert_eq!(found(&text.replace("TO", TO)), expected, "{text}");
    }
}

#[test]
fn each_thing_is_found_once() {
    let text = "License ID: 700001\n> License ID: 700001\nlicense #700001 Sold-to: a@b.example, sold to A@B.example";
    assert_eq!(found(text), ["license 700001", "sold to a@b.example"]);
}

/// The sandbox's tickets, each comment by itself.
#[test]
fn every_ticket_of_the_sandbox_gives_what_it_has() {
    for ticket in TICKETS.iter().filter(|ticket| ticket.id < 4120) {
        let all: Vec<_> = ticket.comments.iter().flat_map(|comment| found(comment.text)).collect();
        let proof = match ticket.proof {
            Proof::License(id) => Some(format!("license {id}")),
            Proof::CloudActivation(code) => Some(format!("code {code}")),
            _ => None,
        };
        let sold_to = ticket.sold_to.map(|address| format!("sold to {address}"));
        assert_eq!(all, Vec::from_iter(proof.into_iter().chain(sold_to)), "{}", ticket.id);
    }
}
