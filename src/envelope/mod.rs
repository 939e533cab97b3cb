//! Envelopes: `age` files (age-encryption.org/v1), closed for a recipient or under a passphrase, and opened again.
//!
//! | word | means |
//! |---|---|
//! | recipient 接收方公钥 | `age1…`, public: whoever knows it can close an envelope, and only the identity opens it |
//! | identity 私钥 | `AGE-SECRET-KEY-1…`, secret, usually kept in a file of one line and some comments |
//! | work factor | the logarithm of what deriving a key from a passphrase costs (scrypt, N = 2^n, r = 8) |
//!
//! Everything streams: content is encrypted in pieces of 64 KiB, each authenticated, and a reader over an input that
//! can seek can itself seek. What the standard `age` tool writes for one recipient or a passphrase opens here, and
//! what is written here opens with that tool.
//!
//! Invariants: nothing of a content is given out before its piece was authenticated; a header is refused when it is
//! longer than any real one or asks for more work than a page can do; secrets are wiped from memory when dropped.
//!
//! Of the modules above `vault` this is the one whose output is not the same twice: `age` draws a new key for each
//! file. Left out: plug-ins, SSH keys, armour, envelopes for several recipients.

mod error;
mod keys;
mod open;
mod passphrase;
mod seal;

pub use age::stream::StreamWriter;
pub use error::EnvelopeError;
pub use keys::{Identity, Recipient};
pub use open::{Opened, is_envelope, open_with_identity, open_with_key, open_with_passphrase};
pub use passphrase::PassphraseKey;
pub use seal::{WORK_FACTOR, encrypt_to, encrypt_under};
