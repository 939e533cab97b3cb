//! Keyrings: passphrase, identity, recovery, and vectors that must open for ever.

use beian::envelope::EnvelopeError;
use beian::keyring::{Keyring, KeyringError, Keys, Refusal, Strength, refusal, strength};

#[test]
fn a_keyring_opens_with_its_passphrase_only() {
    let ring = Keyring::draw();
    let stored = ring.close("正确的口令 123").unwrap();
    let again = Keyring::open(&stored, "正确的口令 123").unwrap();
    assert_eq!(again.secret(), ring.secret());
    for wrong in ["", "正确的口令 1234", "正确的口令  123"] {
        let error = Keyring::open(&stored, wrong).unwrap_err();
        assert_eq!(error, KeyringError::Envelope(EnvelopeError::WrongPassphrase), "{wrong}");
    }
    assert!(!stored.windows(14).any(|part| part == b"AGE-SECRET-KEY"), "the identity is not readable");
}

#[test]
fn another_passphrase_leaves_the_keys_as_they_are() {
    let ring = Keyring::draw();
    let stored = Keyring::open(&ring.close("first passphrase").unwrap(), "first passphrase").unwrap();
    let stored = stored.close("second passphrase").unwrap();
    assert!(Keyring::open(&stored, "first passphrase").is_err());
    let again = Keyring::open(&stored, "second passphrase").unwrap();
    assert_eq!(again.keys().to_bytes(), ring.keys().to_bytes());
    assert_eq!(Keyring::recover(&ring.secret()).unwrap().keys().to_bytes(), ring.keys().to_bytes());
    assert_ne!(Keyring::draw().keys().to_bytes(), ring.keys().to_bytes());
}

#[test]
fn what_is_no_keyring_is_refused_with_its_reason() {
    let stored = Keyring::draw().close("long enough").unwrap();
    assert_eq!(Keyring::draw().close("7 chars").unwrap_err(), KeyringError::TooShort);
    assert_eq!(Keyring::open(b"", "long enough").unwrap_err(), KeyringError::Damaged);
    assert_eq!(Keyring::open(&stored[..40], "long enough").unwrap_err(), KeyringError::Damaged);
    let newer = [b"beian-keyring 2\n", &stored[16..]].concat();
    assert_eq!(Keyring::open(&newer, "long enough").unwrap_err(), KeyringError::Newer(2));
    assert!(Keyring::recover("AGE-SECRET-KEY-1QQQQ").is_err());
}

/// Drawn once and committed: keyring, passphrase, keys.
#[test]
fn the_committed_keyring_opens_for_ever() {
    let stored = include_bytes!("../vectors/keyring-v1.age");
    let ring = Keyring::open(stored, "向量口令 vector 1").unwrap();
    let secret = include_str!("../vectors/keyring-v1.txt");
    assert_eq!(*ring.secret(), secret.trim());
    let hex: String = ring.keys().to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, include_str!("../vectors/keyring-v1.keys").trim());
}

#[test]
fn keys_survive_the_way_from_the_worker_and_leave_nothing_behind() {
    let keys = Keys::of("secret");
    let mut bytes = keys.to_bytes();
    assert_eq!(Keys::from_bytes(&mut bytes).unwrap().to_bytes(), keys.to_bytes());
    assert_eq!(bytes, [0; 64], "what they came in is wiped");
    assert!(Keys::from_bytes(&mut [1; 63]).is_none());
}

#[test]
fn easily_guessed_passphrases_are_called_weak_and_long_ones_strong() {
    for weak in [
        "password",
        "12345678",
        "11111111",
        "qwertyui",
        "1q2w3e4r5t",
        "abcd1234",
        "Abcd1234!",
        "aaaaaaaaaaaaaaaa",
        "admin2024",
        "Passw0rd!",
        "woaini5201314",
        "20250101",
        "20260101",
        "",
    ] {
        assert_eq!(strength(weak), Strength::Weak, "{weak}");
    }
    for strong in ["correct horse battery staple", "竹篮打水不如骑驴看唱本", "tR7#mq!2Lw@9xZ"] {
        assert_eq!(strength(strong), Strength::Strong, "{strong}");
    }
}

#[test]
fn a_weak_passphrase_is_only_taken_from_who_says_that_it_is_meant() {
    for (passphrase, repeated, meant, expected) in [
        ("1234567", "1234567", true, Some(Refusal::TooShort)),
        ("12345678", "12345678", false, Some(Refusal::Weak)),
        ("12345678", "12345679", false, Some(Refusal::Weak)),
        ("12345678", "12345679", true, Some(Refusal::Differs)),
        ("12345678", "12345678", true, None),
        ("竹篮打水不如骑驴", "竹篮打水不如骑马", false, Some(Refusal::Differs)),
        ("竹篮打水不如骑驴", "竹篮打水不如骑驴", false, None),
    ] {
        assert_eq!(refusal(passphrase, repeated, meant), expected, "{passphrase} {repeated} {meant}");
    }
}
