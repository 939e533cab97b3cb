//! Envelopes: closed and opened here, opened from the standard tool, refused with the reason.

use std::io::{Cursor, Read as _, Seek as _, SeekFrom, Write as _};

use beian::envelope::{
    EnvelopeError, Identity, Opened, PassphraseKey, Recipient, WORK_FACTOR, encrypt_to, encrypt_under,
    is_envelope, open_with_identity, open_with_key, open_with_passphrase,
};
use proptest::prelude::*;

const LIGHT: u8 = 4;

fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect()
}

fn sealed_to(recipient: &Recipient, content: &[u8]) -> Vec<u8> {
    let mut writer = encrypt_to(recipient, Vec::new()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

fn sealed_under(passphrase: &str, content: &[u8]) -> Vec<u8> {
    let key = PassphraseKey::draw(passphrase, LIGHT).unwrap();
    let mut writer = encrypt_under(key, Vec::new()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

fn whole<R: std::io::Read>(mut opened: Opened<R>) -> Result<Vec<u8>, EnvelopeError> {
    let mut content = Vec::new();
    opened.read_to_end(&mut content).map_err(|error| EnvelopeError::of(&error))?;
    Ok(content)
}

fn refused<R>(opened: Result<Opened<R>, EnvelopeError>) -> EnvelopeError {
    opened.map(|_| ()).unwrap_err()
}

#[test]
fn what_is_closed_for_a_recipient_opens_with_its_identity_alone() {
    let (identity, other) = (Identity::generate(), Identity::generate());
    for length in [0, 1, 65_535, 65_536, 65_537, 200_000] {
        let envelope = sealed_to(&identity.to_recipient(), &content(length));
        assert!(is_envelope(&envelope));
        let opened = open_with_identity(&identity, envelope.as_slice()).unwrap();
        assert_eq!(whole(opened).unwrap(), content(length), "{length}");
        let error = refused(open_with_identity(&other, envelope.as_slice()));
        assert_eq!(error, EnvelopeError::WrongIdentity);
        assert_eq!(refused(open_with_passphrase("x", Cursor::new(&envelope))), EnvelopeError::NeedsIdentity);
    }
}

#[test]
fn what_is_closed_under_a_passphrase_opens_with_it_alone() {
    let envelope = sealed_under("红灯 记 1964", &content(70_000));
    let opened = open_with_passphrase("红灯 记 1964", Cursor::new(&envelope)).unwrap();
    assert_eq!(whole(opened).unwrap(), content(70_000));
    let error = refused(open_with_passphrase("红灯 记 1965", Cursor::new(&envelope)));
    assert_eq!(error, EnvelopeError::WrongPassphrase);
    let error = refused(open_with_identity(&Identity::generate(), envelope.as_slice()));
    assert_eq!(error, EnvelopeError::NeedsPassphrase);
}

#[test]
fn a_derived_key_opens_its_own_envelope_also_after_it_was_handed_on() {
    let envelope = sealed_under("红灯 记 1964", &content(70_000));
    let key = PassphraseKey::of("红灯 记 1964", envelope.as_slice()).unwrap();
    let mut bytes = key.to_bytes();
    let key = PassphraseKey::from_bytes(&mut bytes).unwrap();
    assert!(bytes.iter().all(|byte| *byte == 0), "the copy is wiped");
    assert!(PassphraseKey::from_bytes(&mut bytes[1..]).is_none(), "not of this length");
    let opened = open_with_key(&key, envelope.as_slice()).unwrap();
    assert_eq!(whole(opened).unwrap(), content(70_000));
    // Another envelope under the same passphrase has another key.
    let other = sealed_under("红灯 记 1964", b"x");
    assert_eq!(refused(open_with_key(&key, other.as_slice())), EnvelopeError::WrongPassphrase);
    assert_eq!(PassphraseKey::of("红灯", envelope.as_slice()).unwrap_err(), EnvelopeError::WrongPassphrase);
}

/// Made with age 1.1.1 and never again.
#[test]
fn what_the_standard_tool_wrote_opens_for_ever() {
    let read = |name: &str| std::fs::read(format!("tests/vectors/{name}")).unwrap();
    let expected = "备案通 ".repeat(9000).into_bytes()[..70_000].to_vec();
    let identity: Identity =
        String::from_utf8(read("envelope-identity.txt")).unwrap().parse().expect("comments are skipped");
    let envelope = read("envelope-recipient.age");
    assert_eq!(whole(open_with_identity(&identity, envelope.as_slice()).unwrap()).unwrap(), expected);
    let envelope = read("envelope-passphrase.age");
    let opened = open_with_passphrase("正确 马 电池", Cursor::new(&envelope)).unwrap();
    assert_eq!(whole(opened).unwrap(), expected);
}

#[test]
fn an_opened_envelope_can_be_read_from_anywhere() {
    let identity = Identity::generate();
    let bytes = content(200_000);
    let envelope = sealed_to(&identity.to_recipient(), &bytes);
    let mut opened = open_with_identity(&identity, Cursor::new(&envelope)).unwrap();
    assert_eq!(opened.seek(SeekFrom::End(0)).unwrap(), 200_000);
    for at in [199_990, 0, 65_530, 131_072, 70_000] {
        opened.seek(SeekFrom::Start(at)).unwrap();
        let mut piece = [0; 10];
        opened.read_exact(&mut piece).unwrap();
        let at = usize::try_from(at).unwrap();
        assert_eq!(piece, bytes[at..at + 10]);
    }
}

#[test]
fn a_changed_or_cut_envelope_never_ends_early_without_an_error() {
    let identity = Identity::generate();
    let envelope = sealed_to(&identity.to_recipient(), &content(140_000));
    let header = envelope.windows(5).position(|window| window == b"\n--- ").unwrap();
    let payload = header + 1 + 4 + 43 + 1 + 16;
    let read = |bytes: &[u8]| open_with_identity(&identity, bytes).and_then(whole);
    let mut altered = envelope.clone();
    altered[payload + 70_000] ^= 1;
    assert_eq!(read(&altered), Err(EnvelopeError::Altered));
    let mut head = envelope.clone();
    head[header + 10] = if head[header + 10] == b'A' { b'B' } else { b'A' };
    assert_eq!(read(&head), Err(EnvelopeError::Altered));
    assert_eq!(read(&envelope[..payload + 65_536 + 16]), Err(EnvelopeError::Truncated));
    assert_eq!(read(&envelope[..payload]), Err(EnvelopeError::Truncated));
    assert_eq!(read(&envelope[..60]), Err(EnvelopeError::Truncated));
    assert_eq!(read(&envelope[..envelope.len() - 1]), Err(EnvelopeError::Altered));
    let mut longer = envelope.clone();
    longer.push(0);
    assert_eq!(read(&longer), Err(EnvelopeError::Altered));
}

#[test]
fn other_files_and_hostile_headers_are_refused_at_once() {
    let identity = Identity::generate();
    let error = |bytes: &[u8]| refused(open_with_identity(&identity, bytes));
    for other in [&b""[..], b"PK\x03\x04", b"age-encryption.org/v2\n-> X\n", b"age-encryption.org/v1\n\n--- "]
    {
        assert!(matches!(error(other), EnvelopeError::NotAnEnvelope | EnvelopeError::Truncated));
    }
    assert_eq!(error(b"PK\x03\x04"), EnvelopeError::NotAnEnvelope);
    // A header without end.
    let endless = b"age-encryption.org/v1\n".iter().copied().chain(b"-> a b\n\n".iter().copied().cycle());
    let endless: Vec<u8> = endless.take(1_000_000).collect();
    assert_eq!(error(&endless), EnvelopeError::NotAnEnvelope);
    // A work factor that would hang the page.
    let heavy = sealed_under("x", b"content");
    let text = String::from_utf8_lossy(&heavy[..100]).into_owned();
    let at = text.find(" 4\n").unwrap() + 1;
    let heavy = [&heavy[..at], &b"30"[..], &heavy[at + 1..]].concat();
    let error = refused(open_with_passphrase("x", Cursor::new(&heavy)));
    assert_eq!(error, EnvelopeError::TooMuchWork(30));
    assert!(error.to_string().contains("2^30，最多 2^18"), "{error}");
    assert!(matches!(PassphraseKey::draw("x", 19).err(), Some(EnvelopeError::TooMuchWork(19))));
}

#[test]
fn keys_are_read_as_people_paste_them() {
    let identity = Identity::generate();
    let text = identity.to_recipient().to_string();
    assert_eq!(format!(" {text}\n").parse::<Recipient>(), Ok(identity.to_recipient()));
    let secret = identity.to_secret_text();
    assert_eq!(secret.parse::<Recipient>().unwrap_err(), EnvelopeError::IdentityAsRecipient);
    let mistyped = format!("{}{}", &text[..61], if text.ends_with('q') { 'p' } else { 'q' });
    for wrong in ["", "age1", &text[..61], &mistyped, "ssh-ed25519 AAAA"] {
        assert_eq!(wrong.parse::<Recipient>().unwrap_err(), EnvelopeError::NotARecipient, "{wrong}");
    }
    let file = format!("\u{FEFF}# created: 2026\r\n# public key: {text}\r\n\r\n{}\r\n", *secret);
    assert_eq!(file.parse::<Identity>().unwrap().to_recipient(), identity.to_recipient());
    for wrong in ["", "# nothing", text.as_str(), &secret[..30]] {
        assert_eq!(wrong.parse::<Identity>().unwrap_err(), EnvelopeError::NotAnIdentity);
    }
    assert!(!format!("{identity:?}").contains(&secret[20..40]), "the secret is never shown");
}

#[test]
fn the_work_factor_for_new_envelopes_is_fixed() {
    let key = PassphraseKey::draw("x", WORK_FACTOR).unwrap();
    let envelope = encrypt_under(key, Vec::new()).unwrap().finish().unwrap();
    let text = String::from_utf8_lossy(&envelope).into_owned();
    assert!(text.lines().nth(1).unwrap().ends_with(" 15"), "{text}");
}

proptest! {
    #![proptest_config(crate::vectors::cases(64))]

    #[test]
    fn no_garbage_makes_us_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let identity: Identity =
            include_str!("../vectors/envelope-identity.txt").parse().unwrap();
        let behind = [b"age-encryption.org/v1\n-> ".as_slice(), &bytes, b"\n--- x\n"].concat();
        for bytes in [&bytes, &behind] {
            prop_assert!(open_with_identity(&identity, bytes.as_slice()).and_then(whole).is_err());
        }
    }
}
