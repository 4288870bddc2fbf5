//! Texts without a proof. Nothing may be found in any of them.

use crate::found;

/// Prose, mail, code, logs: whole texts, as tickets have them.
pub const TEXTS: &[(&str, &str)] = &[
    (
        "a question",
        "Hello support team,\n\nsince the upgrade to 18.5.1 last Thursday our users cannot push to protected branches any more. We have \
         about 1,250 users on 3 nodes (16 vCPU, 64 GB each). Our license is valid until 2027-03-31, and the license covers 1500 users. \
         I was told that the license is renewed automatically; the license file was uploaded on 04/11/2026 at 10:30.\n\nCould you have a look? You \
         can reach me at +49 30 1234567 or (030) 765432-10, between 9:00 and 17:00.\n\nBest regards\nJohanna",
    ),
    (
        "invoices and money",
        "We received invoice INV00123456 for 48,000.00 USD (PO 4500123456, quote Q-00098765). The number of licenses: 500. Licenses: 50000 \
         would be too many; licenses no. 12345 is not ours. Please correct the license quantity to 450 users. License: 100000 users. \
         License count 25000. VAT DE123456789, IBAN DE89370400440532013000.",
    ),
    (
        "a German mail",
        "Guten Tag,\n\nunsere Lizenz läuft am 31.12.2026 aus. Anzahl Lizenzen: 12000. Lizenz: 20261231. Bitte rufen Sie mich unter \
         0171 2345678 an, Aktenzeichen 2026/10/4711.\n\nMit freundlichen Grüßen\nJürgen Groß\nMusterstraße 12345, 10115 Berlin",
    ),
    (
        "a French mail",
        "Bonjour,\n\nnotre licence expire le 31/12/2026, nombre de licences : 12500. Le code d'activation n'est pas encore arrivé. Mon \
         numéro est le 01 23 45 67 89.\n\nCordialement,\nZoé",
    ),
    (
        "a Japanese mail",
        "お世話になっております。ライセンスの更新は2026年12月31日です。ライセンスは12000ユーザーです。電話は03-1234-5678です。",
    ),
    (
        "what an agent asks for",
        "Hello,\n\nTo go on we need proof of your support entitlement. Please send us your license ID or your cloud activation code, and the \
         e-mail address that the subscription was sold to. The license ID is a number; the activation code has 24 characters.\n\n\
         Kind regards,\nTomás Treviño\nCustomer Support Operations\ntomas.trevino@agents.example\n+1 555 0100 200",
    ),
    (
        "a signature",
        "--\nMarta Núñez | Platform Engineer | Acme Corp\nT +34 912 345 678 | M +34 612345678 | marta@acme.example\nCalle Mayor 28013 Madrid, \
         Registro 1234567\nhttps://www.acme.example/team/marta?id=700001\nThis message is confidential. Ref: 20261105-0042",
    ),
    (
        "versions and system information",
        "System information\nSystem:         Ubuntu 24.04\nProxy:          no\nRuby Version:   3.2.8\nGem Version:    3.7.1\nRedis Version:  7.2.10\n\
         Sidekiq Version:7.3.9\n\nGitLab information\nVersion:        18.5.1-ee\nRevision:       3f2a1b4c5d6\nDB Version:     16.10\nURL: \
         https://gitlab.acme.example\nLicense valid: true, Plan: premium, Expires: 2027-03-31, Maximum users: 12500",
    ),
    (
        "Rails log",
        "{\"method\":\"GET\",\"path\":\"/api/v4/projects/700001/repository/commits\",\"format\":\"json\",\"status\":500,\"time\":\"2026-11-04T08:12:41.123Z\",\
         \"correlation_id\":\"01JBV3Q2ZK8Y5T7W9X1M4N6P8R\",\"user_id\":700001,\"remote_ip\":\"10.0.12.7\",\"session\":\"Gv3JSmg8YQyvm4tSGXbhDYfZ\",\
         \"exception.class\":\"Gitaly::CommitError\",\"duration_s\":12.34567}",
    ),
    (
        "Sidekiq log",
        "2026-11-04T08:12:41.123Z pid=1234 tid=Gv3JSmg8YQyvm4tSGXbhDYfZ class=LicenseMonitorWorker jid=4f2d9c8b7a6e5d4c3b2a1f0e INFO: done: 12.3 sec\n\
         08:12:41 INFO start Gv3JSmg8YQyvm4tSGXbhDYfZ\nERROR Gv3JSmg8YQyvm4tSGXbhDYfZ failed",
    ),
    (
        "stack trace",
        "ActiveRecord::StatementInvalid (PG::QueryCanceled: ERROR:  canceling statement due to statement timeout):\n  \
         ee/app/models/license.rs:700001:in `load_license'\n  app/services/licenses/create_service.rb:12345:in `execute'\n\
         java.lang.IllegalStateException: Base64EncodedTokenHelper\n\tat com.example.Http2ServerPushSslV1Test.run(License.java:70000)\n\
         thread 'main' panicked at src/license.rs:70001:13",
    ),
    (
        "Ruby",
        "def license_id\n  @license_id ||= License.current&.id\nend\n\nlicense = License.find(700001)\nlicense.update!(users: 12000)\n\
         activation_code: params[:activation_code],\nsold_to = 'unknown'\n# SPDX-License-Identifier: Apache-2.0\n# License 2.0, Copyright 2011-2026",
    ),
    (
        "Rust and JSON",
        "let license_number: u64 = 0x700001;\nstruct Base64EncodedTokenHelper;\n{\"license\": \"MIT\", \"licenses\": 12345, \"integrity\": \
         \"sha512-K1ZpOE1ONDBVSmhjcTZrY3c1TndmaFJPUXA2QVZ2YzlJNDlXQk51bGpwWXpFb2NQUXI2QmxnQlM2Z1M==\"}",
    ),
    (
        "UUIDs, hashes, fingerprints",
        "550e8400-e29b-41d4-a716-446655440000\ncommit 9fceb02d0ae598e95dc970b74767f19372d61af8\nsha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n\
         zuora 2c92a0ff76f0d5250176f2f8c86f305a\nobject 507f1f77bcf86cd799439011\nSHA256:K1ZpOE1ONDBVSmhjcTZrY3c1TndmaFJPUXA2QVZ2YzlJ root@host\n\
         0016100000aBcDeAAK",
    ),
    (
        "tokens",
        "PRIVATE-TOKEN: glpat-Gv3JSmg8YQyvm4tSGXbh\nAuthorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3MDAwMDEifQ.Gv3JSmg8YQyvm4tSGXbhDYfZ\n\
         password: Gv3JSmg8YQyvm4tSGXbhDYfZ\nAPI key Gv3JSmg8YQyvm4tSGXbhDYfZ\nX-Request-Id: Gv3JSmg8YQyvm4tSGXbhDYfZ\n\
         runner registration token is Gv3JSmg8YQyvm4tSGXbhDYfZ\nsession=Gv3JSmg8YQyvm4tSGXbhDYfZ; a/Gv3JSmg8YQyvm4tSGXbhDYfZ/b \
         Gv3JSmg8YQyvm4tSGXbhDYfZ.tar.gz Gv3JSmg8YQyvm4tSGXbhDYfZ() x-Gv3JSmg8YQyvm4tSGXbhDYfZ Gv3JSmg8YQyvm4tSGXbhDYfZ= \
         https://a.example/Gv3JSmg8YQyvm4tSGXbhDYfZ?license_id=700001",
    ),
    (
        "a PEM file",
        "-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0Hxv3MkkZbMrKtIs6np9\nccP4OwGBkNhIvhPjcQP48hbbascv5RqsOquQGrYSD2ZrE/kbkRdkIcoHEeTZLif+\n\
         Gv3JSmg8YQyvm4tSGXbhDYfZ\n-----END CERTIFICATE-----",
    ),
    (
        "license labels without an ID",
        "License ID: n/a\nLicense ID: (see attachment)\nLicense ID: 2026-01-01\nLicense number: 18.5.1\nLicense ID: 12/2026\nLicense ID: 1,023,421\n\
         License ID: 700 001\nLicense ID +1 555 700001\nLicense ID: 12345678901234\nLicense no longer valid 700001\nlicense ID 12345@acme\n\
         License ID: 12:30\nLicense ID: 700001a\nLicense ID: 0x1234\nlicense 20261231\nlicense 2026\nWhat is the license ID?\n\n12345 Main Street",
    ),
    (
        "code labels without a code",
        "The activation code is invalid.\nActivation code: pending-approval\nactivation code: 2026-11-04T08-12-41\nActivation code: \
         550e8400-e29b-41d4-a716-446655440000\nactivation code: https://a.example/Gv3JSmg8YQyvm4tSGXbhDYfZ\nactivation code: 123456789012345678901234\n\
         activation code: eyJkYXRhIjoiK1ZpOE1ONDBVSmhjcTZrY3c1TndmaFJPUXA2QVZ2YzlJNDlX",
    ),
    (
        "shapes that only look like names",
        "A-S123 XA-S00012345 A-S00012345-1 A-S00012345_old A-S000123456789012 BA-S0001 a-sale",
    ),
    (
        "hosts that only look like the portal",
        "https://customers.gitlab.com.evil.example/admin/license/700001 https://evil.example/customers.gitlab.com/admin/license/700001 \
         https://customers.staging.gitlab.com/admin/license/700001 user@customers.gitlab.com/admin/license/700001 \
         mycustomers.gitlab.com/admin/license/700001 https://gitlab.acme.example/admin/license/700001 https://customers.gitlab.com/admin/license/new",
    ),
];

