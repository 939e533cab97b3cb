//! Opening an envelope.

use std::io::{self, Read, Seek, SeekFrom};
use std::iter;

use age::Decryptor;
use age::stream::StreamReader;

use super::{EnvelopeError, Identity, PassphraseKey};

/// The longest header that is read. One recipient takes about 200 bytes; a file for hundreds of them is not for us.
const LONGEST_HEADER: usize = 64 * 1024;
/// What every age file begins with.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";

/// Whether a file that begins with these bytes is an envelope.
pub fn is_envelope(start: &[u8]) -> bool {
    start.starts_with(MAGIC)
}

/// Opens an envelope that was closed for the recipient of this identity. `input` stands at its beginning; for
/// seeking, the envelope must end where the input ends.
pub fn open_with_identity<R: Read>(identity: &Identity, input: R) -> Result<Opened<R>, EnvelopeError> {
    open(input, &identity.0, false)
}

/// Opens an envelope whose key was derived from its passphrase, [`PassphraseKey::of`]; like [`open_with_identity`].
pub fn open_with_key<R: Read>(key: &PassphraseKey, input: R) -> Result<Opened<R>, EnvelopeError> {
    open(input, key, true)
}

fn open<R: Read>(
    input: R,
    identity: &dyn age::Identity,
    by_passphrase: bool,
) -> Result<Opened<R>, EnvelopeError> {
    let decryptor = decryptor(input)?;
    match (decryptor.is_scrypt(), by_passphrase) {
        (true, false) => Err(EnvelopeError::NeedsPassphrase),
        (false, true) => Err(EnvelopeError::NeedsIdentity),
        _ => Ok(Opened(decryptor.decrypt(iter::once(identity))?)),
    }
}

/// Opens an envelope that was closed under this passphrase; like [`open_with_identity`].
pub fn open_with_passphrase<R: Read + Seek>(
    passphrase: &str,
    mut input: R,
) -> Result<Opened<R>, EnvelopeError> {
    let key = PassphraseKey::of(passphrase, &mut input)?;
    input.rewind()?;
    open_with_key(&key, input)
}

pub(super) fn decryptor<R: Read>(input: R) -> Result<Decryptor<Headed<R>>, EnvelopeError> {
    Ok(Decryptor::new(Headed::read(input)?)?)
}

/// The content of an opened envelope. Its errors are known by [`EnvelopeError::of`]: a content of which anything was
/// changed or cut off ends in one, never early.
pub struct Opened<R>(StreamReader<Headed<R>>);

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(told)
    }
}

impl<R: Read + Seek> Seek for Opened<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to).map_err(told)
    }
}

impl<R> std::fmt::Debug for Opened<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").finish_non_exhaustive()
    }
}

fn told(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::InvalidData => EnvelopeError::Altered.into(),
        io::ErrorKind::UnexpectedEof => EnvelopeError::Truncated.into(),
        _ => error,
    }
}

/// An input whose header has been read already, up to its limit, so that no file can make us read on for ever.
pub(super) struct Headed<R> {
    header: Vec<u8>,
    given: usize,
    rest: R,
}

impl<R: Read> Headed<R> {
    /// Reads to the end of the line that begins with `---`, and not a byte further.
    fn read(mut rest: R) -> Result<Self, EnvelopeError> {
        let mut header = Vec::with_capacity(256);
        let mut line = 0;
        let mut byte = [0];
        loop {
            match rest.read_exact(&mut byte) {
                Ok(()) => {}
                Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(error.into()),
                Err(_) if header.starts_with(MAGIC) => return Err(EnvelopeError::Truncated),
                Err(_) => return Err(EnvelopeError::NotAnEnvelope),
            }
            header.push(byte[0]);
            let outside = header.len() > LONGEST_HEADER;
            if outside || !MAGIC.starts_with(&header[..header.len().min(MAGIC.len())]) {
                return Err(EnvelopeError::NotAnEnvelope);
            }
            if byte[0] == b'\n' {
                if header[line..].starts_with(b"---") {
                    return Ok(Self { header, given: 0, rest });
                }
                line = header.len();
            }
        }
    }
}

impl<R: Read> Read for Headed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = &self.header[self.given..];
        if left.is_empty() {
            return self.rest.read(buffer);
        }
        let length = left.len().min(buffer.len());
        buffer[..length].copy_from_slice(&left[..length]);
        self.given += length;
        Ok(length)
    }
}

/// Only sought after the header: the positions are those of the input.
impl<R: Seek> Seek for Headed<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.rest.seek(to)
    }
}
