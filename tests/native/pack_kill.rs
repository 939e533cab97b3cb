//! A run of `beian pack` that is killed leaves the old file or the whole new one.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::cli_support::{Temporary, folder_of, text};
use crate::package_support::Sample;

/// How often a run is killed.
const KILLS: u32 = 60;

/// A dossier whose package takes a while to write.
fn heavy() -> Temporary {
    let mut sample = Sample::new();
    for number in 0..4_u8 {
        let mut picture = vec![0xFF, 0xD8];
        for _ in 0..60 {
            picture.extend([0xFF, 0xFE, 0xFF, 0xFF]);
            picture.extend(vec![b'0' + number; 65_533]);
        }
        picture.extend(&crate::samples::jpeg(1000, 600)[2..]);
        sample.attach("3", "tables", &format!("{number}.jpg"), picture);
    }
    folder_of("kill", &sample)
}

fn start(folder: &Temporary, day: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_beian"))
        .args(["pack", text(&folder.0), "--out", text(&folder.path("包.zip")), "--draft", "--today", day])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn temporaries(folder: &Temporary) -> usize {
    let names = std::fs::read_dir(&folder.0).unwrap().flatten().map(|entry| entry.file_name());
    names.filter(|name| name.to_string_lossy().ends_with(".tmp")).count()
}

#[test]
fn a_killed_run_leaves_the_old_package_or_the_whole_new_one() {
    let folder = heavy();
    let target = folder.path("包.zip");
    let whole = |day: &str| {
        let begun = Instant::now();
        assert!(start(&folder, day).wait().unwrap().success());
        (std::fs::read(&target).unwrap(), begun.elapsed())
    };
    let (new, _) = whole("2026-11-22");
    let (old, duration) = whole("2026-11-21");
    assert!(old != new);

    let mut while_writing = 0;
    for kill in 0..KILLS {
        let mut run = start(&folder, "2026-11-22");
        if kill % 2 == 0 {
            // Any moment of a run, the next one each time.
            std::thread::sleep(duration * kill / KILLS);
        } else {
            // A moment of its writing.
            let writing = folder.path(&format!(".包.zip.{}.tmp", run.id()));
            while !writing.exists() && run.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_micros(200));
            }
            std::thread::sleep(Duration::from_millis(u64::from(kill % 16)));
        }
        let _ = run.kill();
        run.wait().unwrap();
        let left = temporaries(&folder);
        assert!(left <= 1, "what dead runs left is removed by the next: {left}");
        while_writing += u32::from(left > 0);
        let there = std::fs::read(&target).unwrap();
        assert!(there == old || there == new, "neither the old package nor the new one after kill {kill}");
        if there == new {
            std::fs::write(&target, &old).unwrap();
        }
    }
    assert!(while_writing >= KILLS / 10, "only {while_writing} kills fell into the writing");
    let (again, _) = whole("2026-11-22");
    assert!(again == new);
    assert_eq!(temporaries(&folder), 0);
}
