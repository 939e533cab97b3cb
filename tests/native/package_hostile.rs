//! Archives made to do harm, and files that are no packages: refused before anything is unpacked, and named.

use beian::package::{MAX_ENTRIES, MismatchKind, PackageError, open};

use crate::package_support::{Sample, altered, refused, repack, unpack};
use crate::samples::pdf;

#[test]
fn other_files_and_cut_packages_are_refused_with_one_sentence_each() {
    let package = Sample::new().pack();
    assert_eq!(open(b"").unwrap_err(), PackageError::Empty);
    assert_eq!(open(&package[..package.len() / 2]).unwrap_err(), PackageError::Truncated);
    assert_eq!(open(&package[..package.len() - 1]).unwrap_err(), PackageError::Truncated);
    assert_eq!(open(&pdf(1)).unwrap_err(), PackageError::NotAPackage);
    assert_eq!(open(&repack(&[("a.txt".into(), b"a".to_vec())])).unwrap_err(), PackageError::NotAPackage);
    let nested: Vec<_> =
        unpack(&package).into_iter().map(|(path, bytes)| (format!("备案材料/{path}"), bytes)).collect();
    assert_eq!(open(&repack(&nested)).unwrap_err(), PackageError::Nested);
    for bytes in [&b""[..], &package[..package.len() / 2], &pdf(1), &repack(&nested)] {
        refused(bytes);
    }
}

#[test]
fn names_that_lead_out_of_the_folder_or_hide_themselves_are_refused() {
    for name in [
        "../evil.pdf",
        "材料/../../evil.pdf",
        "/etc/passwd",
        "C:/evil.pdf",
        "..\\evil.pdf",
        "材料\\evil.pdf",
        "材料//evil.pdf",
        "./evil.pdf",
        "材料/\u{202E}fdp.exe",
        "材料/a\u{200B}.pdf",
        "材料/a\nb.pdf",
        "材料/a\0.pdf",
    ] {
        let mut files = unpack(&Sample::new().pack());
        files.push((name.to_owned(), b"x".to_vec()));
        let package = repack(&files);
        let error = open(&package).unwrap_err();
        assert!(matches!(error, PackageError::UnsafeName { .. }), "{name:?}: {error}");
        let text = refused(&package);
        assert!(!text.contains(['\u{202E}', '\u{200B}', '\n', '\0']), "{text:?}");
    }
}

/// Overwrites bytes of every directory entry for a path and of its local header: `(offset in the local
/// header, offset in the directory, value)`.
fn patch_headers(package: &[u8], path: &str, local: usize, central: usize, value: &[u8]) -> Vec<u8> {
    let mut bytes = package.to_vec();
    for (signature, name_at, at) in [(b"PK\x03\x04", 30, local), (b"PK\x01\x02", 46, central)] {
        for start in 0..bytes.len() - 4 {
            let named = bytes.get(start + name_at..start + name_at + path.len()) == Some(path.as_bytes());
            if bytes[start..].starts_with(signature) && named {
                bytes[start + at..start + at + value.len()].copy_from_slice(value);
            }
        }
    }
    bytes
}

#[test]
fn symlinks_encrypted_entries_and_strange_compressions_are_refused() {
    let package = repack(&unpack(&Sample::new().pack()));
    // The Unix mode stands in the upper half of the external attributes, in the directory only.
    let mut symlink = package.clone();
    let start = symlink
        .windows(4 + 42 + 10)
        .position(|w| w.starts_with(b"PK\x01\x02") && w.ends_with(b"filing.pdf"))
        .unwrap();
    symlink[start + 40..start + 42].copy_from_slice(&0o120_777_u16.to_le_bytes());
    let error = open(&symlink).unwrap_err();
    assert!(matches!(error, PackageError::UnsafeName { reason: "符号链接或特殊文件", .. }), "{error}");

    let encrypted = patch_headers(&package, "filing.pdf", 6, 8, &[1]);
    assert_eq!(open(&encrypted).unwrap_err(), PackageError::Encrypted { path: "filing.pdf".into() });

    let lzma = patch_headers(&package, "filing.pdf", 8, 10, &[14]);
    assert_eq!(open(&lzma).unwrap_err(), PackageError::Unsupported { path: "filing.pdf".into() });
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let mut files = unpack(&Sample::new().pack());
    files.push(("材料/bomb.pdf".into(), vec![0; 20 * 1024 * 1024]));
    let error = open(&repack(&files)).unwrap_err();
    assert_eq!(error, PackageError::Suspicious { path: "材料/bomb.pdf".into() });

    // An entry that claims less than it holds is damaged, and never unpacked beyond its claim.
    let package = patch_headers(&repack(&unpack(&Sample::new().pack())), "filing.pdf", 22, 24, &[9, 0, 0, 0]);
    altered(&package, MismatchKind::FileDamaged, "filing.pdf", "“filing.pdf”已损坏");

    let claims = patch_headers(&repack(&files), "filing.pdf", 22, 24, &0x7000_0000_u32.to_le_bytes());
    assert_eq!(open(&claims).unwrap_err(), PackageError::EntryTooLarge { path: "filing.pdf".into() });
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let mut files = unpack(&Sample::new().pack());
    files.push(("filing.pdx".into(), b"x".to_vec()));
    let package = patch_headers(&repack(&files), "filing.pdx", 30, 46, b"filing.pdf");
    assert_eq!(open(&package).unwrap_err(), PackageError::Duplicate { path: "filing.pdf".into() });
    assert!(refused(&package).contains("两个同名文件“filing.pdf”"));
}

