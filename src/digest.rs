//! The two digests by which content is known: SHA-256, and SM3 (GB/T 32905) beside it.
//!
//! Digests are written in lower-case hexadecimal, 64 characters each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

/// SHA-256 in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha2::Sha256::digest(bytes))
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    sha2::Sha256::digest(bytes).into()
}

/// SM3 in lower-case hex.
pub fn sm3_hex(bytes: &[u8]) -> String {
    hex(&sm3::Sm3::digest(bytes))
}

/// Size and both digests of one content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Digests {
    /// Bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// SM3, lower-case hex.
    pub sm3: String,
}

impl Digests {
    /// Measures a content.
    pub fn of(bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, sha256: sha256_hex(bytes), sm3: sm3_hex(bytes) }
    }
}

/// Takes the digests of a content that comes piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Digesting {
    size: u64,
    sha256: sha2::Sha256,
    sm3: sm3::Sm3,
}

impl Digesting {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        self.sha256.update(piece);
        self.sm3.update(piece);
    }

    /// The work on the next piece in two halves of which neither waits for the other; both must be done.
    pub fn halves<'a>(
        &'a mut self,
        piece: &'a [u8],
    ) -> (impl FnOnce() + Send + 'a, impl FnOnce() + Send + 'a) {
        let Self { size, sha256, sm3 } = self;
        *size += piece.len() as u64;
        (move || sha256.update(piece), move || sm3.update(piece))
    }

    /// The digests of all pieces.
    pub fn finish(self) -> Digests {
        Digests { size: self.size, sha256: hex(&self.sha256.finalize()), sm3: hex(&self.sm3.finalize()) }
    }
}

/// Takes the size and SHA-256 of a content that comes piece by piece, where SM3 is not asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sha256ing {
    size: u64,
    sha256: sha2::Sha256,
}

impl Sha256ing {
    /// Takes the next piece.
    pub(crate) fn update(&mut self, piece: &[u8]) {
        self.size += piece.len() as u64;
        self.sha256.update(piece);
    }

    /// The size, and SHA-256 in lower-case hex.
    pub(crate) fn finish(self) -> (u64, String) {
        (self.size, hex(&self.sha256.finalize()))
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}
