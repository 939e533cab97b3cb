//! Sealing contents and names; format version 1.
//!
//! A content is `1`, a random nonce of 24 bytes, and the content under XChaCha20-Poly1305; bound to its table
//! and key, so that what is put elsewhere does not open. A name is sealed with a nonce made from the name
//! itself (HMAC-SHA-256, its first 24 bytes), so that the same name is always the same key: whoever has no key
//! sees how many records there are and how long each is, nothing else.

use chacha20poly1305::aead::{AeadInPlace as _, KeyInit as _};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};

use super::{StoreError, Table};
use crate::keyring::{Keys, mac};

/// The format that this program writes, and the latest that it reads.
const FORMAT: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;

/// Seals a content for its place. `nonce` is random and never used twice.
pub(super) fn seal(keys: &Keys, table: Table, key: &str, nonce: [u8; NONCE], content: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(1 + NONCE + content.len() + TAG);
    sealed.push(FORMAT);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(content);
    let tag = encrypt(&keys.content, &nonce, &place(table, key), &mut sealed[1 + NONCE..]);
    sealed.extend_from_slice(&tag);
    sealed
}

/// Opens what [`seal`] gave for the same place.
pub(super) fn open(keys: &Keys, table: Table, key: &str, mut sealed: Vec<u8>) -> Result<Vec<u8>, StoreError> {
    match sealed.first() {
        Some(&FORMAT) => {}
        Some(&format) if format > FORMAT => return Err(StoreError::Newer(format.into())),
        _ => return Err(StoreError::Damaged),
    }
    let (nonce, rest) = sealed[1..].split_first_chunk_mut::<NONCE>().ok_or(StoreError::Damaged)?;
    decrypt(&keys.content, nonce, &place(table, key), rest)?;
    let end = sealed.len() - TAG;
    sealed.truncate(end);
    sealed.drain(..1 + NONCE);
    Ok(sealed)
}

/// The key under which a name is kept: lower-case hex.
pub(super) fn seal_name(keys: &Keys, table: Table, name: &str) -> String {
    let nonce = name_nonce(keys, table, name.as_bytes());
    let mut sealed = nonce.to_vec();
    sealed.extend_from_slice(name.as_bytes());
    let tag = encrypt(&keys.name, &nonce, table.name().as_bytes(), &mut sealed[NONCE..]);
    sealed.extend_from_slice(&tag);
    sealed.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name that a key stands for; `None` when it is not one of this vault.
pub(super) fn open_name(keys: &Keys, table: Table, key: &str) -> Option<String> {
    let digits = key.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        digits.map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()).collect();
    let mut bytes = bytes?;
    let (nonce, rest) = bytes.split_first_chunk_mut::<NONCE>()?;
    decrypt(&keys.name, nonce, table.name().as_bytes(), rest).ok()?;
    let name = rest.get(..rest.len() - TAG)?;
    // A nonce of somebody else's making opens, but is not the one for this name.
    if name_nonce(keys, table, name) != *nonce {
        return None;
    }
    String::from_utf8(name.to_vec()).ok()
}

fn name_nonce(keys: &Keys, table: Table, name: &[u8]) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    nonce.copy_from_slice(&mac(&keys.name, &[table.name().as_bytes(), &[0], name])[..NONCE]);
    nonce
}

/// What a content is bound to.
fn place(table: Table, key: &str) -> Vec<u8> {
    [table.name(), "\0", key].concat().into_bytes()
}

fn encrypt(key: &[u8; 32], nonce: &[u8; NONCE], bound: &[u8], text: &mut [u8]) -> Tag {
    let cipher = XChaCha20Poly1305::new(key.into());
    let sealed = cipher.encrypt_in_place_detached(XNonce::from_slice(nonce), bound, text);
    sealed.expect("only texts of 256 GiB are refused")
}

/// Decrypts in place all but the tag at the end.
fn decrypt(key: &[u8; 32], nonce: &[u8; NONCE], bound: &[u8], text: &mut [u8]) -> Result<(), StoreError> {
    let (text, tag) = text.split_last_chunk_mut::<TAG>().ok_or(StoreError::Damaged)?;
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher
        .decrypt_in_place_detached(XNonce::from_slice(nonce), bound, text, Tag::from_slice(tag))
        .map_err(|_| StoreError::Damaged)
}
