//! References to cells that no worksheet has.
//!
//! The last cell is `XFD1048576`. The library that reads workbooks counts on in longer references until its numbers
//! overflow, and what stands there would come to lie at another cell. So a workbook is looked through for them first.

use std::io::{self, Write};

/// Most letters and digits of a reference.
const LETTERS: usize = 3;
const DIGITS: usize = 7;

/// Looks at a part of a workbook as it goes by, for attributes `r` and `ref`.
#[derive(Default)]
pub(super) struct References {
    /// Between `<` and `>`.
    tag: bool,
    /// The name of the attribute so far, then the quote that ends its value.
    name: Vec<u8>,
    quote: Option<u8>,
    letters: usize,
    digits: usize,
    /// There is one that no worksheet has.
    pub(super) impossible: bool,
}

impl References {
    fn take(&mut self, byte: u8) {
        match (self.quote, byte) {
            (Some(quote), _) if byte == quote => {
                self.quote = None;
                self.name.clear();
            }
            (Some(_), _) if matches!(self.name.as_slice(), b"r=" | b"ref=") => match byte {
                b'0'..=b'9' => self.digits += 1,
                b'a'..=b'z' | b'A'..=b'Z' => self.letters += 1,
                _ => (self.letters, self.digits) = (0, 0),
            },
            (Some(_), _) => {}
            (None, b'<' | b'>' | b'/') => {
                self.tag = byte == b'<' || byte == b'/' && self.tag;
                self.name.clear();
            }
            (None, _) if !self.tag => {}
            (None, b'"' | b'\'') => {
                self.quote = Some(byte);
                (self.letters, self.digits) = (0, 0);
            }
            // White space may stand about the sign, but ends a name.
            (None, b' ' | b'\t' | b'\r' | b'\n') if self.name.ends_with(b"=") => {}
            (None, b' ' | b'\t' | b'\r' | b'\n') => self.name.push(b' '),
            (None, byte) => {
                if byte != b'=' && self.name.ends_with(b" ") {
                    self.name.clear();
                }
                while byte == b'=' && self.name.ends_with(b" ") {
                    self.name.pop();
                }
                self.name.push(byte);
            }
        }
        // No name that is looked for is longer.
        if self.name.len() > 64 {
            self.name.drain(..32);
        }
        self.impossible |= self.letters > LETTERS || self.digits > DIGITS;
    }
}

impl Write for References {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        bytes.iter().for_each(|byte| self.take(*byte));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