#[test]
fn names_that_are_one_on_some_systems_are_refused_and_both_named() {
    for (one, other) in [
        ("MANIFEST.JSON", "manifest.json"),
        // Composed and decomposed.
        ("材料/caf\u{E9}.pdf", "材料/cafe\u{301}.pdf"),
        // Full width, ligatures and circled figures.
        ("材料/ＡＢ.pdf", "材料/ab.pdf"),
        ("材料/ﬁle①.pdf", "材料/FILE1.PDF"),
        ("材料/Ω.pdf", "材料/\u{2126}.pdf"),
        // A file that would have to be the folder of another.
        ("filing.pdf/x.pdf", "filing.pdf"),
        ("材料/甲", "材料/甲/x.pdf"),
    ] {
        let mut files = unpack(&Sample::new().pack());
        for name in [one, other] {
            if !files.iter().any(|(known, _)| known == name) {
                files.push((name.to_owned(), b"x".to_vec()));
            }
        }
        let package = repack(&files);
        let error = open(&package).unwrap_err();
        assert!(matches!(error, PackageError::Colliding { .. }), "{one:?} {other:?}: {error}");
        let text = refused(&package);
        assert!(text.contains(one) && text.contains(other), "{text}");
    }
}

#[test]
fn too_many_entries_are_refused() {
    let mut files = unpack(&Sample::new().pack());
    let known = files.len();
    files.extend((known..MAX_ENTRIES + 1).map(|n| (format!("材料/{n}"), Vec::new())));
    assert_eq!(open(&repack(&files)).unwrap_err(), PackageError::TooManyEntries);
    files.pop();
    assert_ne!(open(&repack(&files)).unwrap_err(), PackageError::TooManyEntries);
}

/// A small record at the end, of which the fields at these places are overwritten: `(place, value)`.
fn with_end(package: &[u8], fields: &[(usize, &[u8])]) -> Vec<u8> {
    let mut bytes = package.to_vec();
    let end = bytes.len() - 22;
    assert!(bytes[end..].starts_with(b"PK\x05\x06"));
    for (at, value) in fields {
        bytes[end + at..end + at + value.len()].copy_from_slice(value);
    }
    bytes
}

/// The record at the end says how many entries there are. One that other readers pass over in favour of another, which
/// may state millions, is the end of the matter.
#[test]
fn only_the_record_that_was_checked_says_how_large_the_directory_is() {
    let good = Sample::new().pack();
    let end = good.len() - 22;
    let one = u16::to_le_bytes(1);
    let start: [u8; 4] = good[end + 16..end + 20].try_into().unwrap();

    // Of many entries, with a harmless record of another disk behind it.
    let many: Vec<_> = (0..MAX_ENTRIES + 1).map(|n| (format!("材料/{n}"), Vec::new())).collect();
    let many = repack(&many);
    assert_eq!(open(&many).unwrap_err(), PackageError::TooManyEntries);
    let other_disk = [&b"PK\x05\x06\x01\0\0\0"[..], &one, &one, &[0; 10]].concat();
    assert_eq!(open(&[many, other_disk].concat()).unwrap_err(), PackageError::Damaged);

    // With a larger record before it, to which the largest numbers point.
    let entries = u64::from(u16::from_le_bytes(good[end + 10..end + 12].try_into().unwrap()));
    let size = u64::from(u32::from_le_bytes(good[end + 12..end + 16].try_into().unwrap()));
    let large = [
        &b"PK\x06\x06"[..],
        &44_u64.to_le_bytes(),
        &[45, 0, 45, 0],
        &[0; 8],
        &entries.to_le_bytes(),
        &entries.to_le_bytes(),
        &size.to_le_bytes(),
        &u64::from(u32::from_le_bytes(start)).to_le_bytes(),
        b"PK\x06\x07",
        &[0; 4],
        &(end as u64).to_le_bytes(),
        &1_u32.to_le_bytes(),
        &good[end..],
    ]
    .concat();
    let zip64 = with_end(&[&good[..end], &large].concat(), &[(16, &[0xFF; 4])]);
    assert!(zip::ZipArchive::new(std::io::Cursor::new(&zip64)).is_ok(), "other readers follow it");
    assert_eq!(open(&zip64).unwrap_err(), PackageError::Damaged);

    for (what, fields) in [
        ("fewer entries on this disk", (8, &one[..])),
        ("a directory on another disk", (6, &one)),
        ("a directory that ends elsewhere", (12, &[1, 0, 0, 0])),
        ("a directory that begins elsewhere", (16, &[0, 0, 0, 0])),
    ] {
        assert_eq!(open(&with_end(&good, &[fields])).unwrap_err(), PackageError::Damaged, "{what}");
    }
    // What archivers may write behind it does no harm.
    let comment = [&with_end(&good, &[(20, &[9, 0])])[..], b"PK comment"[..9].as_ref()].concat();
    assert!(open(&comment).is_ok(), "{:?}", open(&comment).err());
}
