//! The port to session storage: memory of the browser, readable by the worker alone, gone when the browser closes
//! (design rule 5).

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;

use super::network;
use crate::case::{Case, CaseKey, Desk, Shared};
use crate::proof::key::Keys;
use crate::webext;

/// The file of the extension that holds the keys of license files, as PEM.
const LICENSE_KEYS: &str = "license_keys.pem";

/// The entry that names the case worked on last.
const LAST: &str = "last";

/// The entry with what belongs to no case.
const SHARED: &str = "shared";

/// The desk as it was left. Each entry is JSON of its own: one that cannot be read, as one that another version has
/// written, loses itself alone.
pub(super) async fn load() -> Desk {
    let keys = license_keys().await;
    let mut entries = webext::load_session::<BTreeMap<String, String>>().await.unwrap_or_default();
    let last = entries.remove(LAST).and_then(|json| read(&json));
    let shared = entries.remove(SHARED).and_then(|json| read(&json));
    let cases: Vec<Case> = entries.values().filter_map(|json| read(json)).collect();
    Desk::restore(keys, cases, last, shared)
}

fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// The keys that license files are decoded with: a file of the extension's own, so that the program is the same in the
/// shipped packages, which hold GitLab's production key alone, and in the sandbox's. Without it no license file is
/// decoded, and everything else works.
async fn license_keys() -> Keys {
    let text = network::own_file(LICENSE_KEYS).await;
    text.and_then(|text| Keys::from_pem(&text).ok()).unwrap_or_default()
}

/// Keeps a case, and which one was worked on last.
pub(super) fn save(case: &Case, last: Option<CaseKey>) {
    write([Some(entry(&case.key().to_string(), case)), last.map(|last| entry(LAST, &last))]);
}

/// Keeps nothing of a case any more; another one may be the last that was worked on.
pub(super) fn forget(key: CaseKey, last: Option<CaseKey>) {
    let mut gone = vec![key.to_string()];
    match last {
        Some(last) => write([Some(entry(LAST, &last))]),
        None => gone.push(LAST.to_owned()),
    }
    spawn_local(async move {
        // What the browser does not let go of now, it forgets when it closes.
        let _still_kept = webext::remove_session(&gone).await;
    });
}

/// Keeps what belongs to no case.
pub(super) fn save_shared(shared: &Shared) {
    write([Some(entry(SHARED, shared))]);
}

/// An entry of the storage. A case has its own, so that saving one never writes another.
fn entry<T: Serialize>(key: &str, value: &T) -> (String, String) {
    // Nothing that is kept has a map with other keys than texts, which is all that JSON cannot say.
    (key.to_owned(), serde_json::to_string(value).unwrap_or_default())
}

fn write(entries: impl IntoIterator<Item = Option<(String, String)>>) {
    let entries: BTreeMap<_, _> = entries.into_iter().flatten().collect();
    spawn_local(async move {
        // A full storage is no reason to stop: the case lives on for as long as the worker does.
        let _not_kept = webext::save_session(&entries).await;
    });
}
