use super::*;

#[test]
fn a_license_has_a_file_that_says_what_its_record_says() {
    for id in [700_001, 700_007, 700_019, 700_033, 700_036, 700_101, 700_160] {
        let payload = read(&file(id).unwrap()).unwrap();
        assert_eq!(payload.at(&["restrictions", "id"]), Some(&Payload::from(id)), "{id}");
        assert_eq!(payload.at(&["version"]), Some(&Payload::from(1)));
    }
    assert_eq!(file(700_037), None);
    let payload = read(&file(700_002).unwrap()).unwrap();
    for (keys, value) in [
        (&["licensee", "Company"][..], Some("Acme Corp".into())),
        (&["issued_at"], Some("2025-01-01".into())),
        (&["expires_at"], Some("2099-12-31".into())),
        (&["block_changes_at"], Some("2100-01-14".into())),
        (&["restrictions", "trial"], Some(true.into())),
        (&["restrictions", "plan"], Some("ultimate".into())),
        (&["restrictions", "subscription_name"], Some("A-S00012345".into())),
        (&["restrictions", "trueup_from"], None),
    ] {
        assert_eq!(payload.at(keys), value.as_ref(), "{keys:?}");
    }
    assert_eq!(read(&file(700_012).unwrap()).unwrap().at(&["expires_at"]), None, "a license without an end");
}

#[test]
fn a_file_looks_as_the_gem_writes_it() {
    let file = file(700_001).unwrap();
    assert!(file.starts_with("eyJkYXRhIjoi") && file.ends_with('\n'));
    let lines: Vec<_> = file.lines().collect();
    assert!(lines[..lines.len() - 1].iter().all(|line| line.len() == 60));
    let bounded = with_boundary(&file);
    assert!(bounded.starts_with("--------------------BEGIN GITLAB LICENSE--------------------\neyJ"));
    assert!(
        bounded.ends_with("=\n---------------------END GITLAB LICENSE---------------------\n") || !file.contains('=')
    );
    for text in [file.clone(), file.replace('\n', "\r\n"), file.replace('\n', ""), bounded] {
        assert_eq!(read(&text), read(&file));
    }
}

#[test]
fn what_another_key_made_is_not_read() {
    let payload = read(&file(700_001).unwrap()).unwrap();
    assert_eq!(read(&Signer::test().sign(&payload.json(), "x")), Some(payload.clone()));
    assert_eq!(read(&Signer::stranger().sign(&payload.json(), "x")), None);
    assert_eq!(read("garbage"), None);

    let anew = signed_anew(&file(700_001).unwrap()).unwrap();
    assert_eq!(read(&anew), None);
    assert_eq!(read_by_portal(&anew), Some(payload.clone()));
    assert_eq!(read_by_portal(&file(700_001).unwrap()), Some(payload.clone()));
    assert_eq!(read_by_portal(&Signer::stranger().sign(&payload.json(), "x")), None);
}

#[test]
fn an_export_looks_as_ruby_writes_it() {
    let csv = usage_export(700_007).unwrap();
    let key = file(700_007).unwrap();
    let rest = csv.strip_prefix(&format!("License Key,\"{key}\"\n")).unwrap();
    assert_eq!(
        rest,
        "Email,mallory.o'neil+gitlab@evil.example\nLicense Start Date,2025-01-01\nLicense End Date,2099-12-31\n\
         Company,\"<script>alert('xss')</script> & \"\"Quotes\"\" Co\"\nGenerated At,2026-11-22 10:00:00\n\"\",\"\"\n\
         Date,Billable User Count\n2026-11-17 12:00:04,20\n2026-11-18 12:00:04,21\n2026-11-19 12:00:04,22\n\
         2026-11-20 12:00:04,23\n2026-11-21 12:00:04,24\n"
    );
    assert!(usage_export(700_012).unwrap().contains("\nLicense End Date,\n"));
}

#[test]
fn ruby_prints_hashes_with_arrows() {
    let payload: Payload = serde_json::from_str(r#"{"a":{"b":[1,null,"x\"y"]},"id":700001}"#).unwrap();
    assert_eq!(payload.ruby(), r#"{"a"=>{"b"=>[1, nil, "x\"y"]}, "id"=>700001}"#);
}
