//! The identity, encrypted under a passphrase; format version 1.

use std::fmt;
use std::io::{Cursor, Read as _, Write as _};

use zeroize::Zeroizing;

use super::{KeyringError, Keys};
use crate::envelope::{
    EnvelopeError, Identity, PassphraseKey, WORK_FACTOR, encrypt_under, open_with_passphrase,
};

/// Fewest characters of a passphrase.
pub const LEAST_LENGTH: usize = 8;

/// What a keyring begins with; its format stands behind it, then a line end and an `age` file.
const HEAD: &[u8] = b"beian-keyring ";
const FORMAT: u32 = 1;

/// An opened keyring: the identity of a vault.
pub struct Keyring(Identity);

impl Keyring {
    /// One with a new identity.
    pub fn draw() -> Self {
        Self(Identity::generate())
    }

    /// The one whose identity was written down.
    pub fn recover(secret: &str) -> Result<Self, KeyringError> {
        Ok(Self(secret.parse()?))
    }

    /// Opens a stored one.
    pub fn open(stored: &[u8], passphrase: &str) -> Result<Self, KeyringError> {
        let rest = stored.strip_prefix(HEAD).ok_or(KeyringError::Damaged)?;
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or(KeyringError::Damaged)?;
        let format = std::str::from_utf8(&rest[..end]).ok().and_then(|format| format.parse().ok());
        match format {
            Some(FORMAT) => {}
            Some(format) if format > FORMAT => return Err(KeyringError::Newer(format)),
            _ => return Err(KeyringError::Damaged),
        }
        let mut opened = open_with_passphrase(passphrase, Cursor::new(&rest[end + 1..])).map_err(told)?;
        let mut secret = Zeroizing::new(String::new());
        opened.read_to_string(&mut secret).map_err(|_| KeyringError::Damaged)?;
        Self::recover(&secret).map_err(|_| KeyringError::Damaged)
    }

    /// As it is stored: encrypted under a passphrase.
    pub fn close(&self, passphrase: &str) -> Result<Vec<u8>, KeyringError> {
        if passphrase.chars().count() < LEAST_LENGTH {
            return Err(KeyringError::TooShort);
        }
        let mut stored = HEAD.to_vec();
        stored.extend_from_slice(format!("{FORMAT}\n").as_bytes());
        let mut writer = encrypt_under(PassphraseKey::draw(passphrase, WORK_FACTOR)?, stored)?;
        let written = writer.write_all(self.secret().as_bytes()).and_then(|()| writer.finish());
        written.map_err(|error| EnvelopeError::from(error).into())
    }

    /// What opens everything without the passphrase: `AGE-SECRET-KEY-1…`.
    pub fn secret(&self) -> Zeroizing<String> {
        self.0.to_secret_text()
    }

    /// The keys of the vault.
    pub fn keys(&self) -> Keys {
        Keys::of(&self.secret())
    }
}

/// Of a stored keyring only a wrong passphrase is the user's affair.
fn told(error: EnvelopeError) -> KeyringError {
    match error {
        EnvelopeError::WrongPassphrase => error.into(),
        _ => KeyringError::Damaged,
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring")
    }
}
