//! Closing an envelope.

use std::io::Write;
use std::iter;

use age::scrypt;
use age::secrecy::SecretString;

use super::{EnvelopeError, Recipient, StreamWriter};

/// The work factor for what stays on a machine and is opened often: 32 MiB of memory, well under a second in a browser.
pub const WORK_FACTOR: u8 = 15;

/// Encrypts to a recipient what is then written. [`StreamWriter::finish`] must be called at the end, or the file is
/// one that nobody can open; it does not flush `out`.
pub fn encrypt_to<W: Write>(recipient: &Recipient, out: W) -> Result<StreamWriter<W>, EnvelopeError> {
    seal(&recipient.0, out)
}

/// Encrypts under a passphrase what is then written; like [`encrypt_to`]. `log_n` is the work factor, from 1 to 18.
pub fn encrypt_with_passphrase<W: Write>(
    passphrase: &str,
    log_n: u8,
    out: W,
) -> Result<StreamWriter<W>, EnvelopeError> {
    if !(1..=super::open::MOST_WORK).contains(&log_n) {
        return Err(EnvelopeError::TooMuchWork(log_n));
    }
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase));
    recipient.set_work_factor(log_n);
    seal(&recipient, out)
}

fn seal<W: Write>(recipient: &dyn age::Recipient, out: W) -> Result<StreamWriter<W>, EnvelopeError> {
    // One recipient of a kind that has no conditions: nothing but the output can fail.
    let encryptor = age::Encryptor::with_recipients(iter::once(recipient));
    let encryptor = encryptor.map_err(|_| EnvelopeError::NotARecipient)?;
    Ok(encryptor.wrap_output(out)?)
}
