//! Writes the texts that fuzzing begins with into `fuzz/corpus`, a folder a target.

use std::path::Path;
use std::{fs, io};

use vouch_sandbox::license::{self, Signer};

/// Licenses of the sandbox that differ in what matters.
const LICENSES: [i64; 6] = [700_001, 700_002, 700_007, 700_008, 700_012, 700_034];

fn main() -> io::Result<()> {
    for (target, seeds) in [("license_file", license_files()), ("usage_export", usage_exports())] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
        fs::create_dir_all(&folder)?;
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed)?;
        }
    }
    Ok(())
}

fn license_files() -> Vec<String> {
    let files: Vec<String> = LICENSES.iter().filter_map(|id| license::file(*id)).collect();
    let minimal = r#"{"version":1,"licensee":{},"restrictions":{"id":1}}"#;
    let mut seeds = vec![Signer::test().sign(minimal, "seed"), Signer::stranger().sign(minimal, "seed")];
    seeds.extend(files.iter().map(|file| license::with_boundary(file)));
    seeds.extend(files.iter().map(|file| file.replace('\n', "\r\n> ")));
    seeds.push(files.concat());
    seeds.extend(files);
    seeds
}

fn usage_exports() -> Vec<String> {
    let exports: Vec<String> = LICENSES.iter().filter_map(|id| license::usage_export(*id)).collect();
    let mut seeds: Vec<String> =
        [";", "\t"].iter().flat_map(|by| exports.iter().map(|text| text.replace(',', by))).collect();
    seeds.extend(exports.iter().map(|text| format!("\u{feff}{}", text.replace('\n', "\r\n"))));
    seeds.extend(exports);
    seeds
}
