//! The keys of a vault.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize as _, ZeroizeOnDrop};

/// How long keys are as bytes.
pub const KEYS_BYTES: usize = 64;

/// The two keys that a store is sealed with, made from one secret: the text of an `age` identity. Gone from
/// memory when dropped.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Keys {
    /// Seals contents.
    pub(crate) content: [u8; 32],
    /// Makes names unreadable.
    pub(crate) name: [u8; 32],
}

impl Keys {
    /// The keys of a secret: HMAC-SHA-256 of a label each (HKDF's expansion, RFC 5869, of a secret that is
    /// uniformly random already).
    pub fn of(secret: &str) -> Self {
        Self {
            content: derive(secret, b"beian vault v1 content"),
            name: derive(secret, b"beian vault v1 name"),
        }
    }

    /// As bytes, to be handed from the worker to the page. Whoever takes them wipes them.
    pub fn to_bytes(&self) -> [u8; KEYS_BYTES] {
        let mut bytes = [0; KEYS_BYTES];
        bytes[..32].copy_from_slice(&self.content);
        bytes[32..].copy_from_slice(&self.name);
        bytes
    }

    /// Back from bytes, which are wiped; `None` when they are of another length.
    pub fn from_bytes(bytes: &mut [u8]) -> Option<Self> {
        let keys = bytes.split_at_checked(32).and_then(|(content, name)| {
            Some(Self { content: content.try_into().ok()?, name: name.try_into().ok()? })
        });
        bytes.zeroize();
        keys
    }
}

/// HMAC-SHA-256.
pub fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of every length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn derive(secret: &str, label: &[u8]) -> [u8; 32] {
    mac(secret.as_bytes(), &[label, &[1]])
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}
