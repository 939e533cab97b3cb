//! What a package may be called, how deep and how large it may be; and what reading it takes.

use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use beian::package::{
    MAX_ENTRIES, MAX_JSON_BYTES, MAX_PACKAGE_BYTES, Outcome, PackageError, open, safe_name, verify_from,
};
use proptest::prelude::*;

use crate::package_support::{Sample, against, refused, repack, unpack};

fn with_entry(name: &str) -> Vec<u8> {
    let mut files = unpack(&Sample::new().pack());
    files.push((name.to_owned(), b"x".to_vec()));
    repack(&files)
}

#[test]
fn names_that_another_system_takes_for_something_else_are_refused_with_the_reason() {
    let long = format!("材料/{}.pdf", "长".repeat(90));
    for (name, reason) in [
        ("材料/CON", "Windows 设备名"),
        ("材料/con.pdf", "Windows 设备名"),
        ("NUL.tar.gz", "Windows 设备名"),
        ("材料/COM1.pdf", "Windows 设备名"),
        ("LPT9/批准书.pdf", "Windows 设备名"),
        ("材料/com\u{B9}.pdf", "Windows 设备名"),
        ("材料/AUX .pdf", "Windows 设备名"),
        ("材料/批准书.", "以句点或空格结尾"),
        ("材料/批准书 ", "以句点或空格结尾"),
        ("材料 /批准书.pdf", "以句点或空格结尾"),
        ("材料/批准书.pdf\u{3000}", "以句点或空格结尾"),
        ("材料/批准书.pdf:hidden", "含 Windows 不允许的字符"),
        ("材料/批准<书>.pdf", "含 Windows 不允许的字符"),
        ("a/b/c/d/e/f/g/h/i/j.pdf", "目录层级过多"),
        ("材料/\u{2066}批准书.pdf", "含控制字符或不可见字符"),
        ("材料/\u{7F}.pdf", "含控制字符或不可见字符"),
        (long.as_str(), "文件名过长"),
    ] {
        let package = with_entry(name);
        let error = open(&package).unwrap_err();
        let PackageError::UnsafeName { reason: found, .. } = &error else { panic!("{name:?}: {error}") };
        assert_eq!(*found, reason, "{name:?}");
        assert!(refused(&package).contains(reason));
    }
    for name in ["材料/CONSOLE.pdf", "材料/COM10.pdf", "材料/COMPANY.pdf", "a/b/c/d/e/f/g/h/i.pdf"] {
        let error = open(&with_entry(name)).unwrap_err();
        assert!(matches!(error, PackageError::Altered { .. }), "{name}: only not listed, {error}");
    }
}

#[test]
fn limits_fit_the_largest_dossier_and_the_zip_format_without_extensions() {
    const { assert!(MAX_ENTRIES >= 10_000 && MAX_ENTRIES < 65_535) };
    const { assert!(MAX_PACKAGE_BYTES > 3 << 30 && MAX_PACKAGE_BYTES < 1 << 32) };
}

#[test]
fn a_filing_as_large_as_can_be_opened_is_packed_and_a_larger_one_refused() {
    let mut sample = Sample::new();
    let most = usize::try_from(MAX_JSON_BYTES).unwrap();
    let filing = unpack(&sample.pack()).into_iter().find(|(path, _)| path == "filing.json").unwrap().1;
    let room = most - filing.len();
    sample.dossier.name.push_str(&"x".repeat(room));
    let opened = open(&sample.pack()).unwrap();
    assert_eq!(opened.dossier.name.len(), sample.dossier.name.len());
    sample.dossier.name.push('x');
    let error = sample.try_pack().unwrap_err();
    assert_eq!(error, PackageError::FileTooLarge { path: "filing.json".into(), limit: MAX_JSON_BYTES });
    assert_eq!(
        error.to_string(),
        "备案包内的“filing.json”超过 32 MB，收件方无法打开，请减少填写内容或者压缩附件后再导出。"
    );
}

/// Counts what is read.
struct Counting<'a> {
    inner: Cursor<&'a [u8]>,
    read: &'a Cell<u64>,
    largest: &'a Cell<usize>,
    breaks_at: u64,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.inner.position() >= self.breaks_at {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let count = self.inner.read(buffer)?;
        self.read.set(self.read.get() + count as u64);
        self.largest.set(self.largest.get().max(count));
        Ok(count)
    }
}

impl Seek for Counting<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[test]
fn a_package_is_verified_in_pieces_and_read_about_twice() {
    let mut sample = Sample::new();
    for number in 0..6_u8 {
        // A picture with long comments.
        let mut big = vec![0xFF, 0xD8];
        for _ in 0..14 {
            big.extend([0xFF, 0xFE, 0xFF, 0xFF]);
            big.extend(vec![b'0' + number; 65_533]);
        }
        big.extend(&crate::samples::jpeg(1000, 600)[2..]);
        sample.attach("3", "tables", &format!("{number}.jpg"), big);
    }
    sample.check();
    let package = sample.pack();
    let (read, largest) = (Cell::new(0), Cell::new(0));
    let counting =
        |breaks_at| Counting { inner: Cursor::new(&package), read: &read, largest: &largest, breaks_at };
    let verification = verify_from(counting(u64::MAX), &against(), &mut |_, _| ()).unwrap();
    assert_eq!(verification.outcome, Outcome::Intact, "{verification}");
    assert!(verification.notes.is_empty(), "{:?}", verification.notes);
    assert!(largest.get() <= 256 * 1024, "{}", largest.get());
    let share = read.get() as f64 / package.len() as f64;
    assert!(share < 2.2, "read {share} times");

    // A disk that cannot be read is no damaged package.
    let error = verify_from(counting(3_000_000), &against(), &mut |_, _| ()).unwrap_err();
    assert!(matches!(error, PackageError::Source(_)), "{error}");
    assert!(error.to_string().starts_with("文件无法读取（"), "{error}");
}

proptest! {
    #![proptest_config(crate::vectors::cases(128))]

    #[test]
    fn every_name_that_packing_makes_is_one_that_opening_takes(name in ".{0,40}") {
        let mut sample = Sample::new();
        sample.attach("3", "tables", &name, crate::samples::pdf(7));
        sample.attach("3", "tables", &name.to_uppercase(), crate::samples::pdf(8));
        sample.check();
        let opened = open(&sample.pack());
        prop_assert!(opened.is_ok(), "{} {opened:?}", safe_name(&name, "文件"));
    }
}
