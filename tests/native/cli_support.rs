//! Running the command line as a process on folders that go away.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::package_support::Sample;

/// A folder that is removed at the end of its test.
pub(crate) struct Temporary(pub(crate) PathBuf);

impl Temporary {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("beian-cli-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes the small sample as a dossier folder.
pub(crate) fn folder(name: &str) -> Temporary {
    folder_of(name, &Sample::new())
}

/// Writes a sample as a dossier folder.
pub(crate) fn folder_of(name: &str, sample: &Sample) -> Temporary {
    let temporary = Temporary::new(name);
    let json = serde_json::to_string_pretty(&sample.dossier).unwrap();
    std::fs::write(temporary.path("dossier.json"), json).unwrap();
    std::fs::create_dir(temporary.path("files")).unwrap();
    for attachment in &sample.dossier.attachments {
        let file = &attachment.file;
        std::fs::write(temporary.path("files").join(&file.name), &sample.files[&file.sha256]).unwrap();
    }
    temporary
}

pub(crate) fn beian(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_beian"))
        .args(arguments)
        .env_remove("BEIAN_PROCEDURES")
        .env_remove("BEIAN_FONTS")
        .output()
        .unwrap()
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
