//! `cargo xtask sbom`: what is linked into each of the two WASM programs, as CycloneDX 1.6 in `dist/sbom`.
//!
//! `cargo tree` says it, with the very target and features that the program is built with: the crates that a program
//! links, without what only builds or tests it. `cargo metadata` would not do, because it joins the features of the
//! whole workspace. Licenses come from the crates, checksums from Cargo.lock. There is no time and no serial number in
//! it, so the same sources give the same file.

use std::{collections::BTreeMap, fs, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{wasm, workspace::Workspace};

/// The version of the format (https://cyclonedx.org/docs/1.6/json/).
const SPEC: &str = "1.6";

/// The command: writes a list for each program.
pub fn run(workspace: &Workspace) -> Result<()> {
    let folder = workspace.dist().join("sbom");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for program in wasm::PROGRAMS {
        let bom = of_program(workspace, program)?;
        let file = folder.join(format!("{program}.cdx.json"));
        fs::write(&file, format!("{bom:#}\n")).with_context(|| format!("cannot write {}", file.display()))?;
        println!("dist/sbom/{program}.cdx.json: {} components", bom["components"].as_array().map_or(0, Vec::len));
    }
    Ok(())
}

/// A crate that is linked.
#[derive(Debug, PartialEq)]
struct Linked {
    name: String,
    version: String,
    license: String,
    /// The crates that it links, by [`Linked::reference`].
    links: Vec<String>,
}

impl Linked {
    /// Its package URL (https://github.com/package-url/purl-spec), which also identifies it within the list.
    fn reference(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }
}

/// The list for one program.
fn of_program(workspace: &Workspace, program: &str) -> Result<Value> {
    let tree = output(
        wasm::cargo(workspace, "tree")
            .args(["--package", "vouch", "--features", program, "--edges", "normal,no-proc-macro"])
            .args(["--prefix", "depth", "--format", "{p}\t{l}\t"]),
    )?;
    let lock = fs::read_to_string(workspace.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let crates = linked(&tree)?;
    let rustc = output(Command::new("rustc").current_dir(&workspace.root).arg("--version"))?;
    let rustc = rustc.split_whitespace().nth(1).context("rustc tells no version")?;
    document(program, &crates, &checksums(&lock), &tools(workspace, rustc, &lock)?)
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
    ensure!(output.status.success(), "{command:?} failed\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// What turns sources into the two programs, by name and version.
fn tools(workspace: &Workspace, rustc: &str, lock: &str) -> Result<Vec<(&'static str, String)>> {
    let npm = fs::read(workspace.root.join("package-lock.json")).context("cannot read package-lock.json")?;
    let npm: Value = serde_json::from_slice(&npm)?;
    let binaryen = npm["packages"]["node_modules/binaryen"]["version"].as_str();
    let binaryen = binaryen.context("package-lock.json names no binaryen")?;
    let bindgen = locked(lock).find(|package| package.name == "wasm-bindgen-cli-support");
    let bindgen = bindgen.context("Cargo.lock names no wasm-bindgen-cli-support")?;
    Ok(vec![("rustc", rustc.into()), ("wasm-bindgen", bindgen.version.into()), ("binaryen", binaryen.into())])
}

/// Reads what `cargo tree` prints: one crate a line, its depth before it; what was printed before is marked, and its
/// own crates are not repeated.
fn linked(tree: &str) -> Result<BTreeMap<String, Linked>> {
    let mut crates = BTreeMap::<String, Linked>::new();
    let mut above: Vec<String> = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let [package, license, _printed_before] = line.split('\t').collect::<Vec<_>>()[..] else {
            anyhow::bail!("cargo tree says {line:?}");
        };
        let name = package.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let depth: usize =
            package[..package.len() - name.len()].parse().with_context(|| format!("no depth in {line:?}"))?;
        let mut words = name.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next().and_then(|word| word.strip_prefix('v'))) else {
            anyhow::bail!("cargo tree says {line:?}");
        };
        let one = Linked { name: name.into(), version: version.into(), license: spdx(license), links: Vec::new() };
        let reference = one.reference();
        above.truncate(depth);
        ensure!(above.len() == depth, "cargo tree leaves a step out before {line:?}");
        if let Some(user) = above.last().and_then(|user| crates.get_mut(user))
            && !user.links.contains(&reference)
        {
            user.links.push(reference.clone());
        }
        crates.entry(reference.clone()).or_insert(one);
        above.push(reference);
    }
    ensure!(!crates.is_empty(), "cargo tree says nothing");
    Ok(crates)
}

/// Older crates write `MIT/Apache-2.0` where SPDX has `MIT OR Apache-2.0`.
fn spdx(license: &str) -> String {
    license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// A package of Cargo.lock.
struct Locked<'a> {
    name: &'a str,
    version: &'a str,
    checksum: Option<&'a str>,
}

fn locked(lock: &str) -> impl Iterator<Item = Locked<'_>> {
    lock.split("[[package]]").skip(1).filter_map(|package| {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            line.and_then(|text| text.strip_suffix('"'))
        };
        Some(Locked { name: value("name")?, version: value("version")?, checksum: value("checksum") })
    })
}

