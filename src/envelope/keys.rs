//! The pair of keys: a recipient that anybody may know, and the identity that opens.

use std::fmt;
use std::str::FromStr;

use age::secrecy::ExposeSecret as _;
use age::x25519;
use zeroize::Zeroizing;

use super::EnvelopeError;

/// What every identity begins with.
const SECRET_PREFIX: &str = "AGE-SECRET-KEY-1";

/// For whom an envelope is closed: an X25519 public key, written `age1…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient(pub(super) x25519::Recipient);

/// Reads `age1…` with white space around it.
impl FromStr for Recipient {
    type Err = EnvelopeError;

    fn from_str(text: &str) -> Result<Self, EnvelopeError> {
        let text = text.trim();
        if text.get(..SECRET_PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(SECRET_PREFIX)) {
            return Err(EnvelopeError::IdentityAsRecipient);
        }
        text.parse().map(Self).map_err(|_| EnvelopeError::NotARecipient)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What opens envelopes: an X25519 private key. Wiped from memory when dropped.
#[derive(Clone)]
pub struct Identity(pub(super) x25519::Identity);

impl Identity {
    /// A new one, from the system's randomness.
    pub fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// The recipient whose envelopes it opens.
    pub fn to_recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// `AGE-SECRET-KEY-1…`, as the `age` tool reads it.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }
}

/// Reads the key alone, or the text of a key file: comments begin with `#`, the first key counts.
impl FromStr for Identity {
    type Err = EnvelopeError;

    fn from_str(text: &str) -> Result<Self, EnvelopeError> {
        let mut lines = text.lines().map(|line| line.trim_matches(['\u{FEFF}', ' ', '\t', '\r']));
        let key = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        let key = key.filter(|line| line.starts_with(SECRET_PREFIX)).ok_or(EnvelopeError::NotAnIdentity)?;
        key.parse().map(Self).map_err(|_| EnvelopeError::NotAnIdentity)
    }
}

/// Never shows the secret.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Identity").field(&self.to_recipient()).finish()
    }
}
