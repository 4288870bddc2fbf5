//! The portal's URLs: which are taken, what they point to, and which are built.

use proptest::prelude::*;
use vouch::ids::{ActivationCode, LicenseId, RecordId, SubscriptionName};
use vouch::portal::{Model, Place, PortalUrl};

#[test]
fn only_a_clean_url_on_the_portal_is_taken() {
    for url in [
        "https://customers.gitlab.com/",
        "https://customers.gitlab.com/admin",
        "https://customers.gitlab.com/admin/order/5001?a=b#c",
        "https://customers.gitlab.com/admin/order?f[subscription_name][1][o]=like&f[subscription_name][1][v]=A-S00011111",
        "https://customers.gitlab.com/admin/order?q=..%2F..",
        "https://customers.gitlab.com/?next=https://evil.example/",
    ] {
        assert_eq!(PortalUrl::parse(url).map(|url| url.to_string()), Ok(url.to_owned()));
    }
    for url in [
        "",
        "customers.gitlab.com/admin",
        "http://customers.gitlab.com/admin",
        "HTTPS://customers.gitlab.com/admin",
        "https://customers.gitlab.com",
        "https://Customers.gitlab.com/admin",
        "https://customers.gitlab.com:443/admin",
        "https://customers.gitlab.com./admin",
        "https://user@customers.gitlab.com/admin",
        "https://customers.gitlab.com@evil.example/admin",
        "https://customers.gitlab.com.evil.example/admin",
        "https://evil.example/customers.gitlab.com/admin",
        "https://customers.staging.gitlab.com/admin",
        "https:///customers.gitlab.com/admin",
        "https:\\\\customers.gitlab.com/admin",
        "https://customers.gitlab.com\\@evil.example/",
        "https://customers.gitlab.com/admin\\order",
        "https://customers.gitlab.com/admin/order/../license/700001",
        "https://customers.gitlab.com/admin/./order",
        "https://customers.gitlab.com/admin/%2e%2E/x",
        "https://customers.gitlab.com/admin/.%2e/x",
        "https://customers.gitlab.com/admin/ order",
        "https://customers.gitlab.com/admin/\torder",
        "https://customers.gitlab.com/admin/\u{fc}",
        " https://customers.gitlab.com/admin",
        "https://customers.gitlab.com/admin\n",
        &format!("https://customers.gitlab.com/{}", "x".repeat(8192)),
    ] {
        let error = PortalUrl::parse(url).unwrap_err().to_string();
        assert!(error.starts_with("not a portal URL: ") && error.lines().count() == 1, "{url}: {error}");
    }
}

#[test]
fn a_url_points_to_one_place() {
    let id = |digits: &str| RecordId::parse(digits).unwrap();
    for (path, place) in [
        ("/admin/license/700001", Place::Show(Model::License, id("700001"))),
        ("/admin/order/5001/", Place::Show(Model::Order, id("5001"))),
        ("/admin/order/5001?x#y", Place::Show(Model::Order, id("5001"))),
        ("/admin/billing_account_contact/11", Place::Show(Model::BillingAccountContact, id("11"))),
        ("/admin/order", Place::List(Model::Order)),
        ("/admin/order/", Place::List(Model::Order)),
        ("/admin/cloud_activation?query=x", Place::List(Model::CloudActivation)),
        ("/admin/license/validate_license", Place::ValidateLicense),
        ("/admin/order/5001abc", Place::Elsewhere),
        ("/admin/order/5001%20", Place::Elsewhere),
        ("/admin/order/%35001", Place::Elsewhere),
        ("/admin/order/٥", Place::Elsewhere),
        ("/admin/order/-1", Place::Elsewhere),
        ("/admin/order/5001//", Place::Elsewhere),
        ("/admin/order//5001", Place::Elsewhere),
        ("/admin/order/5001/edit", Place::Elsewhere),
        ("/admin/order.json", Place::Elsewhere),
        ("/admin/Order/5001", Place::Elsewhere),
        ("/admin/order/export", Place::Elsewhere),
        ("/admin/order/validate_license", Place::Elsewhere),
        ("/admin/customer/301", Place::Elsewhere),
        ("/admin", Place::Elsewhere),
        ("/admin/", Place::Elsewhere),
        ("/", Place::Elsewhere),
        ("/order/5001", Place::Elsewhere),
    ] {
        let Ok(url) = PortalUrl::parse(&format!("https://customers.gitlab.com{path}")) else {
            assert!(!path.is_ascii(), "{path}");
            continue;
        };
        assert_eq!(url.place(), &place, "{path}");
        let shown = if let Place::Show(_, id) = &place { Some(id) } else { None };
        assert_eq!(url.record_id(), shown, "{path}");
    }
}

