//! The keyring of a vault: deriving a key from a passphrase takes a good part of a second.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use zeroize::Zeroize as _;

use super::run::sentence;
use crate::keyring::Keyring;

/// What is to be done with a keyring.
#[derive(Clone, Serialize, Deserialize)]
pub enum KeyringOrder {
    /// Makes a new one.
    Draw {
        /// The passphrase to protect it with.
        passphrase: String,
    },
    /// Opens a stored one; with `next`, protects it with another passphrase.
    Open {
        /// As it is stored.
        stored: ByteBuf,
        /// Its passphrase.
        passphrase: String,
        /// The passphrase to protect it with from now on.
        next: Option<String>,
    },
    /// Makes one again from its recovery sheet.
    Recover {
        /// `AGE-SECRET-KEY-1…`.
        secret: String,
        /// The passphrase to protect it with.
        passphrase: String,
    },
}

/// An opened keyring.
#[derive(Clone, Serialize, Deserialize)]
pub struct OpenedKeyring {
    /// As it is to be stored; blank where it stays as it is.
    pub stored: ByteBuf,
    /// The keys as bytes; see [`Keys::to_bytes`](crate::keyring::Keys::to_bytes).
    pub keys: ByteBuf,
    /// What stands on the recovery sheet.
    pub secret: String,
}

/// Does it.
pub(super) fn run(order: KeyringOrder) -> Result<OpenedKeyring, String> {
    let (ring, next) = match order {
        KeyringOrder::Draw { passphrase } => (Keyring::draw(), Some(passphrase)),
        KeyringOrder::Open { stored, mut passphrase, next } => {
            let ring = Keyring::open(&stored, &passphrase).map_err(sentence);
            passphrase.zeroize();
            (ring?, next)
        }
        KeyringOrder::Recover { mut secret, passphrase } => {
            let ring = Keyring::recover(&secret).map_err(sentence);
            secret.zeroize();
            (ring?, Some(passphrase))
        }
    };
    let stored = match next {
        Some(mut passphrase) => {
            let stored = ring.close(&passphrase).map_err(sentence);
            passphrase.zeroize();
            stored?
        }
        None => Vec::new(),
    };
    let keys = ByteBuf::from(ring.keys().to_bytes());
    Ok(OpenedKeyring { stored: ByteBuf::from(stored), keys, secret: ring.secret().to_string() })
}

/// Never shows a secret.
impl std::fmt::Debug for KeyringOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyringOrder")
    }
}

/// Never shows a secret.
impl std::fmt::Debug for OpenedKeyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenedKeyring")
    }
}
