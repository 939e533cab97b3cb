//! Golden texts under `tests/snapshots`; `UPDATE=1` rewrites them.

use std::path::Path;

/// Compares `text` with the golden file at `path` under `tests/snapshots`.
pub(crate) fn check(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        return;
    }
    let golden = std::fs::read_to_string(&file)
        .unwrap_or_else(|_| panic!("{path} is missing; UPDATE=1 cargo test writes it"));
    if golden != text {
        let line = golden.lines().zip(text.lines()).position(|(a, b)| a != b);
        let at = line.unwrap_or_else(|| golden.lines().count().min(text.lines().count()));
        let show = |text: &str| text.lines().nth(at).unwrap_or("(nothing)").to_owned();
        panic!(
            "{path} differs from line {}:\n  golden: {}\n  now:    {}\nUPDATE=1 rewrites it",
            at + 1,
            show(&golden),
            show(text)
        );
    }
}
