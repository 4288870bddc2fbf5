//! The port to session storage: memory of the browser, readable by the worker alone, gone when the browser closes
//! (design rule 5).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
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

/// One entry of the storage. A case has its own, so that saving one never writes another.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Entry {
    Case(Box<Case>),
    Shared(Box<Shared>),
    Last(CaseKey),
}

/// The desk as it was left. What another version has written is forgotten.
pub(super) async fn load() -> Desk {
    let keys = license_keys().await;
    let entries = webext::load_session::<BTreeMap<String, Entry>>().await.unwrap_or_default();
    let (mut cases, mut last, mut shared) = (Vec::new(), None, None);
    for entry in entries.into_values() {
        match entry {
            Entry::Case(case) => cases.push(*case),
            Entry::Shared(kept) => shared = Some(*kept),
            Entry::Last(key) => last = Some(key),
        }
    }
    Desk::restore(keys, cases, last, shared)
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
    let mut entries = BTreeMap::from([(case.key().to_string(), Entry::Case(Box::new(case.clone())))]);
    entries.extend(last.map(|key| (LAST.to_owned(), Entry::Last(key))));
    write(entries);
}

/// Keeps nothing of a case any more; another one may be the last that was worked on.
pub(super) fn forget(key: CaseKey, last: Option<CaseKey>) {
    let mut gone = vec![key.to_string()];
    match last {
        Some(key) => write(BTreeMap::from([(LAST.to_owned(), Entry::Last(key))])),
        None => gone.push(LAST.to_owned()),
    }
    spawn_local(async move {
        // What the browser does not let go of now, it forgets when it closes.
        let _still_kept = webext::remove_session(&gone).await;
    });
}

/// Keeps what belongs to no case.
pub(super) fn save_shared(shared: &Shared) {
    write(BTreeMap::from([(SHARED.to_owned(), Entry::Shared(Box::new(shared.clone())))]));
}

fn write(entries: BTreeMap<String, Entry>) {
    spawn_local(async move {
        // A full storage is no reason to stop: the case lives on for as long as the worker does.
        let _not_kept = webext::save_session(&entries).await;
    });
}