/// The SHA-256 of each package that comes from a registry, by its package URL.
fn checksums(lock: &str) -> BTreeMap<String, &str> {
    locked(lock)
        .filter_map(|package| Some((format!("pkg:cargo/{}@{}", package.name, package.version), package.checksum?)))
        .collect()
}

fn document(
    program: &str,
    crates: &BTreeMap<String, Linked>,
    checksums: &BTreeMap<String, &str>,
    tools: &[(&'static str, String)],
) -> Result<Value> {
    let ours = crates.values().find(|one| one.name == "vouch").context("cargo tree does not begin with vouch")?;
    let root = ours.reference();
    let rustc =
        tools.iter().find(|(name, _)| *name == "rustc").map(|(_, version)| version.as_str()).unwrap_or_default();
    // Every program holds parts of it, and no crate names it.
    let std = format!("pkg:generic/rust-std@{rustc}");
    let mut components = vec![json!({
        "type": "library", "bom-ref": std, "name": "rust-std", "version": rustc, "purl": std, "scope": "required",
        "description": "Rust's standard library: core, alloc and std, with what they link",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    })];
    let mut dependencies = vec![json!({ "ref": std, "dependsOn": [] })];
    for (reference, one) in crates {
        let mut links: Vec<&str> = one.links.iter().map(String::as_str).collect();
        if *reference == root {
            links.push(&std);
        } else {
            let checksum =
                checksums.get(reference).with_context(|| format!("Cargo.lock has no checksum of {reference}"))?;
            ensure!(!one.license.is_empty(), "{reference} names no license");
            components.push(json!({
                "type": "library", "bom-ref": reference, "name": one.name, "version": one.version, "purl": reference,
                "scope": "required",
                "licenses": [{ "expression": one.license }],
                "hashes": [{ "alg": "SHA-256", "content": checksum }],
            }));
        }
        links.sort_unstable();
        dependencies.push(json!({ "ref": reference, "dependsOn": links }));
    }
    let tools: Vec<_> = tools
        .iter()
        .map(|(name, version)| json!({ "type": "application", "name": name, "version": version }))
        .collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "version": 1,
        "metadata": {
            "lifecycles": [{ "phase": "build" }],
            "tools": { "components": tools },
            "component": {
                "type": "application", "bom-ref": root, "name": format!("vouch {program}"), "version": ours.version,
                "licenses": [{ "expression": ours.license }],
            },
        },
        "components": components,
        "dependencies": dependencies,
    }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn strings(values: &Value, key: &str) -> Vec<String> {
        values.as_array().unwrap().iter().map(|value| value[key].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn sbom_lists_what_each_program_links_and_nothing_else() {
        let workspace = Workspace::find().unwrap();
        for (program, inside, outside) in [
            ("worker", ["serde", "scraper", "html5ever", "gloo-net"], &["yew"] as &[_]),
            ("panel", ["serde", "yew", "web-sys", "wasm-bindgen"], &[]),
        ] {
            let bom = of_program(&workspace, program).unwrap();
            let names: BTreeSet<_> = strings(&bom["components"], "name").into_iter().collect();
            for name in inside {
                assert!(names.contains(name), "{program} links {name}");
            }
            // Macros, build scripts, the tests, xtask.
            let never = ["serde_derive", "wasm-bindgen-macro", "syn", "proptest", "vouch-sandbox", "anyhow"];
            for name in never.iter().chain(outside) {
                assert!(!names.contains(*name), "{program} does not link {name}");
            }
        }
    }

    #[test]
    fn sbom_has_the_shape_of_cyclonedx() {
        let workspace = Workspace::find().unwrap();
        for program in wasm::PROGRAMS {
            let bom = of_program(&workspace, program).unwrap();
            assert_eq!(
                (&bom["bomFormat"], &bom["specVersion"], &bom["version"]),
                (&json!("CycloneDX"), &json!("1.6"), &json!(1))
            );
            let root = bom["metadata"]["component"]["bom-ref"].as_str().unwrap().to_owned();
            assert_eq!(strings(&bom["metadata"]["tools"]["components"], "name"), ["rustc", "wasm-bindgen", "binaryen"]);
            for component in bom["components"].as_array().unwrap() {
                let [kind, reference, purl] = ["type", "bom-ref", "purl"].map(|key| component[key].as_str().unwrap());
                assert_eq!((kind, reference), ("library", purl));
                let license = component["licenses"][0]["expression"].as_str().unwrap();
                assert!(!license.is_empty() && !license.contains('/'), "{reference}: {license}");
                if purl.starts_with("pkg:cargo/") {
                    let hash = &component["hashes"][0];
                    let content = hash["content"].as_str().unwrap();
                    assert_eq!((hash["alg"].as_str(), content.len()), (Some("SHA-256"), 64), "{reference}");
                    assert!(content.bytes().all(|byte| byte.is_ascii_hexdigit()), "{reference}: {content}");
                }
            }
            // Each component once, each with its own dependencies, and each reached from the program.
            let references = strings(&bom["components"], "bom-ref");
            let known: BTreeSet<_> = references.iter().cloned().chain([root.clone()]).collect();
            assert_eq!(known.len(), references.len() + 1, "no component is listed twice");
            let edges: BTreeMap<_, _> = bom["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| (one["ref"].as_str().unwrap(), one["dependsOn"].as_array().unwrap()))
                .collect();
            assert!(edges.keys().copied().eq(known.iter().map(String::as_str)));
            let (mut reached, mut open) = (BTreeSet::new(), vec![root.as_str()]);
            while let Some(reference) = open.pop() {
                if reached.insert(reference.to_owned()) {
                    open.extend(edges[reference].iter().map(|one| one.as_str().unwrap()));
                }
            }
            assert_eq!(reached, known);
        }
    }

    #[test]
    fn tree_of_cargo_is_read_with_its_edges() {
        let tree =
            "0vouch v0.1.0 (/some where)\tMIT\t\n1a v1.0.0\tMIT/Apache-2.0\t\n2b v2.0.0\tISC\t\n1b v2.0.0\tISC\t (*)\n";
        let crates = linked(tree).unwrap();
        let links = |reference: &str| crates[reference].links.join(" ");
        assert_eq!(links("pkg:cargo/vouch@0.1.0"), "pkg:cargo/a@1.0.0 pkg:cargo/b@2.0.0");
        assert_eq!(links("pkg:cargo/a@1.0.0"), "pkg:cargo/b@2.0.0");
        assert_eq!(links("pkg:cargo/b@2.0.0"), "");
        assert_eq!(crates["pkg:cargo/a@1.0.0"].license, "MIT OR Apache-2.0");
        assert!(linked("").is_err());
        assert!(linked("a v1.0.0\tMIT\t").is_err(), "no depth");
        assert!(linked("0a v1.0.0\tMIT\t\n2b v1.0.0\tMIT\t").is_err(), "a step is missing");
        // A crate that Cargo.lock does not know the checksum of is an error, not a component without one.
        assert!(document("worker", &crates, &BTreeMap::new(), &[]).is_err());
    }
}
