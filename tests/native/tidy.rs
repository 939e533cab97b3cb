//! The architecture's invariants, read from the source text.

use std::path::{Path, PathBuf};

/// Module folders in the order in which each may use those before it. All but the last know no browser,
/// clock, randomness or I/O.
const ORDER: [&str; 18] = [
    "text",
    "calendar",
    "identity",
    "field",
    "procedure",
    "law",
    "dossier",
    "check",
    "intake",
    "document",
    "sheet",
    "narrative",
    "package",
    "envelope",
    "draft",
    "keyring",
    "jobs",
    "vault",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn pure_modules_know_no_browser_clock_randomness_or_io() {
    let banned = [
        "web_sys",
        "js_sys",
        "gloo",
        "wasm_bindgen",
        "yew",
        "Utc::now",
        "Local::now",
        "SystemTime",
        "Instant",
        "rand::",
        "getrandom",
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
    ];
    for module in &ORDER[..ORDER.len() - 1] {
        for path in sources(&Path::new("src").join(module)) {
            let code = code(&path);
            // Its keys and salts are new ones each time; src/lib.rs names the exception.
            let random = |word: &&str| *word == "getrandom" && *module == "envelope";
            for word in banned.iter().filter(|word| !random(word)) {
                assert!(!code.contains(*word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn a_module_uses_only_those_before_it() {
    for (at, module) in ORDER.iter().enumerate() {
        let later: Vec<_> = ORDER[at + 1..].iter().copied().chain(["ui"]).collect();
        for path in sources(&Path::new("src").join(module)) {
            let code = code(&path);
            for other in &later {
                assert!(!code.contains(&format!("crate::{other}")), "{} uses {other}", path.display());
            }
        }
    }
}

/// The tag that begins here, to the `>` that is no part of an expression.
fn tag(html: &str) -> &str {
    let (mut depth, mut before) = (0, ' ');
    for (at, c) in html.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '>' if depth == 0 && !matches!(before, '=' | '-') => return &html[..=at],
            _ => {}
        }
        before = c;
    }
    html
}

/// Browsers write what stands in controls into their session files, to put it back after a crash.
#[test]
fn no_control_lets_the_browser_write_down_what_stands_in_it() {
    let mut controls = 0;
    for path in sources(Path::new("src/ui")) {
        let code = code(&path);
        for kind in ["<input", "<textarea", "<select"] {
            for (at, _) in code.match_indices(kind) {
                let tag = tag(&code[at..]);
                if tag.as_bytes().get(kind.len()).is_some_and(u8::is_ascii_alphanumeric) {
                    continue;
                }
                controls += 1;
                assert!(tag.contains("autocomplete="), "{}: {tag}", path.display());
            }
        }
    }
    assert!(controls > 20, "{controls}");
}

#[test]
fn every_source_file_says_what_it_is_and_stays_small() {
    for path in sources(Path::new("src")) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} has no head", path.display());
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

#[test]
fn no_label_of_a_particular_form_stands_in_the_program() {
    let definition =
        std::fs::read_to_string("www/procedures/pi-export-certifier-filing/procedure.json").unwrap();
    let definition: serde_json::Value = serde_json::from_str(&definition).unwrap();
    let mut labels = Vec::new();
    for section in definition["sections"].as_array().unwrap() {
        for field in section["fields"].as_array().unwrap() {
            labels.push(field["label"].as_str().unwrap().to_owned());
        }
    }
    // Words of a field type, not of this form: they also name the type itself.
    labels.retain(|label| !["统一社会信用代码", "注册资本", "日期", "邮编"].contains(&label.as_str()));
    for path in sources(Path::new("src")) {
        let code = code(&path);
        for label in &labels {
            assert!(!code.contains(&format!("\"{label}\"")), "{} has the label {label}", path.display());
        }
    }
}

#[test]
fn no_particular_procedure_is_known_to_the_program() {
    // Words of CEL, of the program's own vocabulary or of field types, that a field happens to be called, too.
    let common = ["facts", "form", "kind", "name", "notice", "number", "reason", "title"];
    let mut names = Vec::new();
    for entry in std::fs::read_dir("www/procedures").unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        names.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        let definition = std::fs::read_to_string(path.join("procedure.json")).unwrap();
        let definition: serde_json::Value = serde_json::from_str(&definition).unwrap();
        for group in ["sections", "rosters", "materials"] {
            for part in definition[group].as_array().into_iter().flatten() {
                let fields = part["fields"].as_array().into_iter().flatten();
                names.extend(fields.map(|field| field["id"].as_str().unwrap().to_owned()));
            }
        }
    }
    names.retain(|name| !common.contains(&name.as_str()));
    for path in sources(Path::new("src")) {
        let code = code(&path);
        for name in &names {
            assert!(!code.contains(&format!("\"{name}\"")), "{} knows {name}", path.display());
        }
    }
}
