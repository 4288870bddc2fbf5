//! The port to session storage: memory of the browser, readable by the worker alone, gone when the browser closes
//! (design rule 5).

use std::collections::BTreeMap;

use super::network;
use crate::case::{Desk, Tell};
use crate::proof::key::Keys;
use crate::webext;

/// The file of the extension that holds the keys of license files, as PEM.
const LICENSE_KEYS: &str = "license_keys.pem";

/// The desk as it was left, without the entries that the program has stopped on before.
pub(super) async fn load(lost: &[String], tell: Tell) -> Desk {
    let keys = license_keys().await;
    let entries = webext::load_session().await.unwrap_or_default();
    Desk::restore(keys, entries, lost, tell)
}

/// The keys that license files are decoded with: a file of the extension's own, so that the program is the same in the
/// shipped packages, which hold GitLab's production key alone, and in the sandbox's. Without it no license file is
/// decoded, and everything else works.
async fn license_keys() -> Keys {
    let text = network::own_file(LICENSE_KEYS).await;
    text.and_then(|text| Keys::from_pem(&text).ok()).unwrap_or_default()
}

/// Writes entries, all or none. Gives whether the browser has done it.
pub(super) async fn write(entries: BTreeMap<String, String>) -> bool {
    webext::save_session(&entries).await.is_ok()
}

/// Removes entries. Gives whether the browser has done it.
pub(super) async fn remove(names: Vec<String>) -> bool {
    webext::remove_session(&names).await.is_ok()
}
