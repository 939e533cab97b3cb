//! Keys derived from passphrases: the scrypt recipient of `age` (C2SP age, section "scrypt recipient stanza").
//!
//! Deriving takes 128 · 8 · 2^n bytes of memory and gives 32. `age` derives while it opens or closes; here it is a step
//! of its own, so that whoever needs the memory for that moment only can do it elsewhere and hand the key on.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::io::Read;
use std::iter;

use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::primitives::{aead_decrypt, aead_encrypt};
use age_core::secrecy::ExposeSecret as _;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD as BASE64;
use scrypt::{Params, scrypt};
use zeroize::{Zeroize as _, Zeroizing};

use super::EnvelopeError;
use super::open::decryptor;

/// The most work that is done for a passphrase: 256 MiB of memory and some seconds.
pub(super) const MOST_WORK: u8 = 18;

const TAG: &str = "scrypt";
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
const SALT: usize = 16;
const KEY: usize = 32;

/// What a passphrase comes to for one envelope. Gone from memory when dropped.
pub struct PassphraseKey {
    salt: [u8; SALT],
    log_n: u8,
    key: Zeroizing<[u8; KEY]>,
}

impl PassphraseKey {
    /// How long one is as bytes.
    const BYTES: usize = SALT + 1 + KEY;

    /// That of a new envelope, and of no other: the salt is drawn. `log_n` is the work factor, from 1 to 18.
    pub fn draw(passphrase: &str, log_n: u8) -> Result<Self, EnvelopeError> {
        let mut salt = [0; SALT];
        getrandom::getrandom(&mut salt).map_err(|_| EnvelopeError::Io(std::io::ErrorKind::Other))?;
        Self::derive(passphrase, salt, log_n)
    }

    /// That of the envelope which begins here; only the right passphrase gives one.
    pub fn of(passphrase: &str, input: impl Read) -> Result<Self, EnvelopeError> {
        let decryptor = decryptor(input)?;
        if !decryptor.is_scrypt() {
            return Err(EnvelopeError::NeedsIdentity);
        }
        let deriving = Deriving { passphrase, derived: RefCell::default() };
        decryptor.decrypt(iter::once(&deriving as _))?;
        deriving.derived.take().ok_or(EnvelopeError::NotAnEnvelope)
    }

    /// As bytes, to be handed on. Whoever takes them wipes them; what a browser has copied on the way it only forgets.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.salt[..], &[self.log_n], &self.key[..]].concat()
    }

    /// Back from bytes, which are wiped; `None` when they are of another length.
    pub fn from_bytes(bytes: &mut [u8]) -> Option<Self> {
        let parts = bytes.first_chunk::<SALT>().zip(bytes.get(SALT)).zip(bytes.last_chunk::<KEY>());
        let key = parts.filter(|_| bytes.len() == Self::BYTES).map(|((salt, log_n), key)| Self {
            salt: *salt,
            log_n: *log_n,
            key: Zeroizing::new(*key),
        });
        bytes.zeroize();
        key
    }

    fn derive(passphrase: &str, salt: [u8; SALT], log_n: u8) -> Result<Self, EnvelopeError> {
        let most = 1..=MOST_WORK;
        let params = Params::new(log_n, 8, 1, KEY).ok().filter(|_| most.contains(&log_n));
        let params = params.ok_or(EnvelopeError::TooMuchWork(log_n))?;
        let mut key = Zeroizing::new([0; KEY]);
        scrypt(passphrase.as_bytes(), &[LABEL, &salt].concat(), &params, &mut key[..])
            .expect("the length is that of the parameters");
        Ok(Self { salt, log_n, key })
    }

    fn unwrap(&self, stanza: &Stanza) -> Result<FileKey, DecryptError> {
        let mut plain = Zeroizing::new(aead_decrypt(&self.key, FILE_KEY_BYTES, &stanza.body)?);
        Ok(FileKey::init_with_mut(|key| key.swap_with_slice(&mut plain)))
    }
}

/// Closes an envelope.
impl age::Recipient for PassphraseKey {
    fn wrap_file_key(&self, key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let stanza = Stanza {
            tag: TAG.to_owned(),
            args: vec![BASE64.encode(self.salt), self.log_n.to_string()],
            body: aead_encrypt(&self.key, key.expose_secret()),
        };
        // It stands alone in its envelope.
        Ok((vec![stanza], HashSet::from([TAG.to_owned()])))
    }
}

/// Opens the envelope that it is the key of.
impl age::Identity for PassphraseKey {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        let its_own = parts(stanza)? == Some((self.salt, self.log_n));
        Some(if its_own { self.unwrap(stanza) } else { Err(DecryptError::KeyDecryptionFailed) })
    }
}

/// A passphrase, and the key that came of it for the envelope at hand.
struct Deriving<'a> {
    passphrase: &'a str,
    derived: RefCell<Option<PassphraseKey>>,
}

impl age::Identity for Deriving<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        let Some((salt, log_n)) = parts(stanza)? else { return Some(Err(DecryptError::InvalidHeader)) };
        let Ok(derived) = PassphraseKey::derive(self.passphrase, salt, log_n) else {
            return Some(Err(DecryptError::ExcessiveWork { required: log_n, target: MOST_WORK }));
        };
        let key = derived.unwrap(stanza);
        self.derived.replace(Some(derived));
        Some(key)
    }
}

/// Salt and work factor of a stanza in its canonical form, `Some(None)` in any other; `None` of another recipient.
fn parts(stanza: &Stanza) -> Option<Option<([u8; SALT], u8)>> {
    let read = || {
        let [salt, log_n] = &stanza.args[..] else { return None };
        let number = log_n.bytes().all(|digit| digit.is_ascii_digit()) && !log_n.starts_with('0');
        let salt = BASE64.decode(salt).ok()?.try_into().ok()?;
        Some((salt, log_n.parse().ok().filter(|_| number)?))
    };
    (stanza.tag == TAG).then(read)
}

/// Never shows the key.
impl fmt::Debug for PassphraseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PassphraseKey")
    }
}
