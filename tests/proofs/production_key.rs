//! Which key is shipped.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use vouch::proof::key::Keys;
use vouch::proof::license_file::{LicenseFile, LicenseFileError};

use crate::{PRODUCTION, file};

/// Read without the code under test: what is shipped is GitLab's production key (facts: domain 1.3) and nothing else.
#[test]
fn gitlabs_production_key_is_shipped_alone() {
    let lines: Vec<_> = PRODUCTION.lines().collect();
    let ["-----BEGIN PUBLIC KEY-----", body @ .., "-----END PUBLIC KEY-----"] = lines.as_slice() else {
        panic!("not one PEM block")
    };
    let der = STANDARD.decode(body.concat()).unwrap();
    let hash: String = digest(&SHA256, &der).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hash, "0404c81872c23c3efdb316b784949b1cdf1baa431de48e1233d67a436ab82833");
    assert_eq!(Keys::from_pem(PRODUCTION).unwrap().len(), 1);
}

#[test]
fn the_sandboxs_files_do_not_decode_with_it() {
    let keys = Keys::from_pem(PRODUCTION).unwrap();
    assert_eq!(LicenseFile::decode(&file(700_001), &keys), Err(LicenseFileError::OtherKey));
}