#[test]
fn the_urls_that_are_asked_for_are_the_handbooks() {
    let record = RecordId::parse("5001").unwrap();
    let name = |text: &str| SubscriptionName::parse(text).unwrap();
    for (url, path) in [
        (PortalUrl::license_list(), "/admin/license"),
        (PortalUrl::license(&LicenseId::parse("700001").unwrap()), "/admin/license/700001"),
        (PortalUrl::order(&record), "/admin/order/5001"),
        (PortalUrl::billing_account(&record), "/admin/billing_account/5001"),
        (PortalUrl::billing_account_contact(&record), "/admin/billing_account_contact/5001"),
        (PortalUrl::cloud_activation(&record), "/admin/cloud_activation/5001"),
        (PortalUrl::validate_license(), "/admin/license/validate_license"),
        (PortalUrl::sign_in(), "/admin"),
        (
            PortalUrl::orders_by_subscription(&name("A-S00011111"), 1),
            "/admin/order?model_name=order&f%5Bsubscription_name%5D%5B1%5D%5Bo%5D=like&f%5Bsubscription_name%5D%5B1%5D%5Bv%5D=A-S00011111&per=100&page=1",
        ),
        (
            PortalUrl::orders_by_subscription(&name("100%-Sub & 契"), 3),
            "/admin/order?model_name=order&f%5Bsubscription_name%5D%5B1%5D%5Bo%5D=like&f%5Bsubscription_name%5D%5B1%5D%5Bv%5D=100%25-Sub%20%26%20%E5%A5%91&per=100&page=3",
        ),
        (
            PortalUrl::cloud_activation_query(&ActivationCode::parse("Abc<b>&x=1#").unwrap(), 2),
            "/admin/cloud_activation?query=Abc%3Cb%3E%26x%3D1%23&per=100&page=2",
        ),
    ] {
        assert_eq!(url.as_str(), format!("https://customers.gitlab.com{path}"));
        assert_eq!(PortalUrl::parse(url.as_str()).as_ref(), Ok(&url), "it points to the same place when read again");
    }
}

proptest! {
    #[test]
    fn a_built_url_reads_as_itself(name in "\\PC{1,40}", page: u32, id in "[1-9][0-9]{0,18}") {
        prop_assume!(!name.trim().is_empty());
        let name = SubscriptionName::parse(&name).unwrap();
        let license = LicenseId::parse(&id).unwrap();
        for url in [PortalUrl::orders_by_subscription(&name, page), PortalUrl::license(&license)] {
            prop_assert_eq!(PortalUrl::parse(url.as_str()), Ok(url.clone()));
            let json = serde_json::to_string(&url).unwrap();
            prop_assert_eq!(serde_json::from_str::<PortalUrl>(&json).unwrap(), url);
        }
    }

    #[test]
    fn a_url_that_is_taken_is_kept_as_it_is(text in "https://customers.gitlab.com[/\\\\@:.?#%a-z0-9 ]{0,40}") {
        if let Ok(url) = PortalUrl::parse(&text) {
            prop_assert_eq!(url.as_str(), text.as_str());
            prop_assert!(text.starts_with("https://customers.gitlab.com/"));
        }
    }
}
