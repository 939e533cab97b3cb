//! Closing an envelope.

use std::io::Write;
use std::iter;

use super::{EnvelopeError, PassphraseKey, Recipient, StreamWriter};

/// The work factor for what stays on a machine and is opened often: 32 MiB of memory, well under a second in a browser.
pub const WORK_FACTOR: u8 = 15;

/// Encrypts to a recipient what is then written. [`StreamWriter::finish`] must be called at the end, or the file is
/// one that nobody can open; it does not flush `out`.
pub fn encrypt_to<W: Write>(recipient: &Recipient, out: W) -> Result<StreamWriter<W>, EnvelopeError> {
    seal(&recipient.0, out)
}

/// Encrypts under a passphrase what is then written; like [`encrypt_to`]. The key was drawn for this and is used up.
pub fn encrypt_under<W: Write>(key: PassphraseKey, out: W) -> Result<StreamWriter<W>, EnvelopeError> {
    seal(&key, out)
}

fn seal<W: Write>(recipient: &dyn age::Recipient, out: W) -> Result<StreamWriter<W>, EnvelopeError> {
    // One recipient of a kind that has no conditions: nothing but the output can fail.
    let encryptor = age::Encryptor::with_recipients(iter::once(recipient));
    let encryptor = encryptor.map_err(|_| EnvelopeError::NotARecipient)?;
    Ok(encryptor.wrap_output(out)?)
}