#[test]
fn a_text_without_a_proof_yields_none() {
    for (what, text) in TEXTS {
        assert_eq!(found(text), [""; 0], "{what}");
        let quoted: String = text.lines().map(|line| format!("> {line}\n")).collect();
        assert_eq!(found(&quoted), [""; 0], "{what}, quoted");
        assert_eq!(found(&text.replace('\n', "\r\n")), [""; 0], "{what}, with CRLF");
    }
}

/// A license key yields nothing, however it was pasted.
#[test]
fn a_license_key_is_not_searched() {
    for key in [700_001, 700_007].map(|id| vouch_sandbox::license::file(id).unwrap()) {
        let key = key.as_str();
        let one_line = key.replace('\n', "");
        // The last line made to look like an activation code.
        let ending = format!(
            "{}\nGv3JSmg8YQyvm4tSGXbhDYfZ\n",
            key.trim_end().trim_end_matches('=').rsplit_once('\n').unwrap().0
        );
        for key in [key, &one_line, &ending] {
            for pasted in [
                key.to_owned(),
                key.replace('\n', " "),
                key.replace('\n', "\r\n"),
                key.replace('\n', "\n\n"),
                key.replace('\n', "\n> "),
                key.replace('\n', "\n    "),
                key.replace('\n', "\\n"),
                format!("License Key,\"{key}\"\nEmail,alice@acme.example\nLicense Start Date,2025-01-01\n"),
                format!("License key: {key}"),
                format!("License ID: {key}"),
                format!("Activation code: {key}"),
                format!("-----BEGIN GITLAB LICENSE-----\n{key}-----END GITLAB LICENSE-----"),
            ] {
                assert_eq!(found(&pasted), [""; 0], "{}", pasted.len());
            }
        }
    }
}
